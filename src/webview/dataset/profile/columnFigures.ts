import { fixed, shortNumber, t } from '../../../l10n/t.js';
import type { ColumnProfileView } from '../../../shared/datasetViews.js';
import { formatCount, formatNumber } from '../../common/wording.js';

/** Codicon and word of a column's type. */
export const KIND_LOOKS: Readonly<
  Record<ColumnProfileView['kind'], { readonly icon: string; readonly word: string }>
> = {
  text: {
    icon: 'symbol-string',
    get word() {
      return t('text');
    },
  },
  number: {
    icon: 'symbol-number',
    get word() {
      return t('numbers');
    },
  },
  boolean: {
    icon: 'symbol-boolean',
    get word() {
      return t('true or false');
    },
  },
  list: {
    icon: 'symbol-array',
    get word() {
      return t('lists');
    },
  },
  object: {
    icon: 'symbol-object',
    get word() {
      return t('objects');
    },
  },
  mixed: {
    icon: 'symbol-misc',
    get word() {
      return t('mixed types');
    },
  },
  empty: {
    icon: 'circle-slash',
    get word() {
      return t('nothing');
    },
  },
};

/** `2 %`, `0.4 %`, `<0.1 %`: never 0 for some, never 100 for not all. */
export function shareWords(part: number, whole: number): string {
  const percent = whole === 0 ? 0 : (100 * part) / whole;
  if (part === 0) return '0 %';
  if (part >= whole) return '100 %';
  if (percent < 0.1) return `<${fixed(0.1, 1)} %`;
  if (percent > 99.9) return `>${fixed(99.9, 1)} %`;
  return `${percent < 10 || percent > 99 ? shortNumber(percent, 1) : Math.round(percent)} %`;
}

/** `3`, `≈12,000` */
export function distinctWords({ distinct, distinctIsExact }: ColumnProfileView): string {
  return `${distinctIsExact ? '' : '≈'}${formatCount(distinct)}`;
}

/** One line for a column's head, what matters most first: `2 % empty · 3 distinct · 12–340 ch`. */
export function columnFigures(profile: ColumnProfileView, rows: number): string {
  const { kind, distinct, filled, numbers, lengths } = profile;
  if (rows === 0) return '';
  const without = profile.empty + profile.missing;
  if (filled === 0) return profile.missing === rows ? t('missing in all rows') : t('all empty');
  const isUnique = profile.distinctIsExact && distinct === filled && filled > 1;
  const span =
    kind === 'number' && numbers
      ? rangeOf(formatNumber(numbers.min), formatNumber(numbers.max))
      : kind !== 'boolean' && lengths
        ? t('{0} ch', rangeOf(formatCount(lengths.shortest), formatCount(lengths.longest)))
        : null;
  return [
    without > 0 && t('{0} empty', shareWords(without, rows)),
    isUnique ? t('unique') : t('{0} distinct', distinctWords(profile)),
    span,
  ]
    .filter((part) => typeof part === 'string')
    .join(' · ');
}

function rangeOf(from: string, to: string): string {
  return from === to ? from : `${from}–${to}`;
}

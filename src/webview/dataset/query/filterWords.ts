import { decimalText, t } from '../../../l10n/t.js';
import { ROW_MARKS } from '../../../shared/datasetViews.js';
import type { FilterView, RowMark } from '../../../shared/datasetViews.js';

/** A filter in words, apart so that each can look its own: `answer`, `contains`, `“refund”`. */
interface FilterWords {
  readonly column: string | null;
  readonly verb: string;
  readonly value: string | null;
}

const markWords = (): Readonly<Record<RowMark, string>> => ({
  broken: t('that can’t be read'),
  'extra-fields': t('with extra fields'),
  'missing-fields': t('with too few fields'),
  'stray-quote': t('with a stray quote'),
  'repeated-key': t('with a repeated key'),
  'bad-bytes': t('with bytes that are no text'),
});

export function filterWords(filter: FilterView): FilterWords {
  const not = filter.not === true;
  switch (filter.kind) {
    case 'text': {
      const column = filter.column ?? t('Any column');
      const value = filter.regex ? `/${filter.text}/` : quoted(filter.text);
      const verb = filter.regex
        ? not
          ? t('does not match')
          : t('matches')
        : not
          ? t('does not contain')
          : t('contains');
      return { column, verb, value };
    }
    case 'equals':
      return {
        column: filter.column,
        verb: not ? t('is not') : t('is'),
        value: quoted(filter.text),
      };
    case 'empty':
      return { column: filter.column, verb: not ? t('is not empty') : t('is empty'), value: null };
    case 'range':
      return {
        column: filter.column,
        verb: not ? t('is not') : t('is'),
        value: rangeWords(filter),
      };
    case 'marked':
      return { column: null, verb: markedWords(filter.marks, not), value: null };
  }
}

/** `answer contains “refund”` */
export function filterSentence(filter: FilterView): string {
  const { column, verb, value } = filterWords(filter);
  return [column, verb, value].filter((part) => part !== null).join(' ');
}

function markedWords(marks: readonly RowMark[], not: boolean): string {
  const all = marks.length >= ROW_MARKS.length;
  if (all) return not ? t('Rows without problems') : t('Rows with problems');
  const words = marks.map((mark) => markWords()[mark]).join(t(' or '));
  return not ? t('Rows other than those {0}', words) : t('Rows {0}', words);
}

function rangeWords({ min, max }: { min: number | null; max: number | null }): string {
  if (min !== null && max !== null) {
    return min === max ? decimalText(String(min)) : t('{0} to {1}', min, max);
  }
  if (min !== null) return t('at least {0}', min);
  return max === null ? t('a number') : t('at most {0}', max);
}

const LONGEST = 60;

function quoted(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST).trimEnd()}…` : text;
  return `“${cut.replace(/\s+/g, ' ')}”`;
}

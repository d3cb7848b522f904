import { fixed, numberText, plural, t } from '../../../l10n/t.js';
import {
  VALUE_KINDS,
  type PartFacts,
  type ValueFacts,
  type ValueKind,
} from '../../dataset/datasetFacts.js';
import type { Shape } from './shape.js';

/** `text`, `list of dict`, `int or float`; null is told by its count. */
export function kindText(facts: ValueFacts): string {
  const kinds = kindsOf(facts).filter((kind) => kind !== 'null');
  if (kinds.length === 0) return facts.nulls > 0 ? 'null' : t('no value');
  return kinds.map((kind) => (kind === 'list' ? listText(facts.items) : kind)).join(t(' or '));
}

function kindsOf(facts: ValueFacts): ValueKind[] {
  return VALUE_KINDS.filter((kind) => (facts.kinds[kind] ?? 0) > 0);
}

function listText(items: ValueFacts | undefined): string {
  const kinds = items ? kindsOf(items) : [];
  return kinds.length === 0 ? 'list' : t('list of {0}', kinds.join(t(' or ')));
}

/** `text`, `list of dict`: of any value, as far as it is known; '' where it is not. */
export function shapeText(shape: Shape): string {
  if (shape.facts) return kindText(shape.facts);
  return shape.kinds
    .map((kind) => {
      const items = kind === 'list' ? shape.items?.kinds.join(t(' or ')) : '';
      return items ? t('list of {0}', items) : kind;
    })
    .join(t(' or '));
}

/** How much of a column or part has a value: `100 %`, `99.6 %`; never rounded up to all. */
export function fillRate({ count, nulls, emptyTexts, of }: PartFacts): string {
  const filled = count - nulls - emptyTexts;
  if (filled === of) return '100 %';
  if (filled === 0) return '0 %';
  const tenths = Math.floor((filled / of) * 1000) / 10;
  return `${tenths === 0 ? `< ${fixed(0.1, 1)}` : fixed(tenths, 1)} %`;
}

/** Sentences on where values lack and how long they are. */
export function factLines(facts: PartFacts, whole: 'row' | 'dict'): string[] {
  const { of, count, nulls, emptyTexts, firstMissing, text } = facts;
  const said = [kindText(facts), fillRate(facts)] as const;
  const lines = [
    whole === 'row'
      ? plural(of, '{1}, filled in {2} of {0} row', '{1}, filled in {2} of {0} rows', ...said)
      : plural(of, '{1}, filled in {2} of {0} dict', '{1}, filled in {2} of {0} dicts', ...said),
  ];
  if (count < of) {
    const missing = numberText(of - count);
    lines.push(
      firstMissing === undefined
        ? t('missing in {0}', missing)
        : t('missing in {0} (first: row {1})', missing, firstMissing),
    );
  }
  if (nulls > 0) lines.push(t('null in {0}', numberText(nulls)));
  if (emptyTexts > 0) lines.push(t('empty text in {0}', numberText(emptyTexts)));
  if (text && text.longest > 0) {
    lines.push(
      t(
        'length: median {0}, longest {1} characters',
        numberText(text.median),
        numberText(text.longest),
      ),
    );
  }
  return lines;
}

import { t } from '../../l10n/t.js';
import type { KeyedRow } from '../../core/labels/labelRow.js';
import { shownOrder } from '../../core/labels/seededOrder.js';
import { readableText, shownInputs, shownResponses } from '../../core/labels/shownRow.js';
import type { ShownRun } from '../../core/labels/shownRow.js';
import type { LabelCard } from '../../shared/labelsProtocol.js';

/** What a person sees of a row: what the judge sees, and nothing of what it said or who answered. */
export function labelCard(
  { row: { id }, result }: KeyedRow,
  manifest: ShownRun,
  seed: number,
): LabelCard {
  const { spec } = manifest;
  const texts = shownResponses(result, spec).map(readableText);
  const isTurned = spec.type === 'compare' && shownOrder(seed, id) === 'BA';
  const titles = spec.type === 'compare' ? [t('First'), t('Second')] : [t('Response')];
  const ordered = isTurned ? texts.toReversed() : texts;
  return {
    id,
    inputs: Object.entries(shownInputs(result, manifest)).map(([column, value]) => ({
      column,
      text: readableText(value),
    })),
    responses: ordered.map((text, at) => ({ title: titles[at] ?? '', text })),
  };
}

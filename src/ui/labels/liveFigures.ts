import { labelFigures } from '../../core/labels/labelFigures.js';
import {
  betweenSentence,
  coefficientText,
  moreLabelsSentence,
} from '../../core/labels/labelWords.js';
import type { RunLabels } from '../../core/labels/labelsOfRun.js';
import type { ResolvedSpec } from '../../core/spec/evalSpec.js';
import { t } from '../../l10n/t.js';

/**
 * Labels between two looks at the figures: renewed with each one they would tell what the judge said of
 * the last row.
 */
export const LIVE_EVERY = 5;
const LEAST = 10;

/** How far judge and rater agree so far, without a word of single rows. Empty for few labels. */
export function liveFigures(
  labels: RunLabels,
  { rater, spec }: { readonly rater: string; readonly spec: ResolvedSpec },
): string[] {
  const { raters, between } = labelFigures(labels, [], spec);
  const mine = raters.find((one) => one.rater === rater);
  if (!mine || mine.n < LEAST) return [];
  const kappa = mine.kappa
    ? t('κ {0} with the judge on {1} rows', coefficientText(mine.kappa), mine.n)
    : t('{0} rows so far: too much alike for κ', mine.n);
  return [
    kappa,
    moreLabelsSentence(mine.more_labels),
    between && between.n >= LEAST ? betweenSentence(between) : null,
  ].filter((line) => line !== null);
}

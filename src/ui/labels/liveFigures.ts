import { labelFigures } from '../../core/labels/labelFigures.js';
import {
  betweenSentence,
  coefficientText,
  moreLabelsSentence,
} from '../../core/labels/labelWords.js';
import type { RunLabels } from '../../core/labels/labelsOfRun.js';
import type { ResolvedSpec } from '../../core/spec/evalSpec.js';

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
    ? `κ ${coefficientText(mine.kappa)} with the judge on ${mine.n} rows`
    : `${mine.n} rows so far: too much alike for κ`;
  return [
    kappa,
    moreLabelsSentence(mine.more_labels),
    between && between.n >= LEAST ? betweenSentence(between) : null,
  ].filter((line) => line !== null);
}

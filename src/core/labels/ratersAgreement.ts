import type { Estimate } from '../runs/manifest.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { krippendorffAlpha } from '../stats/alpha.js';
import { confusionMatrix } from '../stats/confusion.js';
import type { RunLabels } from './labelsOfRun.js';
import { moreLabelsFor } from './moreLabels.js';
import { kappaEstimate } from './raterFigures.js';
import { verdictClasses } from './verdictClass.js';

/** The bootstrap of α needs a seed; always the same one, so that the same labels give the same figures. */
const SEED = 1;

/** How far the people agree with each other: no judge can be held to more than that. */
export interface RatersAgreement {
  readonly raters: readonly string[];
  /** Rows that two of them at least have labelled. */
  readonly n: number;
  /** Cohen's κ for two raters of labels or choices, else Krippendorff's α. */
  readonly measure: 'kappa' | 'alpha';
  readonly estimate: Estimate | null;
  readonly more_labels: number | null;
}

/** Null for a single rater. */
export function ratersAgreement(
  { rows, raters }: RunLabels,
  spec: ResolvedSpec,
): RatersAgreement | null {
  const [first, second, ...others] = raters;
  if (first === undefined || second === undefined) return null;
  const shared = rows.filter(({ byRater }) => byRater.size >= 2);
  const n = shared.length;
  const isKappa = others.length === 0 && spec.type !== 'score';
  let estimate: Estimate | null;
  if (isKappa) {
    const pairs = shared.map(
      ({ byRater }) =>
        [String(byRater.get(first)?.verdict), String(byRater.get(second)?.verdict)] as const,
    );
    const { kappa } = confusionMatrix(pairs, verdictClasses(spec));
    estimate = kappaEstimate(kappa);
  } else {
    const units = shared.map(({ byRater }) => [...byRater.values()].map(({ verdict }) => verdict));
    const level = spec.type === 'score' ? 'interval' : 'nominal';
    estimate = n === 0 ? null : krippendorffAlpha(units, level, { seed: SEED });
  }
  return {
    raters,
    n,
    measure: isKappa ? 'kappa' : 'alpha',
    estimate,
    more_labels: moreLabelsFor(estimate, n),
  };
}

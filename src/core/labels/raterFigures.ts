import type { Estimate } from '../runs/manifest.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { confusionMatrix } from '../stats/confusion.js';
import type { Confusion } from '../stats/confusion.js';
import { spearman } from '../stats/rankCorrelation.js';
import { moreLabelsFor } from './moreLabels.js';
import { verdictClass, verdictClasses } from './verdictClass.js';

/** A row on which both have said something. */
export interface VerdictPair {
  readonly judge: string | number;
  readonly person: string | number;
}

/** The judge held against one person, or against what all of them say together. */
export interface RaterFigures {
  /** Null: the consensus of several raters. */
  readonly rater: string | null;
  /** Rows on which both gave a verdict. */
  readonly n: number;
  /** Rows that are left out, as the judge gave no verdict, or the raters no common one. */
  readonly left_out: { readonly no_verdict: number; readonly raters_split: number };
  readonly agreeing: number;
  /** agreeing / n, Wilson. */
  readonly accuracy: Estimate | null;
  readonly kappa: Estimate | null;
  /** Labels until the interval of κ is ± 0.1 wide. */
  readonly more_labels: number | null;
  /** `counts[person][judge]`; of a score, whether it passes. */
  readonly confusion: Pick<Confusion, 'labels' | 'counts'>;
  /** Score: mean absolute difference of judge and person. */
  readonly mean_absolute_error?: number | null;
  readonly spearman?: Estimate | null;
}

export function raterFigures(
  rater: string | null,
  pairs: readonly VerdictPair[],
  { spec, leftOut }: { readonly spec: ResolvedSpec; readonly leftOut: RaterFigures['left_out'] },
): RaterFigures {
  const classes = pairs.map(
    ({ judge, person }) => [verdictClass(person, spec), verdictClass(judge, spec)] as const,
  );
  const { labels, counts, accuracy, kappa } = confusionMatrix(classes, verdictClasses(spec));
  const interval = kappaEstimate(kappa);
  return {
    rater,
    n: pairs.length,
    left_out: leftOut,
    agreeing: classes.filter(([person, judge]) => person === judge).length,
    accuracy,
    kappa: interval,
    more_labels: moreLabelsFor(interval, pairs.length),
    confusion: { labels, counts },
    ...(spec.type === 'score' && scoreFigures(pairs)),
  };
}

/** Without its standard error; null where one side gave a single verdict, which tells nothing. */
export function kappaEstimate(kappa: Confusion['kappa']): Estimate | null {
  if (!kappa || kappa.low === kappa.high) return null;
  const { value, low, high, method, n } = kappa;
  return { value, low, high, method, ...(n !== undefined && { n }) };
}

function scoreFigures(pairs: readonly VerdictPair[]) {
  const judge = pairs.map((pair) => Number(pair.judge));
  const person = pairs.map((pair) => Number(pair.person));
  const differences = pairs.map((pair) => Math.abs(Number(pair.judge) - Number(pair.person)));
  const sum = differences.reduce((total, difference) => total + difference, 0);
  const correlation = spearman(person, judge);
  return {
    mean_absolute_error: pairs.length === 0 ? null : sum / pairs.length,
    spearman: correlation && {
      value: correlation.value,
      low: correlation.low,
      high: correlation.high,
      method: correlation.method,
      n: pairs.length,
    },
  };
}

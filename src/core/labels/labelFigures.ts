import type { EvaluationType, ResolvedSpec } from '../spec/evalSpec.js';
import { consensusOf } from './consensus.js';
import { correctedFigures } from './correctedFigures.js';
import type { CorrectedFigures } from './correctedFigures.js';
import type { LabelRow } from './labelRow.js';
import type { LabelledRow, RunLabels } from './labelsOfRun.js';
import { raterFigures } from './raterFigures.js';
import type { RaterFigures, VerdictPair } from './raterFigures.js';
import { ratersAgreement } from './ratersAgreement.js';
import type { RatersAgreement } from './ratersAgreement.js';
import { verdictClass } from './verdictClass.js';

/** What people's labels say of a run and its judge; the object `gavel labels --json` prints. */
export interface LabelFigures {
  readonly type: EvaluationType;
  /** Rows with a label of somebody. */
  readonly rows: number;
  readonly labels: number;
  /** Labels of rows that the run has not, or of verdicts that the spec has not. */
  readonly unmatched: number;
  /** Labelled rows that were chosen by a filter alone: they stand for no others. */
  readonly filtered: number;
  /** The judge against each rater, in the order of their first labels. */
  readonly raters: readonly RaterFigures[];
  /** Against what several raters say together; null for a single one. */
  readonly consensus: RaterFigures | null;
  readonly between: RatersAgreement | null;
  readonly corrected: CorrectedFigures | null;
  /** Rows on which the judge says something else than the person, or all of them together. */
  readonly differences: number;
}

export function labelFigures(
  labels: RunLabels,
  rows: readonly LabelRow[],
  spec: ResolvedSpec,
): LabelFigures {
  const { rows: labelled, raters } = labels;
  return {
    type: spec.type,
    rows: labelled.length,
    labels: labelled.reduce((sum, { byRater }) => sum + byRater.size, 0),
    unmatched: labels.unmatched,
    filtered: labelled.filter(({ byRater }) =>
      [...byRater.values()].every(({ label }) => label.sample.plan === 'filtered'),
    ).length,
    raters: raters.map((rater) =>
      figuresOf(rater, labelled, { spec, truth: ({ byRater }) => byRater.get(rater)?.verdict }),
    ),
    consensus:
      raters.length < 2
        ? null
        : figuresOf(null, labelled, { spec, truth: (one) => consensusOf(one, spec.type) }),
    between: ratersAgreement(labels, spec),
    corrected: correctedFigures(labels, rows, spec),
    differences: labelled.filter((one) => differsFromJudge(one, spec) === true).length,
  };
}

/** Whether people say something else than the judge; undefined where one of them says nothing. */
export function differsFromJudge(one: LabelledRow, spec: ResolvedSpec): boolean | undefined {
  const truth = consensusOf(one, spec.type);
  const { verdict } = one.row;
  if (truth === undefined || verdict === undefined) return undefined;
  return verdictClass(truth, spec) !== verdictClass(verdict, spec);
}

function figuresOf(
  rater: string | null,
  labelled: readonly LabelledRow[],
  {
    spec,
    truth,
  }: {
    readonly spec: ResolvedSpec;
    readonly truth: (row: LabelledRow) => string | number | undefined;
  },
): RaterFigures {
  const own = rater === null ? labelled : labelled.filter(({ byRater }) => byRater.has(rater));
  const pairs: VerdictPair[] = [];
  let noVerdict = 0;
  let split = 0;
  for (const one of own) {
    const person = truth(one);
    const judge = one.row.verdict;
    if (person === undefined) split += 1;
    else if (judge === undefined) noVerdict += 1;
    else pairs.push({ judge, person });
  }
  return raterFigures(rater, pairs, {
    spec,
    leftOut: { no_verdict: noVerdict, raters_split: split },
  });
}

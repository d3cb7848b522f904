import type { JsonObject } from '../json.js';
import type { ResultRow, RowOutcome } from '../runs/resultRow.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { isJudgedTwice } from './chatRequests.js';
import { outcomeOf } from './outcome.js';
import { addToMoments, emptyMoments, mean, sampleDeviation } from '../stats/moments.js';
import type { Moments } from '../stats/moments.js';
import { asLabel, asScore } from './verdictValues.js';

/** Share of failed rows above which a run fails, as on the service (API reference, section 4). */
export const MAX_FAILED_SHARE = 0.3;

/** Counts of the rows so far; plain data, each row in exactly one of `outcomes`. */
export interface Tally {
  readonly rows: number;
  readonly outcomes: Readonly<Record<RowOutcome, number>>;
  /** Classify: evaluated rows by label. */
  readonly labels: Readonly<Record<string, number>>;
  /** Score: of the evaluated rows. */
  readonly scores: Moments;
  /** Responses that were not generated; compare: of both models. */
  readonly failedGenerations: number;
  /** Requests that the judge didn't answer; compare: of both orders. */
  readonly failedJudgements: number;
}

export function emptyTally(): Tally {
  return {
    rows: 0,
    outcomes: {
      passed: 0,
      failed: 0,
      a: 0,
      b: 0,
      tie: 0,
      invalid: 0,
      judge_error: 0,
      generation_error: 0,
    },
    labels: {},
    scores: emptyMoments(),
    failedGenerations: 0,
    failedJudgements: 0,
  };
}

/** The tally with one row more. */
export function addToTally(tally: Tally, result: ResultRow, spec: ResolvedSpec): Tally {
  const outcome = outcomeOf(result, spec);
  const evaluated = outcome === 'passed' || outcome === 'failed';
  const label =
    evaluated && spec.type === 'classify' ? asLabel(result['label'], spec.labels) : undefined;
  const score = evaluated && spec.type === 'score' ? asScore(result['score']) : undefined;
  return {
    rows: tally.rows + 1,
    outcomes: { ...tally.outcomes, [outcome]: tally.outcomes[outcome] + 1 },
    labels:
      label === undefined ? tally.labels : { ...tally.labels, [label]: countOf(tally, label) + 1 },
    scores: score === undefined ? tally.scores : addToMoments(tally.scores, score),
    failedGenerations: tally.failedGenerations + failedGenerations(result, outcome, spec),
    failedJudgements: tally.failedJudgements + failedJudgements(result, outcome, spec),
  };
}

function failedGenerations(result: ResultRow, outcome: RowOutcome, spec: ResolvedSpec): number {
  if (outcome !== 'generation_error') return 0;
  if (spec.type !== 'compare') return 1;
  const outputs = [result['MODEL_TO_EVALUATE_OUTPUT_A'], result['MODEL_TO_EVALUATE_OUTPUT_B']];
  return Math.max(1, outputs.filter((output) => output === null).length);
}

function failedJudgements(result: ResultRow, outcome: RowOutcome, spec: ResolvedSpec): number {
  if (outcome === 'generation_error') return 0;
  if (spec.type !== 'compare') return outcome === 'judge_error' ? 1 : 0;
  const raw = [result['judge_raw_output_original']];
  if (isJudgedTwice(spec)) raw.push(result['judge_raw_output_flipped']);
  const failed = raw.filter((output) => output === null).length;
  return outcome === 'judge_error' ? Math.max(1, failed) : failed;
}

/** Rows that were counted as passed, failed or for one side. */
export function evaluatedRows({ outcomes }: Tally): number {
  return outcomes.passed + outcomes.failed + outcomes.a + outcomes.b + outcomes.tie;
}

/**
 * More than 30 % of the rows met an error, while generating or judging: the run has failed, its rows
 * are kept. Invalid verdicts are no errors: the judge answered. For a run that has ended.
 */
export function tooManyFailed({ rows, outcomes }: Tally): boolean {
  return outcomes.generation_error + outcomes.judge_error > MAX_FAILED_SHARE * rows;
}

/**
 * Aggregates in the service's own shape (API reference, section 4). Percentages (0–100) are over the
 * evaluated rows, null where there are none; `std_score` is the sample deviation, null below two
 * rows; `failed_samples` counts every row without a usable verdict.
 */
export function serviceResults(spec: ResolvedSpec, tally: Tally): JsonObject {
  const { outcomes } = tally;
  const failures = {
    generation_fail_count: tally.failedGenerations,
    judge_fail_count: tally.failedJudgements,
  };
  const evaluated = evaluatedRows(tally);
  const passPercentage = evaluated === 0 ? null : (100 * outcomes.passed) / evaluated;
  switch (spec.type) {
    case 'classify':
      return {
        label_counts: labelCounts(spec.labels, tally),
        pass_percentage: passPercentage,
        invalid_label_count: outcomes.invalid,
        ...failures,
      };
    case 'score':
      return {
        aggregated_scores: {
          mean_score: mean(tally.scores),
          std_score: sampleDeviation(tally.scores),
          pass_percentage: passPercentage,
        },
        invalid_score_count: outcomes.invalid,
        failed_samples: tally.rows - evaluated,
        ...failures,
      };
    case 'compare':
      return {
        A_wins: outcomes.a,
        B_wins: outcomes.b,
        Ties: outcomes.tie,
        num_samples: tally.rows,
        ...failures,
      };
  }
}

/** Every label of the list, in its order. */
export function labelCounts(
  labels: readonly string[],
  tally: Tally,
): Readonly<Record<string, number>> {
  return Object.fromEntries(labels.map((label) => [label, countOf(tally, label)]));
}

/** A label may have the name of something that every object inherits. */
function countOf({ labels }: Tally, label: string): number {
  return Object.hasOwn(labels, label) ? (labels[label] ?? 0) : 0;
}

import { addToTally, emptyTally, evaluatedRows, labelCounts } from '../judging/accounting.js';
import type { Tally } from '../judging/accounting.js';
import { choicesOf, outcomeOf } from '../judging/outcome.js';
import { repeatsOf } from '../judging/repeatedVerdict.js';
import type { RunStatistics } from '../runs/manifest.js';
import type { ResultRow, StoredRow } from '../runs/resultRow.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { meanEstimate, wilsonEstimate } from './intervals.js';
import { sampleDeviation } from './moments.js';
import { createScoreBins } from './scoreBins.js';
import { collectSelfConsistency } from './selfConsistency.js';
import { asScore } from '../judging/verdictValues.js';

/** A row of results, and with `run.repeats` the details that hold its judgements. */
type CountedRow = Pick<StoredRow, 'result' | 'details'>;

/** Statistics of a run while its rows come in. Keeps counts, not rows. */
export interface StatisticsCollector {
  add(row: CountedRow): void;
  current(): RunStatistics;
}

/**
 * What a run's rows say. n = evaluated + invalid + judge_errors + generation_errors. All rates and
 * the mean are over `evaluated`, except where their `n` says otherwise:
 *
 * - `pass_rate` (classify, score): passed / evaluated, Wilson.
 * - `mean` (score): Student's t; `std`: sample deviation, null below two rows.
 * - `compare`: `passed` and `failed` are 0, evaluated = a_wins + b_wins + ties. `win_rate_a`: wins
 *   of A / evaluated, so ties count for neither side.
 * - `position_consistency`: rows whose two orders gave the same choice / rows with both orders
 *   usable. Null for a single pass.
 * - `first_position_rate`: passes that chose the response shown first / passes that chose a side.
 *   0.5 is a judge without position bias where both orders are asked. A row's two passes are not
 *   independent, so the interval is approximate.
 * - `self_consistency`, `within_row_sd`: with `run.repeats` alone; see `collectSelfConsistency`. All
 *   other figures are over rows: judging a row again is no more evidence about what is judged.
 */
export function runStatistics(spec: ResolvedSpec, rows: Iterable<CountedRow>): RunStatistics {
  const collector = collectStatistics(spec);
  for (const row of rows) collector.add(row);
  return collector.current();
}

/** The incremental form of `runStatistics`. */
export function collectStatistics(spec: ResolvedSpec): StatisticsCollector {
  let tally = emptyTally();
  let orders = noOrders;
  const bins = spec.type === 'score' ? createScoreBins(spec.min_score, spec.max_score) : undefined;
  const consistency = repeatsOf(spec) > 1 ? collectSelfConsistency(spec) : undefined;

  return {
    add({ result, details }) {
      consistency?.add(details?.judgements ?? []);
      tally = addToTally(tally, result, spec);
      if (spec.type === 'compare') orders = addOrders(orders, result, spec);
      if (!bins) return;
      const outcome = outcomeOf(result, spec);
      const score = asScore(result['score']);
      if (score !== undefined && (outcome === 'passed' || outcome === 'failed')) bins.add(score);
    },
    current() {
      const counts = {
        type: spec.type,
        n: tally.rows,
        evaluated: evaluatedRows(tally),
        passed: tally.outcomes.passed,
        failed: tally.outcomes.failed,
        invalid: tally.outcomes.invalid,
        judge_errors: tally.outcomes.judge_error,
        generation_errors: tally.outcomes.generation_error,
      };
      const repeated = consistency?.current();
      const passRate = wilsonEstimate(counts.passed, counts.evaluated);
      switch (spec.type) {
        case 'classify':
          return {
            ...counts,
            pass_rate: passRate,
            labels: labelCounts(spec.labels, tally),
            ...repeated,
          };
        case 'score':
          return {
            ...counts,
            pass_rate: passRate,
            mean: meanEstimate(tally.scores, { min: spec.min_score, max: spec.max_score }),
            std: sampleDeviation(tally.scores),
            scores: bins?.current() ?? [],
            ...repeated,
          };
        case 'compare':
          return { ...counts, compare: comparison(tally, orders), ...repeated };
      }
    },
  };
}

/** What the judge's passes say about the order in which the responses stand. */
interface Orders {
  /** Rows with both orders usable, and those of them where both agree. */
  readonly pairs: number;
  readonly agreeing: number;
  /** Passes that chose a side, and those of them that chose the first. */
  readonly sided: number;
  readonly first: number;
}

const noOrders: Orders = { pairs: 0, agreeing: 0, sided: 0, first: 0 };

function addOrders(orders: Orders, result: ResultRow, spec: ResolvedSpec): Orders {
  const { original, flipped } = choicesOf(result, spec);
  const isPair = original !== undefined && flipped !== undefined;
  const sided = [original, flipped].filter((choice) => choice === 'A' || choice === 'B').length;
  return {
    pairs: orders.pairs + (isPair ? 1 : 0),
    agreeing: orders.agreeing + (isPair && original === flipped ? 1 : 0),
    sided: orders.sided + sided,
    first: orders.first + (original === 'A' ? 1 : 0) + (flipped === 'B' ? 1 : 0),
  };
}

function comparison(tally: Tally, orders: Orders): NonNullable<RunStatistics['compare']> {
  return {
    a_wins: tally.outcomes.a,
    b_wins: tally.outcomes.b,
    ties: tally.outcomes.tie,
    win_rate_a: wilsonEstimate(tally.outcomes.a, evaluatedRows(tally)),
    position_consistency: wilsonEstimate(orders.agreeing, orders.pairs),
    first_position_rate: wilsonEstimate(orders.first, orders.sided),
  };
}

import { decimalText, plural, t } from '../../l10n/t.js';
import type { Estimate, RunManifest, RunStatistics } from '../runs/manifest.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { moreRowsForBound } from './rowsNeeded.js';

/** Thresholds of a spec by figure: those that carry an interval. */
type Gates = NonNullable<ResolvedSpec['gates']>;
type GateMetric = keyof Gates;

export interface GateResult {
  readonly metric: GateMetric;
  readonly min?: number;
  readonly max?: number;
  readonly estimate: Estimate | null;
  readonly outcome: 'passed' | 'failed' | 'inconclusive';
  /**
   * Inconclusive: how many rows more would settle it if the figure stays where it is, those counted in
   * that give it nothing; null where no number would, and where it is settled.
   */
  readonly rows_needed: number | null;
  /** One sentence. */
  readonly message: string;
}

type Bounds = { readonly min?: number | undefined; readonly max?: number | undefined };

/**
 * A run's gates; none for one that has not completed: what rows it has may be any part of them. A shard
 * has none either: they are for the whole that it becomes a part of.
 */
export function gatesOfRun(
  { spec, status, shard }: Pick<RunManifest, 'spec' | 'status' | 'shard'>,
  statistics: RunStatistics | undefined,
): readonly GateResult[] {
  if (!spec.gates || !statistics || status !== 'completed' || shard) return [];
  return judgeGates(spec.gates, statistics);
}

/**
 * Holds each gate against the interval of its figure, not the figure alone: passed when the whole
 * interval is inside the bounds, failed when the whole of it is outside, else inconclusive.
 */
export function judgeGates(gates: Gates, statistics: RunStatistics): readonly GateResult[] {
  const estimates: Readonly<Record<GateMetric, Estimate | null | undefined>> = {
    pass_rate: statistics.pass_rate,
    mean: statistics.mean,
    win_rate_a: statistics.compare?.win_rate_a,
    position_consistency: statistics.compare?.position_consistency,
    first_position_rate: statistics.compare?.first_position_rate,
    self_consistency: statistics.self_consistency,
  };
  // The keys of a parsed spec are the metrics alone: the schema is strict.
  const metrics = Object.keys(gates) as GateMetric[];
  return metrics.map((metric) => {
    const { min, max } = gates[metric] ?? {};
    const estimate = estimates[metric] ?? null;
    const outcome = estimate ? gateOutcome(estimate, { min, max }) : 'inconclusive';
    const rowsNeeded =
      estimate && outcome === 'inconclusive'
        ? rowsToSettle(estimate, { min, max }, statistics.n)
        : null;
    return {
      metric,
      ...(min !== undefined && { min }),
      ...(max !== undefined && { max }),
      estimate,
      outcome,
      rows_needed: rowsNeeded,
      message: gateMessage(metric, { min, max }, estimate, { outcome, rowsNeeded }),
    };
  });
}

function gateOutcome({ low, high }: Estimate, bounds: Bounds): GateResult['outcome'] {
  const min = bounds.min ?? -Infinity;
  const max = bounds.max ?? Infinity;
  if (low >= min && high <= max) return 'passed';
  return high < min || low > max ? 'failed' : 'inconclusive';
}

/** The interval must leave each bound that it crosses, to the side where the figure lies. */
function rowsToSettle(estimate: Estimate, { min, max }: Bounds, rows: number): number | null {
  const { value, n } = estimate;
  if (n === undefined || n === 0) return null;
  const isBelow = min !== undefined && value < min;
  const isAbove = max !== undefined && value > max;
  // One that is outside fails as soon as the interval is off the bound that it violates.
  const crossed = isBelow ? [min] : isAbove ? [max] : [min, max];
  const needed = crossed.flatMap((bound) =>
    bound === undefined ? [] : [moreRowsForBound(estimate, bound)],
  );
  const known = needed.filter((count) => count !== null);
  if (known.length < needed.length) return null;
  // The estimate may count passes of the judge, and rows without a verdict come as often as before.
  return Math.ceil((Math.max(0, ...known) * rows) / n);
}

/** `at least 0.8`, `at least 0.4 and at most 0.6`; empty for none. */
export function boundsText({ min, max }: Bounds): string {
  if (min !== undefined && max !== undefined) {
    return t('at least {0} and at most {1}', min, max);
  }
  if (min !== undefined) return t('at least {0}', min);
  return max === undefined ? '' : t('at most {0}', max);
}

function gateMessage(
  metric: GateMetric,
  { min, max }: Bounds,
  estimate: Estimate | null,
  { outcome, rowsNeeded }: Pick<GateResult, 'outcome'> & { readonly rowsNeeded: number | null },
): string {
  const bounds = boundsText({ min, max });
  if (!estimate) return t("{0} has no value in this run, so {1} can't be judged.", metric, bounds);
  const { value, low, high } = estimate;
  const figures = t(
    '{0} is {1} (95 % interval {2} to {3})',
    metric,
    round(value),
    round(low),
    round(high),
  );
  const verdict = {
    passed: t('the whole interval is inside'),
    failed: t('the whole interval is outside'),
    inconclusive: t(
      'the interval crosses the bound; {0}',
      settlingWords(estimate, { min, max }, rowsNeeded),
    ),
  }[outcome];
  return t('{0}, wanted {1}: {2}.', figures, bounds, verdict);
}

function settlingWords(
  { value, method }: Estimate,
  { min, max }: Bounds,
  rowsNeeded: number | null,
): string {
  if (rowsNeeded !== null) {
    const about = roundedUp(rowsNeeded);
    return plural(about, 'needs about {0} row more', 'needs about {0} rows more');
  }
  if (method === 'range') return t('one row tells nothing of the spread, more rows are needed');
  return value === min || value === max
    ? t('the figure lies on the bound: no number of rows would settle it')
    : t('it takes more rows to settle it');
}

/** To two digits, upwards: who asks for as many should have enough. */
function roundedUp(count: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, count))) - 1);
  return Math.ceil(count / unit) * unit;
}

const round = (value: number): string => decimalText(String(Math.round(value * 1e4) / 1e4));

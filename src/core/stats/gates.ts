import type { Estimate, RunManifest, RunStatistics } from '../runs/manifest.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';

/** Thresholds of a spec by figure: those that carry an interval. */
type Gates = NonNullable<ResolvedSpec['gates']>;
type GateMetric = keyof Gates;

export interface GateResult {
  readonly metric: GateMetric;
  readonly min?: number;
  readonly max?: number;
  readonly estimate: Estimate | null;
  readonly outcome: 'passed' | 'failed' | 'inconclusive';
  /** One sentence. */
  readonly message: string;
}

type Bounds = { readonly min?: number | undefined; readonly max?: number | undefined };

/** A run's gates; none for one that has not completed: what rows it has may be any part of them. */
export function gatesOfRun(
  { spec, status }: Pick<RunManifest, 'spec' | 'status'>,
  statistics: RunStatistics | undefined,
): readonly GateResult[] {
  if (!spec.gates || !statistics || status !== 'completed') return [];
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
    return {
      metric,
      ...(min !== undefined && { min }),
      ...(max !== undefined && { max }),
      estimate,
      outcome,
      message: gateMessage(metric, { min, max }, estimate, outcome),
    };
  });
}

function gateOutcome({ low, high }: Estimate, bounds: Bounds): GateResult['outcome'] {
  const min = bounds.min ?? -Infinity;
  const max = bounds.max ?? Infinity;
  if (low >= min && high <= max) return 'passed';
  return high < min || low > max ? 'failed' : 'inconclusive';
}

function gateMessage(
  metric: GateMetric,
  { min, max }: Bounds,
  estimate: Estimate | null,
  outcome: GateResult['outcome'],
): string {
  const bounds = [
    ...(min === undefined ? [] : [`at least ${min}`]),
    ...(max === undefined ? [] : [`at most ${max}`]),
  ].join(' and ');
  if (!estimate) return `${metric} has no value in this run, so ${bounds} can't be judged.`;
  const { value, low, high } = estimate;
  const figures = `${metric} is ${round(value)} (95 % interval ${round(low)} to ${round(high)})`;
  const verdict = {
    passed: 'the whole interval is inside',
    failed: 'the whole interval is outside',
    inconclusive: 'the interval crosses the bound, more rows would settle it',
  }[outcome];
  return `${figures}, wanted ${bounds}: ${verdict}.`;
}

const round = (value: number): string => `${Math.round(value * 1e4) / 1e4}`;

import type { RunProgress } from './evalBackend.js';
import type { RunManifest } from './manifest.js';

/** How far a run is, how fast it goes and what it has cost: as far as each is known. */
export interface ProgressFacts {
  readonly done: number;
  /** Null where the service doesn't say. */
  readonly total: number | null;
  readonly errors: number;
  readonly rowsPerSecond?: number;
  readonly leftMs?: number;
  /** Prompt and completion tokens. */
  readonly tokens?: number;
  readonly costUsd?: number;
  /** Requests that the cache answered. */
  readonly cacheHits?: number;
}

/** Rates are of the last half a minute, as the local runner's own. */
const WINDOW_MS = 30_000;
/** Marks that are closer are one: a fast run would fill the window with its last moment. */
const MARK_MS = 250;
/** What passed in less time says nothing of a rate. */
const LEAST_MS = 500;

interface Mark {
  readonly timeMs: number;
  readonly done: number;
}

/**
 * Takes in the progress of one run as it comes, and adds the pace where the backend doesn't tell it:
 * measured from one event to the next. Rows that were done before the first event don't count.
 */
export function createProgressMeter(): (progress: RunProgress, nowMs: number) => ProgressFacts {
  const marks: Mark[] = [];
  return ({ pace, ...progress }, nowMs) => {
    if (pace) return { ...progress, ...pace };
    const rowsPerSecond = measured(marks, { timeMs: nowMs, done: progress.done });
    if (rowsPerSecond === undefined) return progress;
    const { done, total } = progress;
    const leftMs = total === null ? undefined : ((total - done) / rowsPerSecond) * 1000;
    return { ...progress, rowsPerSecond, ...(leftMs !== undefined && { leftMs }) };
  };
}

function measured(marks: Mark[], now: Mark): number | undefined {
  const last = marks.at(-1);
  if (!last || now.timeMs - last.timeMs >= MARK_MS) marks.push(now);
  // One mark stays from before the window: events may be further apart than it is long.
  while ((marks[1]?.timeMs ?? now.timeMs) <= now.timeMs - WINDOW_MS) marks.shift();
  const [first = now] = marks;
  const passedMs = now.timeMs - first.timeMs;
  const rows = now.done - first.done;
  return passedMs >= LEAST_MS && rows > 0 ? (rows / passedMs) * 1000 : undefined;
}

/** What the manifest of a run knows that nobody drives here. */
export function storedProgress(manifest: RunManifest): ProgressFacts {
  const { progress, statistics, usage, cache } = manifest;
  return {
    ...progress,
    errors: (statistics?.judge_errors ?? 0) + (statistics?.generation_errors ?? 0),
    ...(usage && { tokens: usage.prompt_tokens + usage.completion_tokens }),
    ...(usage?.cost_usd !== undefined && { costUsd: usage.cost_usd }),
    ...(cache?.hit !== undefined && { cacheHits: cache.hit }),
  };
}

/**
 * Runs that go on side by side as one: rows, errors and rates are added, the time left is that of the
 * longest. What is not known of one of them is not known of all.
 */
export function sumProgress(runs: readonly ProgressFacts[]): ProgressFacts {
  const all = (key: keyof ProgressFacts): number[] | undefined => {
    const known = runs.map((run) => run[key]).filter((value) => typeof value === 'number');
    return known.length === runs.length && known.length > 0 ? known : undefined;
  };
  const [rates, times] = [all('rowsPerSecond'), all('leftMs')];
  const [tokens, costs, hits] = [all('tokens'), all('costUsd'), all('cacheHits')];
  return {
    done: sum(all('done') ?? []),
    total: runs.some((run) => run.total === null) ? null : sum(all('total') ?? []),
    errors: sum(all('errors') ?? []),
    ...(rates && { rowsPerSecond: sum(rates) }),
    ...(times && { leftMs: Math.max(...times) }),
    ...(tokens && { tokens: sum(tokens) }),
    ...(costs && { costUsd: sum(costs) }),
    ...(hits && { cacheHits: sum(hits) }),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

import { addToTally, emptyTally, serviceResults, tooManyFailed } from '../judging/accounting.js';
import { createRowBits } from '../dataset/rows/rowBits.js';
import { sumUsage } from '../judging/roleUsage.js';
import type { RunManifest } from './manifest.js';
import type { CacheUse, FailureCause, RequestRole, RoleUsage, StoredRow } from './resultRow.js';
import { runCost } from './runCost.js';
import { collectStatistics } from '../stats/runStatistics.js';

/** What a run has come to so far. */
export interface RunAccount {
  add(row: StoredRow): void;
  /** Whether the row (from 1) has ended. */
  has(row: number): boolean;
  progress(): { readonly done: number; readonly total: number; readonly errors: number };
  /** Prompt and completion tokens, as far as endpoints reported them. */
  tokens(): number;
  /** US dollars; undefined where a price is not known. */
  cost(): number | undefined;
  cacheHits(): number;
  /** The fields of the manifest that follow from the rows. */
  soFar(): Pick<RunManifest, 'progress' | 'statistics' | 'usage' | 'cache' | 'failures'>;
  /** The aggregates, once every row has ended. */
  results(): Pick<RunManifest, 'results'>;
  tooManyFailed(): boolean;
}

export function createRunAccount(
  { spec, models }: Pick<RunManifest, 'spec' | 'models'>,
  total: number,
): RunAccount {
  const statistics = collectStatistics(spec);
  const ended = createRowBits();
  const usage = new Map<RequestRole, RoleUsage>();
  const cache = new Map<CacheUse, number>();
  const failures = new Map<FailureCause, number>();
  let tally = emptyTally();

  /** Undefined where no reply has told its tokens. */
  const soFarUsage = () => {
    if (usage.size === 0 && cache.size === 0) return undefined;
    const sum = [...usage.values()].reduce(sumUsage, NOTHING);
    const by_role = Object.fromEntries(usage);
    const cost_usd = runCost(by_role, models);
    const { requests, unreported = 0, prompt_tokens, completion_tokens } = sum;
    if (requests > 0 && requests === unreported && cost_usd === undefined) return undefined;
    return {
      prompt_tokens,
      completion_tokens,
      ...(usage.size > 0 && { by_role }),
      ...(cost_usd !== undefined && { cost_usd }),
    };
  };

  return {
    add(row) {
      const { result, details } = row;
      tally = addToTally(tally, result, spec);
      statistics.add(row);
      if (!details) return;
      ended.add(details.row);
      for (const [role, one] of entries(details.by_role ?? {})) {
        const before = usage.get(role);
        usage.set(role, before ? sumUsage(before, one) : one);
      }
      for (const [use, count] of entries(details.cache ?? {})) addTo(cache, use, count);
      for (const cause of causesOf(details)) addTo(failures, cause, 1);
    },
    has: (row) => ended.has(row),
    progress: () => ({
      done: tally.rows,
      total,
      errors: tally.outcomes.generation_error + tally.outcomes.judge_error,
    }),
    tokens: () =>
      [...usage.values()].reduce((sum, one) => sum + one.prompt_tokens + one.completion_tokens, 0),
    cost: () => runCost(Object.fromEntries(usage), models),
    cacheHits: () => cache.get('hit') ?? 0,
    soFar: () => {
      const used = soFarUsage();
      return {
        progress: { done: tally.rows, total },
        statistics: statistics.current(),
        ...(used && { usage: used }),
        ...(cache.size > 0 && { cache: Object.fromEntries(cache) }),
        ...(failures.size > 0 && { failures: Object.fromEntries(failures) }),
      };
    },
    results: () => ({ results: serviceResults(spec, tally) }),
    tooManyFailed: () => tooManyFailed(tally),
  };
}

const NOTHING: RoleUsage = { requests: 0, prompt_tokens: 0, completion_tokens: 0 };

/** One for each request that met it, whatever was said of it. */
function causesOf({ errors = [] }: NonNullable<StoredRow['details']>): FailureCause[] {
  const met = new Map<string, FailureCause>();
  for (const { stage, repeat, cause } of errors) {
    if (cause !== undefined) met.set(`${stage} ${repeat ?? 1} ${cause}`, cause);
  }
  return [...met.values()];
}

function addTo<K>(counts: Map<K, number>, key: K, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}

/** The members that are there, with the keys of their type. */
function entries<K extends string, V>(record: Readonly<Partial<Record<K, V>>>): [K, V][] {
  // `Object.entries` forgets the keys' type, and that an absent member is not listed.
  return Object.entries(record) as [K, V][];
}

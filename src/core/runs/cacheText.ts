import type { ResolvedSpec } from '../spec/evalSpec.js';
import { grouped } from '../stats/figures.js';
import { MISS_REASONS, type CacheUse, type MissReason } from './resultRow.js';

type CacheCounts = Readonly<Partial<Record<CacheUse, number>>>;

/** What was not the same as in any request before. */
const DIFFERENCES = {
  endpoint: 'at another endpoint',
  model: 'of another model',
  parameters: 'with other parameters',
  messages: 'with new messages',
  repeat: 'for one more repeat',
} as const satisfies Record<MissReason, string>;

/**
 * How many replies of a run or a row came from the cache, and why the others were asked for:
 * `60 of 120 responses reused, 60 asked: 58 with new messages, 2 with other parameters`. Null where
 * nothing was looked up.
 */
export function cacheText(counts: CacheCounts | undefined, spec: ResolvedSpec): string | null {
  const reused = counts?.hit ?? 0;
  const misses = MISS_REASONS.flatMap((reason) => {
    const count = counts?.[reason] ?? 0;
    return count > 0 ? [{ reason, count }] : [];
  });
  const asked = misses.reduce((sum, { count }) => sum + count, 0);
  const total = reused + asked;
  if (total === 0) return null;
  // Verdicts are looked up only where the spec says so.
  const noun = spec.run?.cache === true ? 'reply' : 'response';
  if (total === 1) {
    const [only] = misses;
    return only ? `${noun} asked ${DIFFERENCES[only.reason]}` : `${noun} reused`;
  }
  const nouns = noun === 'reply' ? 'replies' : 'responses';
  const head = `${grouped(reused)} of ${grouped(total)} ${nouns} reused`;
  if (asked === 0) return head;
  const [only, ...others] = misses;
  const why =
    only && others.length === 0
      ? ` ${DIFFERENCES[only.reason]}`
      : `: ${misses.map(({ reason, count }) => `${grouped(count)} ${DIFFERENCES[reason]}`).join(', ')}`;
  return `${head}, ${grouped(asked)} asked${why}`;
}

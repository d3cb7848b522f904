import { grouped } from '../stats/figures.js';
import type { RunManifest } from './manifest.js';
import { FAILURE_CAUSES, type FailureCause } from './resultRow.js';

/** Of one, and of several, each behind its count. */
const WORDS: Readonly<Record<FailureCause, readonly [one: string, several: string]>> = {
  input: ['request that could not be made', 'requests that could not be made'],
  request: ['refused request', 'refused requests'],
  endpoint: ['request that the endpoint failed', 'requests that the endpoint failed'],
  timeout: ['timed out', 'timed out'],
  refusal: ['refusal', 'refusals'],
  truncated: ['reply cut off at max_tokens', 'replies cut off at max_tokens'],
  unreadable: ['reply without a readable verdict', 'replies without a readable verdict'],
  not_allowed: ['verdict that was not offered', 'verdicts that were not offered'],
};

/**
 * What requests and replies of a run came to nothing for, the most frequent first: `3 replies cut off
 * at max_tokens, 2 refusals, 1 timed out`. Undefined for none.
 */
export function failureWords(manifest: Pick<RunManifest, 'failures'>): string | undefined {
  const counted = countedFailures(manifest).map(({ words, count }) => `${grouped(count)} ${words}`);
  return counted.length === 0 ? undefined : counted.join(', ');
}

/** The same, a cause each. */
export function countedFailures({
  failures = {},
}: Pick<RunManifest, 'failures'>): readonly { readonly words: string; readonly count: number }[] {
  return FAILURE_CAUSES.map((cause) => ({ cause, count: failures[cause] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count)
    .map(({ cause, count }) => ({ words: WORDS[cause][count === 1 ? 0 : 1], count }));
}

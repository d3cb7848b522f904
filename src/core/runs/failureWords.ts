import { t } from '../../l10n/t.js';
import { grouped } from '../stats/figures.js';
import type { RunManifest } from './manifest.js';
import { FAILURE_CAUSES, type FailureCause } from './resultRow.js';

/** Of one, and of several, each behind its count. */
const causeWords = (): Readonly<Record<FailureCause, readonly [one: string, several: string]>> => ({
  input: [t('request that could not be made'), t('requests that could not be made')],
  request: [t('refused request'), t('refused requests')],
  endpoint: [t('request that the endpoint failed'), t('requests that the endpoint failed')],
  timeout: [t('timed out'), t('timed out')],
  refusal: [t('refusal'), t('refusals')],
  truncated: [t('reply cut off at max_tokens'), t('replies cut off at max_tokens')],
  unreadable: [t('reply without a readable verdict'), t('replies without a readable verdict')],
  not_allowed: [t('verdict that was not offered'), t('verdicts that were not offered')],
});

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
    .map(({ cause, count }) => ({ words: causeWords()[cause][count === 1 ? 0 : 1], count }));
}

import type { Share } from './shareDifference.js';
import type { TestResult } from './testResult.js';

/** What is not more likely than the observed may differ from it in the last digits. */
const SLACK = 1 + 1e-7;

/**
 * Fisher's exact test (Fisher 1934) of whether two shares of different rows are equal: of all ways to
 * share out as many successes, the sum of those that are not more likely than the observed one. Good
 * for any number of rows. The statistic is the first side's successes; both are null where a side has
 * no trials, and where all or no trials succeed.
 *
 * The weights of the hypergeometric distribution are followed from its mode by the ratio of
 * neighbours, so that no factorial is needed.
 */
export function fisherExact(first: Share, second: Share): TestResult {
  const name = 'Fisher (exact)';
  const successes = first.k + second.k;
  const trials = first.n + second.n;
  if (first.n === 0 || second.n === 0 || successes === 0 || successes === trials) {
    return { name, statistic: null, p_value: null };
  }
  const least = Math.max(0, successes - second.n);
  const most = Math.min(first.n, successes);
  const mode = Math.floor(((first.n + 1) * (successes + 1)) / (trials + 2));
  /** Weight of k + 1 by that of k. */
  const ratio = (k: number) =>
    ((first.n - k) * (successes - k)) / ((k + 1) * (second.n - successes + k + 1));
  const weights = [{ k: mode, weight: 1 }];
  for (let k = mode, weight = 1; k < most && weight > 0; k += 1) {
    weight *= ratio(k);
    weights.push({ k: k + 1, weight });
  }
  for (let k = mode, weight = 1; k > least && weight > 0; k -= 1) {
    weight /= ratio(k - 1);
    weights.push({ k: k - 1, weight });
  }
  const observed = weights.find(({ k }) => k === first.k)?.weight ?? 0;
  let all = 0;
  let unlikely = 0;
  // From the smallest on, so that they are not lost beside the large ones.
  for (const { weight } of weights.sort((a, b) => a.weight - b.weight)) {
    all += weight;
    if (weight <= observed * SLACK) unlikely += weight;
  }
  return { name, statistic: first.k, p_value: Math.min(1, unlikely / all) };
}

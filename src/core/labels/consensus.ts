import type { EvaluationType } from '../spec/evalSpec.js';
import type { LabelledRow } from './labelsOfRun.js';

/**
 * What the raters of a row say together; undefined where no verdict is the most frequent one.
 *
 * - classify, compare: the verdict that more raters gave than any other.
 * - score: the mean of their scores.
 */
export function consensusOf(
  { byRater }: LabelledRow,
  type: EvaluationType,
): string | number | undefined {
  const verdicts = [...byRater.values()].map(({ verdict }) => verdict);
  if (type === 'score') {
    const scores = verdicts.filter((verdict) => typeof verdict === 'number');
    return scores.reduce((sum, score) => sum + score, 0) / scores.length;
  }
  const counts = new Map<string | number, number>();
  for (const verdict of verdicts) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  const most = [...counts.values()].reduce((left, right) => Math.max(left, right), 0);
  const [winner, ...others] = [...counts].filter(([, count]) => count === most);
  return others.length === 0 ? winner?.[0] : undefined;
}

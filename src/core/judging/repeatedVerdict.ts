import type { JsonObject } from '../json.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { addToMoments, emptyMoments, mean } from '../stats/moments.js';
import { outcomeOf } from './outcome.js';
import { asChoice, asLabel, asScore } from './verdictValues.js';

/** How often each row is judged. */
export function repeatsOf({ run }: ResolvedSpec): number {
  return run?.repeats ?? 1;
}

/**
 * One row's columns from those of its judgements, in the order of the repeats; of a single judgement
 * its own.
 *
 * - classify, compare: all columns of the first judgement whose verdict is the majority's. Where
 *   several verdicts are as frequent, the one that was given earliest.
 * - score: the mean of the scores; the other columns of the judgement nearest to it, the earlier of
 *   two that are as near.
 *
 * A judgement without a usable verdict has no say; where none has one, they are outvoted by kind:
 * an answer that is no verdict, or no answer.
 */
export function repeatedVerdict(
  judgements: readonly [JsonObject, ...JsonObject[]],
  spec: ResolvedSpec,
): JsonObject {
  const [first, ...others] = judgements.filter((one) => verdictOf(one, spec) !== undefined);
  if (!first) return majority(judgements, (columns) => outcomeOf(columns, spec));
  if (others.length === 0) return first;
  return spec.type === 'score'
    ? nearestToMean([first, ...others])
    : majority([first, ...others], (columns) => String(verdictOf(columns, spec)));
}

/**
 * The usable verdict of a judgement's columns: the label as the list has it, the score, or the
 * decision of both orders; undefined where there is none.
 */
export function verdictOf(columns: JsonObject, spec: ResolvedSpec): string | number | undefined {
  if (columns['evaluation_successful'] !== true) return undefined;
  switch (spec.type) {
    case 'classify':
      return asLabel(columns['label'], spec.labels);
    case 'score':
      return asScore(columns['score']);
    case 'compare':
      return asChoice(columns['final_decision']);
  }
}

function majority(
  judgements: readonly [JsonObject, ...JsonObject[]],
  keyOf: (columns: JsonObject) => string,
): JsonObject {
  // A map keeps the order of first use: of equal counts, the earliest stands first.
  const groups = new Map<string, JsonObject[]>();
  for (const columns of judgements) {
    const key = keyOf(columns);
    groups.set(key, [...(groups.get(key) ?? []), columns]);
  }
  const largest = [...groups.values()].reduce((a, b) => (b.length > a.length ? b : a));
  return largest[0] ?? judgements[0];
}

function nearestToMean(judgements: readonly [JsonObject, ...JsonObject[]]): JsonObject {
  const scores = judgements.map(({ score }) => asScore(score) ?? NaN);
  const exact = mean(scores.reduce(addToMoments, emptyMoments())) ?? NaN;
  // A mean that is rounded must not leave the range of what was given.
  const middle = Math.min(Math.max(...scores), Math.max(Math.min(...scores), exact));
  const nearest = judgements.reduce((best, columns) =>
    distance(columns, middle) < distance(best, middle) ? columns : best,
  );
  return { ...nearest, score: middle };
}

function distance({ score }: JsonObject, from: number): number {
  return Math.abs((asScore(score) ?? NaN) - from);
}

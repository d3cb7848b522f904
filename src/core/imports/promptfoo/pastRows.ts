import type { PastRow, PastVerdict } from '../pastRuns.js';
import { GRADED } from './assertTypes.js';
import type { PastPart, PastResult } from './pastResults.js';

/** The name of the verdict over all assertions of a test. */
const OVERALL = 'all checks';

/**
 * Answers of the past with the verdict over all of their checks, and the verdict of each check that a
 * judge decided, by its metric or type. Of those that a program decided the overall verdict tells.
 */
export function pastRows(results: readonly PastResult[]): PastRow[] {
  return results.map((result) => ({
    subject: [result.prompt, result.provider].filter((each) => each !== '').join(', '),
    model: result.provider,
    values: { ...result.vars },
    output: result.output,
    verdicts: verdictsOf(result),
  }));
}

function verdictsOf({ pass, score, reason, parts }: PastResult): PastVerdict[] {
  if (pass === undefined) return [];
  const overall: PastVerdict = { check: OVERALL, pass, score, reason };
  const graded = parts.filter(({ type }) => Object.hasOwn(GRADED, type.replace(/^not-/, '')));
  // A single check is the overall verdict.
  const isOnly = parts.length === 1 && graded.length === 1;
  const taken = new Map<string, PastVerdict>();
  for (const part of graded) {
    const name = checkName(part, taken);
    taken.set(name, {
      check: name,
      pass: part.pass,
      score: part.score,
      reason: part.reason,
      threshold: part.threshold,
    });
  }
  return isOnly ? [...taken.values()] : [overall, ...taken.values()];
}

function checkName({ metric, type }: PastPart, taken: ReadonlyMap<string, unknown>): string {
  const plain = metric ?? type;
  let name = plain;
  for (let count = 2; taken.has(name); count += 1) name = `${plain} ${count}`;
  return name;
}

import { scoreText } from '../stats/figures.js';
import { t } from '../../l10n/t.js';
import type { StoredRow } from '../runs/resultRow.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { verdictOf } from './repeatedVerdict.js';

type Repeated = Pick<StoredRow, 'result' | 'details'>;

/** The verdicts of a row's judgements in their order, null for none; undefined for a row judged once. */
export function judgedVerdicts(
  { details }: Repeated,
  spec: ResolvedSpec,
): readonly (string | number | null)[] | undefined {
  return details?.judgements?.map((columns) => verdictOf(columns, spec) ?? null);
}

/** Whether two judgements of the row gave different verdicts. */
export function judgementsDiffer(row: Repeated, spec: ResolvedSpec): boolean {
  const verdicts = judgedVerdicts(row, spec) ?? [];
  return new Set(verdicts.filter((verdict) => verdict !== null)).size > 1;
}

/**
 * How the judgements of a row add up, in a few characters: how many gave the verdict that counts
 * (`2 of 3`), or the scores that its mean is of (`6, 7, –`: the dash had none). Undefined for a row
 * judged once.
 */
export function agreementText(row: Repeated, spec: ResolvedSpec): string | undefined {
  const verdicts = judgedVerdicts(row, spec);
  if (!verdicts) return undefined;
  if (spec.type === 'score') {
    const scores = verdicts.map((score) => (typeof score === 'number' ? scoreText(score) : '–'));
    return scores.join(scoreText(0.1).includes(',') ? '; ' : ', ');
  }
  const counted = verdictOf(row.result, spec);
  const alike = verdicts.filter((verdict) => verdict !== null && verdict === counted).length;
  return t('{0} of {1}', alike, verdicts.length);
}

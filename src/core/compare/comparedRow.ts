import { shortNumber, t } from '../../l10n/t.js';
import { outcomeOf } from '../judging/outcome.js';
import { judgedVerdict } from '../judging/judgedVerdict.js';
import type { RowOutcome, StoredRow } from '../runs/resultRow.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';

/** What a comparison knows of a row of results: nothing of its texts. */
export interface ComparedRow {
  /** Names the row in its run: its `row` where that is known, else minus its line in `results.jsonl`. */
  readonly name: number;
  /** Row of the dataset, from 1; its line where that is not known. */
  readonly row: number;
  readonly outcome: RowOutcome;
  /** The label, the score, `A`, `B` or `Tie`; null for a row without a usable verdict. */
  readonly verdict: string | number | null;
}

/** @param line place in `results.jsonl`, from 1 */
export function comparedRow(stored: StoredRow, line: number, spec: ResolvedSpec): ComparedRow {
  const outcome = outcomeOf(stored.result, spec);
  return {
    name: stored.details?.row ?? -line,
    row: stored.details?.row ?? line,
    outcome,
    verdict: judgedVerdict(stored.result, outcome, spec) ?? null,
  };
}

/** The verdict as people read it; of a row without one, why there is none. */
export function comparedVerdict({
  outcome,
  verdict,
}: Pick<ComparedRow, 'outcome' | 'verdict'>): string {
  if (outcome === 'a' || outcome === 'b') return outcome === 'a' ? t('A wins') : t('B wins');
  if (outcome === 'tie') return t('tie');
  if (outcome === 'judge_error') return t('judge error');
  if (outcome === 'generation_error') return t('no response');
  if (verdict === null) return t('invalid');
  // The mean of several scores has more digits than anybody reads.
  return typeof verdict === 'number' ? shortNumber(verdict) : verdict;
}

import { outcomeOf } from '../judging/outcome.js';
import { asLabel, asScore } from '../judging/verdictValues.js';
import type { RowOutcome, StoredRow } from '../runs/resultRow.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';

/** What is kept of a row of results while two runs are compared: nothing of its texts. */
export interface ComparedRow {
  /** Row of the dataset, from 1; its line where that is not known. */
  readonly row: number;
  /** Place in `results.jsonl`, from 1. */
  readonly line: number;
  readonly outcome: RowOutcome;
  /** The label, the score, `A`, `B` or `Tie`; null for a row without a usable verdict. */
  readonly verdict: string | number | null;
  /** A key of its content for each way of pairing that is tried. */
  readonly keys: readonly string[];
}

export function comparedRow(
  stored: StoredRow,
  line: number,
  { spec, keys }: { readonly spec: ResolvedSpec; readonly keys: readonly string[] },
): ComparedRow {
  const outcome = outcomeOf(stored.result, spec);
  return {
    row: stored.details?.row ?? line,
    line,
    outcome,
    verdict: verdictFor(stored, outcome, spec),
    keys,
  };
}

function verdictFor(
  { result }: StoredRow,
  outcome: RowOutcome,
  spec: ResolvedSpec,
): ComparedRow['verdict'] {
  switch (outcome) {
    case 'passed':
    case 'failed':
      return spec.type === 'classify'
        ? (asLabel(result['label'], spec.labels) ?? null)
        : (asScore(result['score']) ?? null);
    case 'a':
      return 'A';
    case 'b':
      return 'B';
    case 'tie':
      return 'Tie';
    case 'invalid':
    case 'judge_error':
    case 'generation_error':
      return null;
  }
}

/** The verdict as people read it; of a row without one, why there is none. */
export function comparedVerdict({ outcome, verdict }: ComparedRow): string {
  if (outcome === 'a' || outcome === 'b') return `${outcome.toUpperCase()} wins`;
  if (outcome === 'tie') return 'tie';
  if (outcome === 'judge_error') return 'judge error';
  if (outcome === 'generation_error') return 'no response';
  if (verdict === null) return 'invalid';
  // The mean of several scores has more digits than anybody reads.
  return typeof verdict === 'number' ? String(+verdict.toFixed(4)) : verdict;
}

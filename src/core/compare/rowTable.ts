import { createGrowingArray } from '../rows/growingArray.js';
import { ROW_OUTCOMES } from '../runs/resultRow.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import type { ComparedRow } from './comparedRow.js';

/** Rows of a run, 13 bytes each; plain data, which costs nothing to hand from thread to thread. */
export interface RowTable {
  readonly names: Int32Array;
  /** Places in `ROW_OUTCOMES`. */
  readonly outcomes: Uint8Array;
  /** Scores, or places in `words`; NaN for a row without a usable verdict. */
  readonly verdicts: Float64Array;
  /** Null where verdicts are scores. */
  readonly words: readonly string[] | null;
}

/** A row by its place in the table, from 0. */
export function tableRow({ names, outcomes, verdicts, words }: RowTable, at: number): ComparedRow {
  const name = names[at] ?? 0;
  const verdict = verdicts[at] ?? NaN;
  return {
    name,
    row: Math.abs(name),
    outcome: ROW_OUTCOMES[outcomes[at] ?? 0] ?? 'passed',
    verdict: Number.isNaN(verdict) ? null : words ? (words[verdict] ?? null) : verdict,
  };
}

/** Puts rows into a table as they come. */
export function growRowTable(spec: ResolvedSpec): {
  add(row: ComparedRow): void;
  current(): RowTable;
} {
  const words = wordsOf(spec);
  const names = createGrowingArray(Int32Array);
  const outcomes = createGrowingArray(Uint8Array);
  const verdicts = createGrowingArray(Float64Array);
  return {
    add({ name, outcome, verdict }) {
      names.push(name);
      outcomes.push(ROW_OUTCOMES.indexOf(outcome));
      verdicts.push(typeof verdict === 'string' ? placeOf(verdict, words) : (verdict ?? NaN));
    },
    current: () => ({
      names: names.copyTo(new Int32Array(names.size)),
      outcomes: outcomes.copyTo(new Uint8Array(outcomes.size)),
      verdicts: verdicts.copyTo(new Float64Array(verdicts.size)),
      words,
    }),
  };
}

function wordsOf(spec: ResolvedSpec): readonly string[] | null {
  if (spec.type === 'score') return null;
  return spec.type === 'classify' ? spec.labels : ['A', 'B', 'Tie'];
}

function placeOf(word: string, words: readonly string[] | null): number {
  const at = words?.indexOf(word) ?? -1;
  return at < 0 ? NaN : at;
}

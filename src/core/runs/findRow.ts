import type { StoredRow } from './resultRow.js';

/** A row of a run with its place in `results.jsonl`, from 1. */
export interface FoundRow {
  readonly stored: StoredRow;
  readonly line: number;
  /** Row of the dataset; the line where that isn't known. */
  readonly row: number;
}

/**
 * The row of the dataset with this number (from 1) among a run's rows; where a run does not know its
 * rows' numbers, the one on that line. Undefined where there is none.
 */
export async function findRow(
  rows: AsyncIterable<StoredRow>,
  wanted: number,
): Promise<FoundRow | undefined> {
  let line = 0;
  for await (const stored of rows) {
    line += 1;
    const row = stored.details?.row ?? line;
    if (row === wanted) return { stored, line, row };
  }
  return undefined;
}

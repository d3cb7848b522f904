import type { ReadRow } from './rows/readRow.js';
import { valueTexts } from './rows/rowLine.js';

/** Every column of the rows, in order of appearance. */
export async function columnsOf(batches: AsyncIterable<readonly ReadRow[]>): Promise<string[]> {
  const columns = new Set<string>();
  for await (const rows of batches) {
    for (const row of rows) {
      for (const column of rowKeys(row, columns)) columns.add(column);
    }
  }
  return [...columns];
}

/** JavaScript moves keys such as "10" to the front: new columns are taken in the line's own order. */
function rowKeys({ values, source }: ReadRow, known: ReadonlySet<string>): Iterable<string> {
  const fresh = Object.keys(values).filter((key) => !known.has(key));
  const isMoved = source !== undefined && fresh.some((key) => /^\d+$/.test(key));
  return isMoved ? valueTexts({ values, source }).keys() : fresh;
}

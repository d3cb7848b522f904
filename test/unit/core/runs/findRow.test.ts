import assert from 'node:assert/strict';
import { findRow } from '../../../../src/core/runs/findRow.js';
import type { StoredRow } from '../../../../src/core/runs/resultRow.js';

function stored(id: string, row?: number): StoredRow {
  return { result: { id }, ...(row !== undefined && { details: { row, outcome: 'passed' } }) };
}

async function* given(rows: readonly StoredRow[]): AsyncGenerator<StoredRow> {
  for (const row of rows) yield Promise.resolve(row);
}

describe('findRow', () => {
  it('finds a row by its number in the dataset, wherever it stands', async () => {
    const rows = [stored('c', 3), stored('a', 1)];
    assert.deepEqual(await findRow(given(rows), 1), { stored: rows[1], line: 2, row: 1 });
  });

  it('takes the line where no numbers are known', async () => {
    const rows = [stored('a'), stored('b')];
    assert.deepEqual(await findRow(given(rows), 2), { stored: rows[1], line: 2, row: 2 });
  });

  it('finds nothing where there is no such row', async () => {
    assert.equal(await findRow(given([stored('a', 4)]), 1), undefined);
  });
});

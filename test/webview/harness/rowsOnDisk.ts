import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countFilters } from '../../../src/core/rows/countFilters.js';
import { derivedColumns } from '../../../src/core/rows/derivedColumns.js';
import type { FileColumn, OpenRows, RowsState } from '../../../src/core/rows/openRows.js';
import { createRowFacts } from '../../../src/core/rows/rowFacts.js';
import type { StoredRow } from '../../../src/core/runs/resultRow.js';
import { resultLine } from '../../../src/core/runs/resultRow.js';
import type { ResolvedSpec } from '../../../src/core/spec/evalSpec.js';
import { runStatistics } from '../../../src/core/stats/runStatistics.js';
import { openRunRows } from '../../../src/files/runs/openRunRows.js';
import { removeAtExit } from './removeAtExit.js';

/** Rows in files of their own, opened as the editor opens them; what is known of them is known at once. */
export function rowsOnDisk(
  rows: readonly StoredRow[],
  spec: ResolvedSpec,
): { readonly open: OpenRows; readonly state: Omit<RowsState, 'version'> } {
  const folder = mkdtempSync(join(tmpdir(), 'gavel-rows-'));
  removeAtExit(folder);
  const lines = (texts: readonly string[]) => texts.map((text) => `${text}\n`).join('');
  writeFileSync(join(folder, 'results.jsonl'), lines(rows.map(resultLine)));
  const details = rows.map((row) => JSON.stringify(row.details ?? null));
  if (rows.some((row) => row.details)) writeFileSync(join(folder, 'details.jsonl'), lines(details));
  const facts = createRowFacts(spec);
  for (const row of rows) facts.add(row);
  const columns = new Map<string, FileColumn>();
  for (const { result } of rows) {
    for (const [name, value] of Object.entries(result)) {
      const kind = value === null ? 'empty' : typeof value === 'number' ? 'number' : 'other';
      if ((columns.get(name)?.kind ?? 'empty') === 'empty') columns.set(name, { name, kind });
    }
  }
  return {
    open: openRunRows(folder, spec),
    state: {
      rows: rows.length,
      statistics: runStatistics(spec, rows),
      columns: [...columns.values()],
      derived: derivedColumns(spec.type, facts).map(({ name, about }) => ({ name, about })),
      counts: countFilters(spec, facts),
    },
  };
}

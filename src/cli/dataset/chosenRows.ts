import { columnsOf } from '../../core/dataset/columnsOf.js';
import type { OpenDataset } from '../../core/dataset/openDataset.js';
import { pickRows } from '../../core/dataset/rows/pickRows.js';
import type { PickedRows } from '../../core/dataset/rows/pickRows.js';
import { writtenColumns } from '../../core/dataset/writing/writtenColumns.js';
import type { ColumnRename } from '../../core/dataset/writing/writeRequest.js';
import { contentDigest } from '../../files/dataset/contentDigest.js';
import type { Terminal } from '../terminal/terminal.js';
import { shareBar } from '../terminal/progressBar.js';
import type { RowPlan } from './rowPlan.js';

/** The rows that a plan means, ready to be read. */
export async function chosenRows(
  open: OpenDataset,
  { query, pick }: RowPlan,
  { terminal, signal }: { readonly terminal: Terminal; readonly signal: AbortSignal },
): Promise<PickedRows> {
  const bar = shareBar(terminal, query.filters.length > 0 ? 'searching' : 'reading');
  try {
    const { rows: total } = await open.list(query, bar.show, signal);
    const source = {
      total,
      rows: (places: RowPlan['pick']['places']) =>
        open.rows({ query, ...(places && { places }) }, signal),
    };
    return await pickRows(source, pick, contentDigest);
  } finally {
    bar.clear();
  }
}

/** The columns that are printed, with their names; those of JSON Lines stand in the rows alone. */
export async function printedColumns(
  open: OpenDataset,
  picked: PickedRows,
  form: { readonly columns?: readonly string[]; readonly renames?: 'identifiers' },
): Promise<readonly ColumnRename[]> {
  const { format, columns } = open.state;
  const all = form.columns ?? (format === 'csv' ? columns : await columnsOf(picked.read()));
  return writtenColumns(all, form);
}

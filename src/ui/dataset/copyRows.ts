import * as vscode from 'vscode';
import { copyText } from '../../core/dataset/writing/copyText.js';
import type { OpenDataset } from '../../core/dataset/openDataset.js';
import type { ReadRow } from '../../core/dataset/rows/readRow.js';
import { rowCells } from '../../core/dataset/rows/rowCells.js';
import type { RowQuery } from '../../core/dataset/query/rowQuery.js';
import type { PlaceRange } from '../../core/dataset/writing/writeRequest.js';
import { plural, t } from '../../l10n/t.js';
import type { CopyFormat } from '../../shared/datasetViews.js';
import { toClipboard } from '../toClipboard.js';
import { guardFormulas } from '../settings.js';

interface CopyRequest {
  readonly query: RowQuery;
  /** null: all of the list. */
  readonly places: readonly PlaceRange[] | null;
  readonly columns: readonly string[];
  readonly format: CopyFormat;
}

/** Puts rows on the clipboard; gives their number. Throws `UserError` where they are too much. */
export async function copyRows(
  dataset: OpenDataset,
  { query, places, columns, format }: CopyRequest,
  signal: AbortSignal,
): Promise<number> {
  const batches = dataset.rows({ query, ...(places && { places }) }, signal);
  const { text, rows, leftOut, guarded } = await copyText(batches, {
    form: format,
    columns: columns.map((name) => ({ name, as: name })),
    // What is pasted into a spreadsheet is taken for formulas as a file is.
    guardFormulas: guardFormulas() !== 'never',
  });
  await toClipboard(text);
  const said = [
    plural(rows, 'Copied {0} row', 'Copied {0} rows'),
    leftOut ? t('{0} that can’t be read left out', leftOut.rows) : '',
    guarded > 0
      ? t('an apostrophe put before {0} that a spreadsheet would calculate', guarded)
      : '',
  ];
  vscode.window.setStatusBarMessage(said.filter(Boolean).join(', '), 5000);
  return rows;
}

/** Puts one cell on the clipboard, as it stands. */
export async function copyCell(row: ReadRow, column: string): Promise<void> {
  await toClipboard(row.broken?.text ?? rowCells(row)(column));
}

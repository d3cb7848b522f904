import type { ColumnRename } from '../../../core/dataset/writing/writeRequest.js';
import type { DatasetRow } from '../../../core/dataset/dataset.js';
import { objectLine, valueTexts } from '../../../core/dataset/rows/rowLine.js';
import { knownKeys } from '../../../core/redaction/knownKeys.js';
import { UserError } from '../../../core/userError.js';
import { t } from '../../../l10n/t.js';
import { selectedRows } from './datasetUpload.js';
import type { Projection } from './datasetUpload.js';

/** What of a dataset goes to the service, and under which names. */
export interface SentRows extends Projection {
  /** Columns that get another name on the way; none when left out. */
  readonly renames?: readonly ColumnRename[] | undefined;
  /** Whether a spec asks for the columns, or whoever uploads: messages say so. */
  readonly isForSpec: boolean;
}

/**
 * The lines to upload, each with its line break. Throws `UserError` of kind `dataset` for a row that
 * can't be read, lacks a column (the service wants the same fields in every row) or holds a known key.
 */
export async function* projectedLines(rows: SentRows, signal: AbortSignal): AsyncGenerator<string> {
  const names = new Map(rows.renames?.map(({ name, as }) => [name, as]));
  const columns = rows.columns.map((name) => ({ name, as: names.get(name) ?? name }));
  for await (const row of selectedRows(rows, signal)) {
    const texts = valueTexts(row);
    const line = new Map<string, string>();
    for (const { name, as } of columns) {
      const text = texts.get(name);
      if (text === undefined) throw lacking(row, name, rows.isForSpec);
      const [key] = knownKeys.places(text);
      if (key) throw holdsKey(row, name, key.name);
      line.set(as, text);
    }
    yield `${objectLine(line)}\n`;
  }
}

/** Nobody means to send it, and what was uploaded once is out of hand. */
function holdsKey({ row }: DatasetRow, column: string, name: string): UserError {
  const message = t(
    'Row {0} of the dataset holds a key ({1}) in "{2}", so nothing was uploaded; take it out of the row and try again.',
    row,
    name,
    column,
  );
  return new UserError('dataset', message);
}

function lacking({ row }: DatasetRow, column: string, isForSpec: boolean): UserError {
  const why = isForSpec
    ? t('which the spec uses and the service wants in every row')
    : t('and the service wants the same fields in every row');
  const way = isForSpec ? t('leave the row out') : t('leave the row or the column out');
  const message = t(
    'Row {0} of the dataset has no "{1}", {2}; add it to the row (null will do) or {3}.',
    row,
    column,
    why,
    way,
  );
  return new UserError('dataset', message);
}

import type { DatasetFiles, DatasetRow } from '../../../core/dataset/dataset.js';

/** Which part of a dataset a job needs: what no template uses makes the service refuse the file. */
export interface Projection {
  readonly datasets: DatasetFiles;
  /** Absolute. */
  readonly path: string;
  readonly columns: readonly string[];
  /** Row numbers from 1, ascending; absent: all. */
  readonly selectedRows?: readonly number[] | undefined;
  /** Of the file as it was described; absent: whatever it is now. */
  readonly sha256?: string | undefined;
}

/** The rows that are judged, in the dataset's order. */
export async function* selectedRows(
  { datasets, path, selectedRows: selected, sha256 }: Projection,
  signal: AbortSignal,
): AsyncGenerator<DatasetRow> {
  const wanted = selected && new Set(selected);
  const last = selected?.at(-1);
  if (selected && last === undefined) return;
  const range = last === undefined ? undefined : { from: 1, to: last };
  for await (const row of datasets.rows(path, range, signal, sha256)) {
    if (!wanted || wanted.has(row.row)) yield row;
  }
}

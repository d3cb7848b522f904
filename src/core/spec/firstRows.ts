import type { DatasetFiles } from '../dataset/dataset.js';
import type { JsonObject } from '../json.js';
import { UserError } from '../userError.js';

/** Rows that a new spec is made from. */
const FIRST_ROWS = 20;

export interface FirstRows {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly values: JsonObject }[];
}

/** What a new spec is made of a dataset (absolute path). Throws `UserError`, also where it has no row. */
export async function firstRows(
  datasets: DatasetFiles,
  path: string,
  signal: AbortSignal,
): Promise<FirstRows> {
  const info = await datasets.describe(path, signal);
  if (info.rows === 0) {
    const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    throw new UserError('dataset', `${name} has no row; a spec needs some to judge.`);
  }
  const rows: { readonly values: JsonObject }[] = [];
  const range = { from: 1, to: Math.min(FIRST_ROWS, info.rows) };
  for await (const row of datasets.rows(path, range, signal)) rows.push(row);
  return { columns: info.columns, rows };
}

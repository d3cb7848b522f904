import type { DatasetRow } from '../dataset/dataset.js';
import { objectLine, valueTexts } from '../dataset/rows/rowLine.js';
import type { Json, JsonObject } from '../json.js';
import type { FoundRow } from '../runs/findRow.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { resultColumns } from './resultColumns.js';

/** The dataset's row as a result has kept it: without the columns that the run added. */
export function keptDatasetRow({ stored, row }: FoundRow, spec: ResolvedSpec): DatasetRow {
  const added = addedColumns(spec);
  const isOwn = ([column]: readonly [string, unknown]) => !added.has(column);
  const values: JsonObject = Object.fromEntries(Object.entries<Json>(stored.result).filter(isOwn));
  if (stored.line === undefined) return { row, values };
  const texts = [...valueTexts({ values: stored.result, source: stored.line })].filter(isOwn);
  return { row, values, source: objectLine(new Map(texts)) };
}

/**
 * Whether a row of a dataset is the one that was judged: every value that the result kept is in it. A
 * column that has the name of one of the results (`label`, `feedback`) is lost in those, and is no
 * difference.
 */
export function isJudgedRow(row: DatasetRow, kept: DatasetRow, spec: ResolvedSpec): boolean {
  const added = addedColumns(spec);
  const own = Object.keys(row.values).filter((column) => !added.has(column));
  const columns = new Set([...own, ...Object.keys(kept.values)]);
  return [...columns].every(
    (column) => JSON.stringify(row.values[column]) === JSON.stringify(kept.values[column]),
  );
}

function addedColumns(spec: ResolvedSpec): ReadonlySet<string> {
  return new Set([...resultColumns(spec), 'evaluation_status', 'is_incomplete']);
}

import type { DatasetRow } from '../../core/dataset/dataset.js';
import { rowLine } from '../../core/dataset/rows/rowLine.js';
import type { Json } from '../../core/json.js';
import type { FieldView } from '../../shared/protocol.js';

const CELL_LENGTH = 200;

/** A value in full, for reading: text as it is, objects indented, numbers as the file writes them. */
export function fieldOf(row: DatasetRow, column: string): FieldView {
  const value = Object.hasOwn(row.values, column) ? row.values[column] : undefined;
  if (value === undefined) return { column, kind: 'missing', text: '' };
  if (typeof value === 'string') return { column, kind: 'text', text: value };
  if (typeof value === 'number') return { column, kind: 'number', text: sourceText(row, column) };
  return { column, kind: 'json', text: JSON.stringify(value, null, 2) };
}

/** A value on one line, cut where it is long. */
export function cellText(value: Json | undefined): string {
  const text =
    value === undefined || value === null
      ? ''
      : typeof value === 'string'
        ? value
        : JSON.stringify(value);
  // Only the part that may be shown is worth the work.
  const line = text
    .slice(0, 2 * CELL_LENGTH)
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > CELL_LENGTH ? `${line.slice(0, CELL_LENGTH)}…` : line;
}

function sourceText(row: DatasetRow, column: string): string {
  const line = rowLine(row, [column]);
  return line.slice(JSON.stringify(column).length + 2, -1);
}

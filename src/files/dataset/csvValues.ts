import type { JsonObject } from '../../core/json.js';

/** The fields of a row by column; it lacks the last columns where it has too few. */
export function csvValues(columns: readonly string[], fields: readonly string[]): JsonObject {
  const values: Record<string, string> = {};
  for (let index = 0; index < columns.length && index < fields.length; index += 1) {
    const column = columns[index] ?? '';
    const value = fields[index] ?? '';
    if (column === '__proto__') {
      // Plain assignment would set the prototype.
      Object.defineProperty(values, column, {
        value,
        enumerable: true,
        writable: true,
        configurable: true,
      });
    } else values[column] = value;
  }
  return values;
}

import { isNameable, nameFor } from '../spec/templateNames.js';
import type { DatasetRow } from './dataset.js';
import { valueTexts } from './rowLine.js';

/** Columns that no template can name → a name like theirs that is free; the others stay. */
export function nameableColumns(columns: readonly string[]): ReadonlyMap<string, string> {
  const taken = [...columns];
  const names = new Map<string, string>();
  for (const column of columns) {
    if (isNameable(column)) continue;
    const name = nameFor(column, taken);
    taken.push(name);
    names.set(column, name);
  }
  return names;
}

/** The row as a line of JSON Lines under its new names, without the line break; values as they stand. */
export function renamedLine(row: DatasetRow, names: ReadonlyMap<string, string>): string {
  const members = [...valueTexts(row)].map(
    ([column, text]) => `${JSON.stringify(names.get(column) ?? column)}:${text}`,
  );
  return `{${members.join(',')}}`;
}

import { isNameable, nameFor } from '../../spec/templateNames.js';

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

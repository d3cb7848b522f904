/** What Jinja2 reads as something else than the row's value. */
const TAKEN = new Set(['not', 'true', 'false', 'none', 'True', 'False', 'None', 'self']);

/** Whether `{{ column }}` gives the column: a Python identifier, of any script. */
export function isNameable(column: string): boolean {
  return /^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(column) && !TAKEN.has(column);
}

/** A name for a column that no template can name, unlike those that are there. */
export function nameFor(column: string, columns: readonly string[]): string {
  const plain = column
    .trim()
    // One underscore for each run, so that none is longer at the ends.
    .replace(/(?:_|[^\p{XID_Continue}])+/gu, '_')
    .replace(/^_|_$/g, '');
  const start = plain === '' ? 'column' : plain;
  const name = isNameable(start) ? start : `column_${start}`;
  let free = name;
  for (let count = 2; columns.includes(free); count += 1) free = `${name}_${count}`;
  return free;
}

/** The column that somebody who wrote `name` meant but could not write: `Best_Answer`. */
export function unnameableLike(name: string, columns: readonly string[]): string | undefined {
  const letters = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
  return columns.find((column) => !isNameable(column) && letters(column) === letters(name));
}

/** Columns whose name holds a text; those that begin with it first. */
export function columnsLike(
  columns: readonly string[],
  text: string,
  nameOf: (column: string) => string = (column) => column,
): readonly string[] {
  const looked = text.trim().toLowerCase();
  if (looked === '') return columns;
  const name = (column: string) => nameOf(column).toLowerCase();
  const found = columns.filter((column) => name(column).includes(looked));
  const begins = (column: string) => name(column).startsWith(looked);
  return [...found.filter(begins), ...found.filter((column) => !begins(column))];
}

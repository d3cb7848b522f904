/** Rows as aligned columns. Cells are cut to `maxWidth` characters and put on one line. */
export function textTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  maxWidth = 40,
): string {
  const cells = [header, ...rows].map((row) => row.map((cell) => clip(cell, maxWidth)));
  const widths = header.map((_, column) =>
    Math.max(...cells.map((row) => [...(row[column] ?? '')].length)),
  );
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - [...cell].length))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

export function clip(text: string, maxWidth: number): string {
  const line = [...text.replace(/\s+/g, ' ').trim()];
  return line.length <= maxWidth ? line.join('') : `${line.slice(0, maxWidth - 1).join('')}…`;
}

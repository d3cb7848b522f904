import { clipped, padded, textWidth } from './textWidth.js';

/** Rows as aligned columns. Cells are cut to `maxWidth` places and put on one line. */
export function textTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  maxWidth = 40,
): string {
  const cells = [header, ...rows].map((row) => row.map((cell) => clipped(cell, maxWidth)));
  const widths = header.map((_, column) =>
    Math.max(...cells.map((row) => textWidth(row[column] ?? ''))),
  );
  return cells
    .map((row) =>
      row
        .map((cell, column) => padded(cell, widths[column] ?? 0, 'left'))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** One row of a Markdown table, with what would be markup escaped and line breaks as `<br>`. */
export function markdownRecord(cells: readonly string[]): string {
  return `| ${cells.map(markdownCell).join(' | ')} |\n`;
}

function markdownCell(text: string): string {
  return text
    .trim()
    .replace(/[\\|`*_[\]<>~]|&(?=#?\w+;)/g, (character) => `\\${character}`)
    .replace(/\r\n?|\n/g, '<br>')
    .replaceAll('\t', ' ');
}

/**
 * One row with tabs between its cells, as spreadsheets take it from the clipboard: quoted only where
 * a cell has a tab or a line break, or begins with a quote.
 */
export function tabbedRecord(cells: readonly string[]): string {
  const written = cells.map((cell) =>
    /[\t\r\n]|^"/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
  );
  return `${written.join('\t')}\n`;
}

/** Row numbers as `readRowNumbers` reads them, ascending, each once: `3,7,10-20`. */
export function rowNumbersText(rows: Iterable<number>): string {
  const spans: { readonly from: number; to: number }[] = [];
  for (const row of [...new Set(rows)].sort((a, b) => a - b)) {
    const last = spans.at(-1);
    if (last?.to === row - 1) last.to = row;
    else spans.push({ from: row, to: row });
  }
  return spans.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}

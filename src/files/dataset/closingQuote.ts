/** Of the CSV field whose quote opens at `open`, past doubled ones; -1 where it is never closed. */
export function closingQuote(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (close >= 0 && text[close + 1] === '"') close = text.indexOf('"', close + 2);
  return close;
}

import { closingQuote } from './closingQuote.js';

/** Whether a quote stands in the record's text where RFC 4180 allows none. */
export function hasStrayQuote(raw: string, delimiter: string): boolean {
  const isEdge = (at: number): boolean => {
    const character = raw[at] ?? '\n';
    return character === delimiter || character === '\n' || character === '\r';
  };
  for (let open = raw.indexOf('"'); open >= 0;) {
    if (!isEdge(open - 1)) return true;
    const close = closingQuote(raw, open);
    if (close < 0) return false;
    if (!isEdge(close + 1)) return true;
    open = raw.indexOf('"', close + 1);
  }
  return false;
}

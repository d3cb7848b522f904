import { numberText } from '../l10n/t.js';

const UNITS = ['KB', 'MB', 'GB', 'TB'];

/** A size for people, in units of a thousand: `940 B`, `12 KB`, `3.4 MB`. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  let value = bytes;
  let unit = -1;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const digits = value < 9.95 ? 1 : 0;
  const options = {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: false,
  };
  return `${numberText(value, options)} ${UNITS[unit] ?? ''}`;
}

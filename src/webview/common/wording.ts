import { decimalText, fixed, numberText } from '../../l10n/t.js';

/** `12,345` */
export function formatCount(value: number): string {
  return numberText(value);
}

/** About six digits: `1,234.57`, `0.000123457`, `1.23457e+21`. */
export function formatNumber(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e15 || size < 1e-6))
    return decimalText(String(Number(value.toPrecision(6))));
  return size >= 1e5
    ? numberText(Math.round(value))
    : numberText(value, { maximumSignificantDigits: 6 });
}

/** The name of a column; of one that shows nothing, with quotes, as JSON has it. */
export function columnLabel(name: string): string {
  return name.trim() === '' ? JSON.stringify(name) : name;
}

/** `940 B`, `12 KB`, `3.4 MB` */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ['KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = -1;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${fixed(value, value < 10 ? 1 : 0)} ${units[unit] ?? ''}`;
}

/** `83.2 %`; null for a share of nothing. */
export function formatShare(part: number, whole: number): string | null {
  return whole === 0 ? null : `${fixed((100 * part) / whole, 1)} %`;
}

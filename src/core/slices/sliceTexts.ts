import { decimalText, t } from '../../l10n/t.js';
import type { Estimate } from '../runs/manifest.js';

/** A difference of shares in percentage points with its interval: `−22.8 points (−28.1 to −17.5)`. */
export function pointsText({ value, low, high }: Estimate): string {
  return t('{0} points ({1} to {2})', points(value), points(low), points(high));
}

function points(fraction: number): string {
  const text = (100 * fraction).toFixed(1);
  if (Number(text) === 0) return decimalText('0.0');
  return decimalText(fraction < 0 ? text.replace('-', '−') : `+${text}`);
}

/** `0.34`, `0.012`, `< 0.001` */
export function pText(p: number): string {
  if (p < 0.001) return decimalText('< 0.001');
  return decimalText(p < 0.1 ? p.toFixed(3) : p.toFixed(2));
}

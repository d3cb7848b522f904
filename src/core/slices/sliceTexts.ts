import { decimalText, fixed, t } from '../../l10n/t.js';
import type { Estimate } from '../runs/manifest.js';
import { signedText } from '../stats/figures.js';

/** A difference of shares in percentage points with its interval: `−22.8 points (−28.1 to −17.5)`. */
export function pointsText({ value, low, high }: Estimate): string {
  const points = (fraction: number) => signedText(100 * fraction, 1);
  return t('{0} points ({1} to {2})', points(value), points(low), points(high));
}

/** `0.34`, `0.012`, `< 0.001` */
export function pText(p: number): string {
  if (p < 0.001) return decimalText('< 0.001');
  return fixed(p, p < 0.1 ? 3 : 2);
}

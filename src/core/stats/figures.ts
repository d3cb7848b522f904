import { decimalText, numberText, t } from '../../l10n/t.js';
import type { Estimate } from '../runs/manifest.js';

/**
 * A fraction in percent with one decimal, without the sign: `83.2`. `0` and `100` stand for none and
 * all alone: 1999 of 2000 is `99.9`, however it would round.
 */
export function percent(fraction: number): string {
  if (fraction === 0) return '0';
  if (fraction === 1) return '100';
  return decimalText(Math.min(99.9, Math.max(0.1, fraction * 100)).toFixed(1));
}

/** The same in whole percents, as far as that leaves something: `41`, but `0.2`. */
export function wholePercent(fraction: number): string {
  const rounded = Math.round(fraction * 100);
  return rounded === 0 || rounded === 100 ? percent(fraction) : String(rounded);
}

/** The interval of a share in percent, ends joined by `to`: `79.7–86.3`. */
export function percentRange(
  { low, high }: Estimate,
  to: string,
  format: (fraction: number) => string = percent,
): string {
  return `${format(low)}${to}${format(high)}`;
}

/** A mean and its interval with as many decimals as the interval's width deserves. */
export function meanText(
  { value, low, high }: Estimate,
  to: string,
): { readonly value: string; readonly range: string } {
  const decimals = decimalsFor(high - low);
  // A dash between negative numbers reads as a sign.
  const between = to === '–' && low < 0 ? t(' to ') : to;
  return {
    value: fixed(value, decimals + 1),
    range: `${fixed(low, decimals)}${between}${fixed(high, decimals)}`,
  };
}

/** One decimal for a width below 10, two below 0.1, and so on; the width of 0 tells nothing. */
function decimalsFor(width: number): number {
  if (width === 0) return 1;
  return Math.min(4, Math.max(1, -Math.floor(Math.log10(width))));
}

function fixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  return decimalText(Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−'));
}

/** A count with its thousands apart: `14,760`. */
export function grouped(count: number): string {
  return numberText(count);
}

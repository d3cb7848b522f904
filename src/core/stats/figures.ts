import { decimalText, fixed, numberText, t } from '../../l10n/t.js';
import type { Estimate } from '../runs/manifest.js';

/**
 * A fraction in percent with one decimal, without the sign: `83.2`. `0` and `100` stand for none and
 * all alone: 1999 of 2000 is `99.9`, however it would round.
 */
export function percent(fraction: number): string {
  if (fraction === 0) return '0';
  if (fraction === 1) return '100';
  return fixed(Math.min(99.9, Math.max(0.1, fraction * 100)), 1);
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
    value: figureText(value, decimals + 1),
    range: `${figureText(low, decimals)}${between}${figureText(high, decimals)}`,
  };
}

/** One decimal for a width below 10, two below 0.1, and so on; the width of 0 tells nothing. */
function decimalsFor(width: number): number {
  if (width === 0) return 1;
  return Math.min(4, Math.max(1, -Math.floor(Math.log10(width))));
}

/** So many decimals, a true minus, and none before what is rounded to 0: `−0.12`, `0.00`. */
export function figureText(value: number, decimals: number): string {
  const text = fixed(value, decimals);
  return text.replace('-', isZero(text) ? '' : '−');
}

/** The same with its sign, for differences: `+0.12`, `−0.12`, `0.00`. */
export function signedText(value: number, decimals: number): string {
  const text = figureText(value, decimals);
  return text.startsWith('−') || isZero(text) ? text : `+${text}`;
}

function isZero(text: string): boolean {
  return !/[1-9]/.test(text);
}

/** A score with all of its digits, as a person reads it: `7`, `0.75`. */
export function scoreText(score: number): string {
  return decimalText(String(score));
}

/** A count with its thousands apart: `14,760`. */
export function grouped(count: number): string {
  return numberText(count);
}

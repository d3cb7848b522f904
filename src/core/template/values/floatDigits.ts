import { floatText } from './pythonText.js';
import { fixedDigits, leadingDigits } from './decimals.js';

/** How a float is to be written: a conversion of `%` or of the format mini-language. */
export interface FloatStyle {
  /** `r` is Python's repr. */
  readonly conversion: 'e' | 'f' | 'g' | 'r';
  readonly precision: number;
  /** `#`: keep the point, and the zeros of `g`. */
  readonly isAlternate: boolean;
  /** A whole number is written with `.0`, and an exponent is taken one digit earlier. */
  readonly addsPointZero?: boolean;
}

/** The digits of a number's magnitude, apart so that groups and padding can go between. */
export interface NumberDigits {
  /** Only these are grouped and padded. */
  readonly whole: string;
  /** With the point; exponents too. */
  readonly rest: string;
}

/** Digits of a float without its sign; `inf` and `nan` are all `rest`. */
export function floatDigits(value: number, style: FloatStyle): NumberDigits {
  if (!Number.isFinite(value)) return { whole: '', rest: Number.isNaN(value) ? 'nan' : 'inf' };
  switch (style.conversion) {
    case 'r':
      return shortest(value, style);
    case 'f': {
      const { whole, fraction } = fixedDigits(value, style.precision);
      return { whole, rest: withPoint(fraction, style.isAlternate) };
    }
    case 'e': {
      const { digits, exponent } = leadingDigits(value, style.precision + 1);
      return exponential(digits, exponent, style.isAlternate);
    }
    case 'g':
      return general(value, style);
  }
}

function shortest(value: number, style: FloatStyle): NumberDigits {
  const text = floatText(Math.abs(value));
  const match = /^(\d+)(.*)$/.exec(text);
  const rest = match?.[2] ?? '';
  const isBare = rest === '.0' && style.addsPointZero !== true;
  if (isBare) return { whole: match?.[1] ?? '', rest: style.isAlternate ? '.' : '' };
  return {
    whole: match?.[1] ?? '',
    rest: style.isAlternate && rest.startsWith('e') ? `.${rest}` : rest,
  };
}

function general(value: number, style: FloatStyle): NumberDigits {
  const precision = Math.max(1, style.precision);
  const { digits, exponent } = leadingDigits(value, precision);
  const limit = style.addsPointZero === true ? precision - 1 : precision;
  const kept = style.isAlternate ? digits : digits.replace(/0+$/, '') || '0';
  if (exponent < -4 || exponent >= limit) return exponential(kept, exponent, style.isAlternate);
  if (exponent < 0) return { whole: '0', rest: `.${'0'.repeat(-exponent - 1)}${kept}` };
  const whole = kept.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const fraction = kept.slice(exponent + 1);
  if (fraction === '' && style.addsPointZero === true) return { whole, rest: '.0' };
  return { whole, rest: withPoint(fraction, style.isAlternate) };
}

function exponential(digits: string, exponent: number, isAlternate: boolean): NumberDigits {
  const size = Math.abs(exponent).toString().padStart(2, '0');
  const fraction = withPoint(digits.slice(1), isAlternate);
  return { whole: digits.slice(0, 1), rest: `${fraction}e${exponent < 0 ? '-' : '+'}${size}` };
}

function withPoint(fraction: string, isAlternate: boolean): string {
  return fraction === '' && !isAlternate ? '' : `.${fraction}`;
}

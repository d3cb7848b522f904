import { pointCount } from './codePoints.js';

/** Python's format mini-language, read. */
export interface FormatSpec {
  readonly fill: string;
  /** '' where not given. */
  readonly align: '' | '<' | '>' | '=' | '^';
  readonly sign: '' | '+' | '-' | ' ';
  readonly dropsNegativeZero: boolean;
  readonly isAlternate: boolean;
  readonly isZeroPadded: boolean;
  readonly width: number;
  readonly grouping: '' | ',' | '_';
  /** undefined where not given. */
  readonly precision: number | undefined;
  /** '' where not given. */
  readonly type: string;
}

/** `text` filled up to the width of the spec; `otherwise` where it has no alignment. */
export function aligned(text: string, spec: FormatSpec, otherwise: '<' | '>'): string {
  const missing = spec.width - pointCount(text);
  if (missing <= 0) return text;
  const align = spec.align === '' ? otherwise : spec.align;
  if (align === '<') return text + spec.fill.repeat(missing);
  if (align !== '^') return spec.fill.repeat(missing) + text;
  const left = Math.floor(missing / 2);
  return spec.fill.repeat(left) + text + spec.fill.repeat(missing - left);
}

import { checkText } from '../render/budget.js';
import { fail } from '../render/templateFailure.js';
import { pointCount, pointSlice } from './codePoints.js';
import { formattedNumber } from './numberFormat.js';
import { Float } from './pythonValue.js';
import type { Value } from './pythonValue.js';
import { textOf } from './pythonText.js';
import { isInt, strOf, typeNameOf } from './typeNames.js';

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

const SPEC = /^(?:(.)?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?([,_])?([,_])?(?:\.(\d+))?([^\d.])?$/su;

/** Python's `format(value, spec)`. Fails for a spec that the type does not know. */
export function formatted(value: Value, spec: string): string {
  if (spec === '') return textOf(value);
  const text = strOf(value);
  if (text !== undefined) return formattedText(text, parsedSpec(spec, 'str'));
  if (isInt(value) || value instanceof Float) {
    return formattedNumber(value, parsedSpec(spec, typeNameOf(value)));
  }
  return fail(`A value of type ${typeNameOf(value)} has no format "${spec}"`);
}

function parsedSpec(spec: string, typeName: string): FormatSpec {
  const match = SPEC.exec(spec);
  if (!match) return fail(`"${spec}" is no format for a value of type ${typeName}`);
  const [, fill, align = '', sign = '', z, alternate, zero, width = '', grouping = ''] = match;
  if (match[9] !== undefined) return fail(`The format "${spec}" has two separators of digits`);
  // A 0 behind a fill that is given belongs to the width.
  const isZeroPadded = zero !== undefined && fill === undefined;
  const result = {
    fill: fill ?? (isZeroPadded ? '0' : ' '),
    align: align as FormatSpec['align'], // The expression lets nothing else through.
    sign: sign as FormatSpec['sign'], // As above.
    dropsNegativeZero: z !== undefined,
    isAlternate: alternate !== undefined,
    isZeroPadded,
    width: Number(width || 0),
    grouping: grouping as FormatSpec['grouping'], // As above.
    precision: match[10] === undefined ? undefined : Number(match[10]),
    type: match[11] ?? '',
  };
  checkText(result.width);
  checkText(result.precision ?? 0);
  return result;
}

function formattedText(text: string, spec: FormatSpec): string {
  const { type, sign, align, grouping, precision } = spec;
  if (type !== '' && type !== 's') return fail(`"${type}" is no format for a str`);
  if (sign !== '') return fail('A sign is no format for a str');
  if (spec.isAlternate) return fail('"#" is no format for a str');
  if (spec.dropsNegativeZero) return fail('"z" is no format for a str');
  if (align === '=') return fail('"=" is no alignment for a str');
  if (grouping !== '') return fail(`"${grouping}" is no format for a str`);
  const kept = precision === undefined ? text : pointSlice(text, 0, precision);
  return aligned(kept, spec, '<');
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

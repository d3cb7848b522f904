import { checkText } from '../render/budget.js';
import { fail } from '../render/templateFailure.js';
import { pointSlice } from './codePoints.js';
import { aligned } from './formatLayout.js';
import type { FormatSpec } from './formatLayout.js';
import { formattedNumber } from './numberFormat.js';
import { Float } from './pythonValue.js';
import type { Value } from './pythonValue.js';
import { textOf } from './pythonText.js';
import { isInt, strOf, typeNameOf } from './typeNames.js';

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

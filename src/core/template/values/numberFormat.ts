import { fail } from '../render/templateFailure.js';
import { digitsInBase, grouped } from './decimals.js';
import { floatDigits } from './floatDigits.js';
import type { FloatStyle, NumberDigits } from './floatDigits.js';
import { aligned } from './formatLayout.js';
import type { FormatSpec } from './formatLayout.js';
import { floatOf } from './integers.js';
import { intText } from './pythonText.js';
import { Float } from './pythonValue.js';
import { typeNameOf } from './typeNames.js';

const FLOAT_TYPES = 'eEfFgG%';
const PREFIXES: Readonly<Record<string, readonly [number, string]>> = {
  b: [2, '0b'],
  o: [8, '0o'],
  x: [16, '0x'],
  X: [16, '0X'],
};

/** A number by Python's format mini-language. */
export function formattedNumber(
  value: number | bigint | boolean | Float,
  spec: FormatSpec,
): string {
  if (value instanceof Float) return formattedFloat(value.value, spec);
  const number = typeof value === 'boolean' ? Number(value) : value;
  if (spec.type !== '' && FLOAT_TYPES.includes(spec.type)) {
    return formattedFloat(floatOf(number), spec);
  }
  return formattedInt(number, spec, typeNameOf(value));
}

function formattedInt(value: number | bigint, spec: FormatSpec, typeName: string): string {
  const { type, grouping } = spec;
  if (!'dnboxXc'.includes(type))
    return fail(`"${type}" is no format for a value of type ${typeName}`);
  if (spec.precision !== undefined) return fail('A precision is no format for an int');
  if (spec.dropsNegativeZero) return fail('"z" is no format for an int');
  if (type === 'c') return formattedCharacter(value, spec);
  if (type === 'n' && grouping !== '') return fail(`"${grouping}" is no format beside "n"`);
  if (grouping === ',' && type !== '' && type !== 'd') {
    return fail(`"," is no format beside "${type}"`);
  }
  const base = PREFIXES[type];
  const whole = base ? digitsInBase(value, base[0]) : intText(value).replace('-', '');
  const digits = { whole: type === 'X' ? whole.toUpperCase() : whole, rest: '' };
  return laidOut(digits, spec, {
    isNegative: value < 0,
    prefix: base && spec.isAlternate ? base[1] : '',
    groupSize: base ? 4 : 3,
  });
}

function formattedCharacter(value: number | bigint, spec: FormatSpec): string {
  if (spec.sign !== '') return fail('A sign is no format beside "c"');
  if (spec.isAlternate) return fail('"#" is no format beside "c"');
  if (spec.grouping !== '') return fail(`"${spec.grouping}" is no format beside "c"`);
  if (value < 0 || value > 0x10ffff) return fail('"c" wants the number of a character');
  const padded = spec.isZeroPadded && spec.align === '' ? { ...spec, align: '>' as const } : spec;
  return aligned(String.fromCodePoint(Number(value)), padded, '>');
}

function formattedFloat(value: number, spec: FormatSpec): string {
  const { type, grouping } = spec;
  if (type !== '' && type !== 'n' && !FLOAT_TYPES.includes(type)) {
    return fail(`"${type}" is no format for a value of type float`);
  }
  if (type === 'n' && grouping !== '') return fail(`"${grouping}" is no format beside "n"`);
  const number = type === '%' ? value * 100 : value;
  const digits = floatDigits(number, styleOf(spec));
  const isZero = !/[1-9a-z]/.test(digits.whole + digits.rest.replace(/e.*/, ''));
  const isNegative = (number < 0 || Object.is(number, -0)) && !(spec.dropsNegativeZero && isZero);
  const rest = type === '%' ? `${digits.rest}%` : digits.rest;
  const cased = type === 'E' || type === 'F' || type === 'G' ? rest.toUpperCase() : rest;
  return laidOut({ whole: digits.whole, rest: cased }, spec, {
    isNegative,
    prefix: '',
    groupSize: 3,
  });
}

function styleOf({ type, precision, isAlternate }: FormatSpec): FloatStyle {
  if (type === '') {
    return precision === undefined
      ? { conversion: 'r', precision: 0, isAlternate, addsPointZero: true }
      : { conversion: 'g', precision, isAlternate, addsPointZero: true };
  }
  const letter = type.toLowerCase();
  const conversion = letter === 'e' || letter === 'g' ? letter : letter === 'n' ? 'g' : 'f';
  return { conversion, precision: precision ?? 6, isAlternate };
}

interface Layout {
  readonly isNegative: boolean;
  readonly prefix: string;
  readonly groupSize: number;
}

function laidOut(digits: NumberDigits, spec: FormatSpec, layout: Layout): string {
  const sign = layout.isNegative ? '-' : spec.sign === '+' || spec.sign === ' ' ? spec.sign : '';
  const head = sign + layout.prefix;
  const align = spec.align === '' && spec.isZeroPadded ? '=' : spec.align;
  let { whole } = digits;
  if (align === '=' && spec.fill === '0') {
    const room = spec.width - head.length - digits.rest.length;
    whole = zeroPadded(whole, room, spec, layout.groupSize);
  } else if (spec.grouping !== '') whole = grouped(whole, spec.grouping, layout.groupSize);
  if (align === '=') {
    const missing = Math.max(0, spec.width - head.length - whole.length - digits.rest.length);
    return head + spec.fill.repeat(missing) + whole + digits.rest;
  }
  return aligned(head + whole + digits.rest, spec, '>');
}

/** Leading zeros are grouped too; a separator never comes first. */
function zeroPadded(whole: string, room: number, spec: FormatSpec, groupSize: number): string {
  // inf and nan have no digits to group.
  if (spec.grouping === '' || whole === '') return whole.padStart(room, '0');
  // In `room` characters stand so many digits with their separators, rounded up to begin with one.
  const separators = Math.floor(Math.max(0, room - 1) / (groupSize + 1));
  const padded = whole.padStart(Math.max(0, room) - separators, '0');
  return grouped(padded, spec.grouping, groupSize);
}

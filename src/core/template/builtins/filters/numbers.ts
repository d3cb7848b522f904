import { fail } from '../../render/templateFailure.js';
import { binary } from '../../values/operators.js';
import { Float, integer } from '../../values/pythonValue.js';
import type { Value } from '../../values/pythonValue.js';
import { truthy } from '../../values/truth.js';
import { isInt, isNumeric, strOf, typeNameOf } from '../../values/typeNames.js';
import { byPlace, needed, optional } from '../builtin.js';
import type { Builtin } from '../builtin.js';
import { parseFloatText, parseIntText } from '../parseNumber.js';
import { roundedFloat, roundedInt } from '../roundHalfEven.js';

function absolute(value: Value): Value {
  if (value instanceof Float) return new Float(Math.abs(value.value));
  if (!isInt(value)) return fail(`abs() works on numbers, not on ${typeNameOf(value)}`);
  const number = BigInt(value);
  return integer(number < 0n ? -number : number);
}

/** Python's `float(value)` of a number; fails for an int that is too large. */
function floatOf(value: number | bigint | boolean | Float): number {
  const number = value instanceof Float ? value.value : Number(value);
  if (typeof value === 'bigint' && !Number.isFinite(number))
    fail('The int is too large for a float');
  return number;
}

function toFloat(value: Value, otherwise: Value): Value {
  if (isNumeric(value)) return new Float(floatOf(value));
  if (value === undefined) return fail('A value that is undefined is no number');
  const text = strOf(value);
  const number = text === undefined ? undefined : parseFloatText(text);
  return number === undefined ? otherwise : new Float(number);
}

function toInteger(value: Value, otherwise: Value, base: Value): Value {
  if (value instanceof Float) {
    if (Number.isNaN(value.value)) return otherwise;
    return truncated(value.value) ?? fail('An infinite float is no int');
  }
  if (isInt(value)) return integer(BigInt(value));
  if (value === undefined) return fail('A value that is undefined is no int');
  const text = strOf(value);
  if (text === undefined) return otherwise;
  const number = isInt(base) ? parseIntText(text, Number(base)) : undefined;
  if (number !== undefined) return integer(number);
  // "42.9" is 42, whatever the base.
  return truncated(parseFloatText(text)) ?? otherwise;
}

function truncated(number: number | undefined): number | bigint | undefined {
  if (number === undefined || !Number.isFinite(number)) return undefined;
  return integer(BigInt(Math.trunc(number)));
}

function rounded(value: Value, precision: Value, method: Value): Value {
  const way = strOf(method);
  if (way === 'ceil' || way === 'floor') {
    const factor = binary('**', 10, precision);
    const scaled = binary('*', value, factor);
    return binary('/', whole(scaled, way), factor);
  }
  if (way !== 'common') return fail('The method of round is "common", "ceil" or "floor"');
  if (!isNumeric(value)) return fail(`round() works on numbers, not on ${typeNameOf(value)}`);
  if (precision === null) {
    return value instanceof Float ? whole(new Float(roundedFloat(value.value, 0)), 'floor') : value;
  }
  if (!isInt(precision)) {
    return fail(`The precision of round is a whole number, not ${typeNameOf(precision)}`);
  }
  const digits = Number(precision);
  if (!(value instanceof Float)) return integer(roundedInt(BigInt(value), digits));
  const result = roundedFloat(value.value, digits);
  if (!Number.isFinite(result) && Number.isFinite(value.value)) {
    return fail('The rounded value is too large for a float');
  }
  return new Float(result);
}

function whole(value: Value, way: 'ceil' | 'floor'): number | bigint {
  if (isInt(value)) return integer(BigInt(value));
  if (!(value instanceof Float))
    return fail(`round() works on numbers, not on ${typeNameOf(value)}`);
  if (!Number.isFinite(value.value)) return fail('A float that is not finite has no whole number');
  return integer(BigInt(way === 'ceil' ? Math.ceil(value.value) : Math.floor(value.value)));
}

const DECIMAL_UNITS = ['kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB'];
const BINARY_UNITS = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB', 'YiB'];

function fileSize(value: Value, isBinary: boolean): string {
  const number = toFloat(value, null);
  if (!(number instanceof Float)) return fail('filesizeformat needs a number of bytes');
  const bytes = number.value;
  const base = isBinary ? 1024 : 1000;
  if (bytes === 1) return '1 Byte';
  if (bytes === -Infinity) return fail('A number of bytes must be finite');
  if (bytes < base) return `${withoutFraction(bytes)} Bytes`;
  const units = isBinary ? BINARY_UNITS : DECIMAL_UNITS;
  const last = units.length - 1;
  const found = units.findIndex((_, index) => bytes < sizeOf(base, index + 2));
  const index = found === -1 ? last : found;
  return `${oneDecimal((base * bytes) / Number(sizeOf(base, index + 2)))} ${units[index] ?? ''}`;
}

/** A bigint: the float 1e24 is less than 1000 ** 8. */
function sizeOf(base: number, exponent: number): bigint {
  return BigInt(base) ** BigInt(exponent);
}

function withoutFraction(number: number): string {
  return BigInt(Math.trunc(number)).toString();
}

function oneDecimal(number: number): string {
  if (Number.isNaN(number)) return 'nan';
  if (!Number.isFinite(number)) return 'inf';
  const rounded = roundedFloat(number, 1);
  return rounded < 1e20 ? rounded.toFixed(1) : `${withoutFraction(rounded)}.0`;
}

/** Filters on numbers. */
export const NUMBER_FILTERS: readonly Builtin[] = [
  { name: 'abs', parameters: [byPlace('x')], run: ([value]) => absolute(value) },
  {
    name: 'filesizeformat',
    parameters: [needed('value'), optional('binary', false)],
    run: ([value, isBinary]) => fileSize(value, truthy(isBinary)),
  },
  {
    name: 'float',
    parameters: [needed('value'), optional('default', new Float(0))],
    run: ([value, otherwise]) => toFloat(value, otherwise),
  },
  {
    name: 'int',
    parameters: [needed('value'), optional('default', 0), optional('base', 10)],
    run: ([value, otherwise, base]) => toInteger(value, otherwise, base),
  },
  {
    name: 'round',
    parameters: [needed('value'), optional('precision', 0), optional('method', 'common')],
    run: ([value, precision, method]) => rounded(value, precision, method),
  },
];

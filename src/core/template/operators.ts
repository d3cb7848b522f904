import { checkItems, checkText } from './render/budget.js';
import { Float, Tuple, equal, integer, isNumber, kindOf, toNumber } from './pythonValue.js';
import type { Value } from './pythonValue.js';
import { reprOf, textOf } from './pythonText.js';
import { TemplateFailure, fail } from './render/templateFailure.js';

const LONGEST_INTEGER_BITS = 20_000;

export type Arithmetic = 'Add' | 'Sub' | 'Mul' | 'Div' | 'FloorDiv' | 'Mod' | 'Pow';

const SIGNS = { Add: '+', Sub: '-', Mul: '*', Div: '/', FloorDiv: '//', Mod: '%', Pow: '**' };

/** `left op right` as Python computes it. */
export function arithmetic(op: Arithmetic, left: Value, right: Value): Value {
  if (isNumber(left) && isNumber(right)) {
    if (left instanceof Float || right instanceof Float) {
      return floats(op, toNumber(left), toNumber(right));
    }
    return integers(op, BigInt(left), BigInt(right));
  }
  const joined = op === 'Add' ? concatenated(left, right) : undefined;
  if (joined !== undefined) return joined;
  const repeated = op === 'Mul' ? (repeat(left, right) ?? repeat(right, left)) : undefined;
  if (repeated !== undefined) return repeated;
  if (op === 'Mod' && typeof left === 'string') return percentFormat(left, right);
  return fail(`"${SIGNS[op]}" does not work between ${kindOf(left)} and ${kindOf(right)}`);
}

function concatenated(left: Value, right: Value): Value {
  if (typeof left === 'string' && typeof right === 'string') {
    checkText(left.length + right.length);
    return left + right;
  }
  if (Array.isArray(left) && Array.isArray(right)) {
    checkItems(left.length + right.length);
    return [...left, ...right];
  }
  if (left instanceof Tuple && right instanceof Tuple) {
    checkItems(left.items.length + right.items.length);
    return new Tuple([...left.items, ...right.items]);
  }
  return undefined;
}

function repeat(what: Value, times: Value): Value {
  if (typeof times !== 'number' && typeof times !== 'boolean') return undefined;
  const count = Math.max(0, Number(times));
  if (typeof what === 'string') {
    checkText(what.length * count);
    return what.repeat(count);
  }
  if (!Array.isArray(what)) return undefined;
  checkItems(what.length * count);
  return Array.from({ length: count }, () => what).flat();
}

function integers(op: Arithmetic, left: bigint, right: bigint): Value {
  switch (op) {
    case 'Add':
      return integer(left + right);
    case 'Sub':
      return integer(left - right);
    case 'Mul':
      checkBits(bits(left) + bits(right));
      return integer(left * right);
    case 'Div':
      if (right === 0n) return fail('Division by zero');
      return new Float(Number(left) / Number(right));
    case 'FloorDiv':
      if (right === 0n) return fail('Division by zero');
      return integer(floorDivided(left, right));
    case 'Mod':
      if (right === 0n) return fail('Division by zero');
      return integer(left - floorDivided(left, right) * right);
    case 'Pow':
      if (right < 0n) return floats(op, Number(left), Number(right));
      if (left !== 0n && left !== 1n && left !== -1n) checkBits(bits(left) * Number(right));
      return integer(left ** right);
  }
}

function bits(value: bigint): number {
  return value.toString(16).length * 4;
}

function checkBits(count: number): void {
  if (count > LONGEST_INTEGER_BITS) {
    throw new TemplateFailure(
      'timeout',
      'The template computes with a number of more than 6,000 digits.',
    );
  }
}

function floorDivided(left: bigint, right: bigint): bigint {
  const quotient = left / right;
  return left % right !== 0n && left < 0n !== right < 0n ? quotient - 1n : quotient;
}

function floats(op: Arithmetic, left: number, right: number): Value {
  if (right === 0 && (op === 'Div' || op === 'FloorDiv' || op === 'Mod')) {
    return fail('Division by zero');
  }
  switch (op) {
    case 'Add':
      return new Float(left + right);
    case 'Sub':
      return new Float(left - right);
    case 'Mul':
      return new Float(left * right);
    case 'Div':
      return new Float(left / right);
    case 'FloorDiv':
      return new Float(Math.floor(left / right));
    case 'Mod': {
      const rest = left % right;
      return new Float(rest !== 0 && rest < 0 !== right < 0 ? rest + right : rest);
    }
    case 'Pow':
      return new Float(left ** right);
  }
}

export function negated(value: Value): Value {
  if (value instanceof Float) return new Float(-value.value);
  if (isNumber(value)) return integer(-BigInt(value));
  return fail(`"-" does not work on ${kindOf(value)}`);
}

export function compared(op: string, left: Value, right: Value): boolean {
  if (op === '==') return equal(left, right);
  if (op === '!=') return !equal(left, right);
  const order = orderOf(left, right);
  if (order === undefined) {
    return fail(`"${op}" does not work between ${kindOf(left)} and ${kindOf(right)}`);
  }
  if (op === '<') return order < 0;
  if (op === '<=') return order <= 0;
  return op === '>' ? order > 0 : order >= 0;
}

/** Negative, 0, positive (NaN beside a nan); undefined where Python has no order. */
export function orderOf(left: Value, right: Value): number | undefined {
  if (isNumber(left) && isNumber(right)) {
    if (typeof left === 'bigint' && typeof right === 'bigint')
      return left < right ? -1 : Number(left > right);
    return toNumber(left) - toNumber(right) || Number(toNumber(left) > toNumber(right));
  }
  if (typeof left === 'string' && typeof right === 'string') return textOrder(left, right);
  const leftItems = itemsOf(left);
  const rightItems = itemsOf(right);
  if (!leftItems || !rightItems || Array.isArray(left) !== Array.isArray(right)) return undefined;
  for (let index = 0; index < Math.min(leftItems.length, rightItems.length); index += 1) {
    if (!equal(leftItems[index], rightItems[index]))
      return orderOf(leftItems[index], rightItems[index]);
  }
  return leftItems.length - rightItems.length;
}

function itemsOf(value: Value): readonly Value[] | undefined {
  if (value instanceof Tuple) return value.items;
  return Array.isArray(value) ? value : undefined;
}

/** By code points, as Python does; JavaScript compares UTF-16 units. */
function textOrder(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  let at = 0;
  while (at < length && left.charCodeAt(at) === right.charCodeAt(at)) at += 1;
  const [one = -1, other = -1] = [left, right].map((text) => {
    const unit = text.charCodeAt(at);
    if (Number.isNaN(unit)) return -1;
    // Surrogates stand for the highest code points.
    return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
  });
  return one - other;
}

export function contains(container: Value, item: Value): boolean {
  if (typeof container === 'string') {
    if (typeof item === 'string') return container.includes(item);
    return fail(`"in" wants a str on the left of a str, not ${kindOf(item)}`);
  }
  if (container === undefined) return false;
  if (container instanceof Map) return container.has(item);
  const items = itemsOf(container);
  if (items) return items.some((each) => equal(each, item));
  return fail(`"in" does not work on ${kindOf(container)}`);
}

const PLACE = /%(?:([-0]?)(\d{0,9})(?:\.(\d{1,3}))?([srdif%]))?/g;

/** `'%s of %d' % values` with the plain conversions s, r, d, f and %. */
export function percentFormat(format: string, given: Value): string {
  const values = given instanceof Tuple ? [...given.items] : [given];
  return format.replace(PLACE, (...match: (string | undefined)[]) => {
    const [, flag = '', width = '', precision, letter] = match;
    if (letter === undefined)
      return fail('A "%" in the format is followed by no s, r, d, i, f or %');
    if (letter === '%') return '%';
    if (values.length === 0) fail('There are fewer values than places in the format');
    const text = converted(values.shift(), letter, precision);
    checkText(Number(width));
    if (flag === '-') return text.padEnd(Number(width));
    return text.padStart(Number(width), flag === '0' ? '0' : ' ');
  });
}

function converted(
  value: Value,
  letter: string | undefined,
  precision: string | undefined,
): string {
  if (letter === 's')
    return textOf(value).slice(0, precision === undefined ? undefined : Number(precision));
  if (letter === 'r') return reprOf(value);
  if (!isNumber(value)) return fail(`%${letter} wants a number, not ${kindOf(value)}`);
  if (letter === 'f') return toNumber(value).toFixed(Math.min(100, Number(precision ?? 6)));
  return value instanceof Float ? Math.trunc(value.value).toString() : BigInt(value).toString();
}

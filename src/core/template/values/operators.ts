import { checkItems, checkText } from '../render/budget.js';
import { fail } from '../render/templateFailure.js';
import type { BinaryOperator } from '../syntax/templateNode.js';
import {
  addInts,
  divideInts,
  floatOf,
  floorDivideInts,
  moduloInts,
  multiplyInts,
  powerOfInt,
  subtractInts,
} from './integers.js';
import type { Int } from './integers.js';
import { divideFloats, floorDivideFloats, moduloFloats } from './floats.js';
import { DictView } from './dictView.js';
import { escaped } from './markup.js';
import { percentFormat } from './percentFormat.js';
import { powerOfFloats } from './powers.js';
import { Float, Markup, Tuple } from './pythonValue.js';
import type { Value } from './pythonValue.js';
import { textOf } from './pythonText.js';
import { setOf } from './setObject.js';
import type { SetObject } from './setObject.js';
import { isInt, isNumeric, strOf, typeNameOf } from './typeNames.js';

/** `left op right` as Python computes it. */
export function binary(op: BinaryOperator, left: Value, right: Value): Value {
  if (typeof left === 'number' && typeof right === 'number') return ints(op, left, right);
  if (isNumeric(left) && isNumeric(right)) {
    if (left instanceof Float || right instanceof Float) {
      return floats(op, numberOf(left), numberOf(right));
    }
    return ints(op, intOf(left), intOf(right));
  }
  if (left !== undefined && right !== undefined) {
    if (op === '+') {
      const sum = joined(left, right);
      if (sum !== undefined) return sum;
    } else if (op === '*') {
      if (isInt(right)) return repeated(left, right);
      if (isInt(left)) return repeated(right, left);
    }
  }
  if (op === '-' && left instanceof DictView && left.kind !== 'values') {
    return difference(left, right);
  }
  if (op === '%' && strOf(left) !== undefined) return percentFormat(left, right);
  return refused(op, left, right);
}

function refused(op: string, left: Value, right: Value): never {
  if (left === undefined || right === undefined) {
    return fail(`"${op}" does not work with an undefined value`);
  }
  return fail(`"${op}" does not work between ${typeNameOf(left)} and ${typeNameOf(right)}`);
}

function ints(op: BinaryOperator, left: Int, right: Int): Value {
  switch (op) {
    case '+':
      return addInts(left, right);
    case '-':
      return subtractInts(left, right);
    case '*':
      return multiplyInts(left, right);
    case '/':
      return new Float(divideInts(left, right));
    case '//':
      return floorDivideInts(left, right);
    case '%':
      return moduloInts(left, right);
    case '**':
      if (right >= 0) return powerOfInt(left, right);
      return powerOfFloats(floatOf(left), floatOf(right));
  }
}

function floats(op: BinaryOperator, left: number, right: number): Value {
  switch (op) {
    case '+':
      return new Float(left + right);
    case '-':
      return new Float(left - right);
    case '*':
      return new Float(left * right);
    case '/':
      return new Float(divideFloats(left, right));
    case '//':
      return new Float(floorDivideFloats(left, right));
    case '%':
      return new Float(moduloFloats(left, right));
    case '**':
      return powerOfFloats(left, right);
  }
}

function intOf(value: number | bigint | boolean): Int {
  return typeof value === 'boolean' ? Number(value) : value;
}

function numberOf(value: number | bigint | boolean | Float): number {
  return value instanceof Float ? value.value : floatOf(intOf(value));
}

/** `left + right` of two texts or two sequences of one kind; undefined for anything else. */
function joined(left: Value, right: Value): Value {
  if (typeof left === 'string' && typeof right === 'string') {
    checkText(left.length + right.length);
    return left + right;
  }
  if (strOf(left) !== undefined && strOf(right) !== undefined) {
    const text = escaped(left).text + escaped(right).text;
    checkText(text.length);
    return new Markup(text);
  }
  if (Array.isArray(left) && Array.isArray(right)) {
    checkItems(left.length + right.length);
    return left.concat(right);
  }
  if (left instanceof Tuple && right instanceof Tuple) {
    checkItems(left.items.length + right.items.length);
    return new Tuple(left.items.concat(right.items));
  }
  return undefined;
}

/** A view of keys or items without what `right` holds. */
function difference(left: DictView, right: Value): SetObject {
  const dropped = setOf(right);
  return setOf(left.list().filter((item) => !dropped.contains(item)));
}

function repeated(value: Value, times: number | bigint | boolean): Value {
  if (Math.abs(Number(times)) >= 2 ** 63) return fail('"*" gets a number that is too large');
  const count = Math.max(0, Number(times));
  const text = strOf(value);
  if (text !== undefined) {
    if (text !== '') checkText(text.length * count);
    const many = text === '' ? '' : text.repeat(count);
    return typeof value === 'string' ? many : new Markup(many);
  }
  if (Array.isArray(value)) return repeatedItems(value, count);
  if (value instanceof Tuple) return new Tuple(repeatedItems(value.items, count));
  return refused('*', value, times);
}

function repeatedItems(items: readonly Value[], count: number): Value[] {
  if (items.length === 0) return [];
  checkItems(items.length * count);
  const result: Value[] = [];
  for (let time = 0; time < count; time += 1) {
    for (const item of items) result.push(item);
  }
  return result;
}

/** `-value` */
export function negated(value: Value): Value {
  if (typeof value === 'number') return 0 - value;
  if (value instanceof Float) return new Float(-value.value);
  if (isInt(value)) return subtractInts(0, intOf(value));
  return refusedSign('-', value);
}

/** `+value` */
export function positive(value: Value): Value {
  if (value instanceof Float) return value;
  if (isInt(value)) return intOf(value);
  return refusedSign('+', value);
}

function refusedSign(sign: string, value: Value): never {
  return fail(
    value === undefined
      ? `"${sign}" does not work with an undefined value`
      : `"${sign}" does not work on ${typeNameOf(value)}`,
  );
}

/** Jinja2's `~` outside autoescape: a str of all parts as they print. */
export function concatenated(values: readonly Value[]): string {
  let text = '';
  for (const value of values) {
    const part = textOf(value);
    checkText(text.length + part.length);
    text += part;
  }
  return text;
}

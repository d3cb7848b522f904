import { countWork } from '../render/budget.js';
import { fail } from '../render/templateFailure.js';
import { textOrder } from './codePoints.js';
import { dictHas } from './dictKeys.js';
import { iteratorOf } from './iterate.js';
import { Dict, Float, TemplateObject, Tuple } from './pythonValue.js';
import type { Value } from './pythonValue.js';
import { RangeObject } from './rangeObject.js';
import { firstAt } from './textSearch.js';
import { isNumeric, strOf, typeNameOf } from './typeNames.js';

const DEEPEST = 900;

/** Python's `left == right`. */
export function equal(left: Value, right: Value): boolean {
  return equalAt(left, right, 0);
}

/** How `in`, `list.index`, … compare: the same object is equal to itself, even a nan. */
export function same(left: Value, right: Value): boolean {
  return left === right || equalAt(left, right, 0);
}

function equalAt(left: Value, right: Value, depth: number): boolean {
  if (typeof left === 'string' && typeof right === 'string') return textsEqual(left, right);
  if (typeof left === 'number' && typeof right === 'number') return left === right;
  if (left === undefined || left === null || right === undefined || right === null) {
    return left === right;
  }
  if (isNumeric(left)) return isNumeric(right) && numbersEqual(left, right);
  if (isNumeric(right)) return false;
  if (depth > DEEPEST) fail('Values are nested too deeply to be compared');
  if (Array.isArray(left)) return Array.isArray(right) && itemsEqual(left, right, depth);
  if (left instanceof Tuple) {
    return right instanceof Tuple && itemsEqual(left.items, right.items, depth);
  }
  if (left instanceof Dict) return right instanceof Dict && dictsEqual(left, right, depth);
  if (left instanceof TemplateObject) {
    if (isSetLike(left) && isSetLike(right)) return setsEqual(left, right);
    return left === right || (left.equals?.(right) ?? reflected(right, left));
  }
  const text = strOf(left);
  return text !== undefined && text === strOf(right);
}

function textsEqual(left: string, right: string): boolean {
  if (left.length !== right.length) return false;
  if (left.length > 1024) countWork(left.length / 8);
  return left === right;
}

function reflected(value: Value, other: Value): boolean {
  return value instanceof TemplateObject && (value.equals?.(other) ?? false);
}

type Numeric = number | bigint | boolean | Float;

/** A number with the same value that JavaScript compares exactly, bigint beside number too. */
function plain(value: Numeric): number | bigint {
  if (typeof value === 'boolean') return Number(value);
  return value instanceof Float ? value.value : value;
}

function numbersEqual(left: Numeric, right: Numeric): boolean {
  const one = plain(left);
  const other = plain(right);
  return one <= other && one >= other;
}

function itemsEqual(left: readonly Value[], right: readonly Value[], depth: number): boolean {
  if (left === right) return true;
  if (left.length !== right.length) return false;
  countWork(64 + left.length * 16);
  for (let index = 0; index < left.length; index += 1) {
    const one = left[index];
    const other = right[index];
    if (one !== other && !equalAt(one, other, depth + 1)) return false;
  }
  return true;
}

function dictsEqual(left: Dict, right: Dict, depth: number): boolean {
  if (left === right) return true;
  if (left.entries.size !== right.entries.size) return false;
  countWork(64 + left.entries.size * 32);
  for (const [hash, { value }] of left.entries) {
    const entry = right.entries.get(hash);
    if (!entry) return false;
    if (entry.value !== value && !equalAt(value, entry.value, depth + 1)) return false;
  }
  return true;
}

/** Python's `left op right`; `in` and `not in` go by `contains`. Fails where Python has no order. */
export function compared(
  op: '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | 'not in',
  left: Value,
  right: Value,
): boolean {
  switch (op) {
    case '==':
      return equal(left, right);
    case '!=':
      return !equal(left, right);
    case 'in':
      return contains(right, left);
    case 'not in':
      return !contains(right, left);
    default:
  }
  if (isSetLike(left) && isSetLike(right)) return setsCompared(op, left, right);
  const order = orderOf(left, right);
  if (order === undefined) {
    return fail(`"${op}" does not work between ${typeNameOf(left)} and ${typeNameOf(right)}`);
  }
  if (op === '<') return order < 0;
  if (op === '<=') return order <= 0;
  return op === '>' ? order > 0 : order >= 0;
}

type SetLike = TemplateObject & Required<Pick<TemplateObject, 'length' | 'contains' | 'iterate'>>;

/** Views of a dict's keys or items, and sets: Python compares these by what they hold. */
function isSetLike(value: Value): value is SetLike {
  return value instanceof TemplateObject && value.isSetLike === true;
}

function setsEqual(left: SetLike, right: SetLike): boolean {
  return left.length() === right.length() && holdsAll(right, left);
}

function setsCompared(op: '<' | '<=' | '>' | '>=', left: SetLike, right: SetLike): boolean {
  if (op === '>' || op === '>=') return setsCompared(op === '>' ? '<' : '<=', right, left);
  if (op === '<' && left.length() === right.length()) return false;
  return left.length() <= right.length() && holdsAll(right, left);
}

function holdsAll(container: SetLike, items: SetLike): boolean {
  countWork(items.length() * 16);
  const iterator = items.iterate();
  for (let next = iterator.next(); next.done !== true; next = iterator.next()) {
    if (!container.contains(next.value)) return false;
  }
  return true;
}

/** Negative, 0, positive; NaN beside a nan (every comparison is false); undefined: no order. */
export function orderOf(left: Value, right: Value): number | undefined {
  return orderAt(left, right, 0);
}

function orderAt(left: Value, right: Value, depth: number): number | undefined {
  if (typeof left === 'string' && typeof right === 'string') return textOrder(left, right);
  if (isNumeric(left)) return isNumeric(right) ? numberOrder(left, right) : undefined;
  if (left === undefined || right === undefined) return undefined;
  const one = strOf(left);
  const other = strOf(right);
  if (one !== undefined && other !== undefined) return textOrder(one, other);
  if (depth > DEEPEST) fail('Values are nested too deeply to be compared');
  if (Array.isArray(left)) {
    return Array.isArray(right) ? itemsOrder(left, right, depth) : undefined;
  }
  if (left instanceof Tuple) {
    return right instanceof Tuple ? itemsOrder(left.items, right.items, depth) : undefined;
  }
  return undefined;
}

function numberOrder(left: Numeric, right: Numeric): number {
  const one = plain(left);
  const other = plain(right);
  if (one < other) return -1;
  if (one > other) return 1;
  return one >= other ? 0 : Number.NaN;
}

function itemsOrder(
  left: readonly Value[],
  right: readonly Value[],
  depth: number,
): number | undefined {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    countWork(64);
    const one = left[index];
    const other = right[index];
    if (one !== other && !equalAt(one, other, depth + 1)) return orderAt(one, other, depth + 1);
  }
  return left.length - right.length;
}

/** Python's `value in container`. */
export function contains(container: Value, value: Value): boolean {
  const text = strOf(container);
  if (text !== undefined) {
    const part = strOf(value);
    if (part === undefined) {
      return fail(`"in" wants a str to look for in a str, not ${typeNameOf(value)}`);
    }
    countWork(text.length);
    return firstAt(text, part) !== -1;
  }
  if (Array.isArray(container)) return holds(container, value);
  if (container instanceof Dict) return dictHas(container, value);
  if (container instanceof Tuple) return holds(container.items, value);
  if (container instanceof RangeObject) return placeInRange(container, value) !== undefined;
  if (container instanceof TemplateObject && container.contains) return container.contains(value);
  const items = iteratorOf(container);
  if (!items) return fail(`"in" does not work on ${typeNameOf(container)}`);
  for (let next = items.next(); next.done !== true; next = items.next()) {
    countWork(64);
    if (same(next.value, value)) return true;
  }
  return false;
}

function holds(items: readonly Value[], value: Value): boolean {
  countWork(items.length * 8);
  return items.some((item) => same(item, value));
}

/** Where a range holds what is equal to `value`; undefined where nowhere. */
export function placeInRange(range: RangeObject, value: Value): number | bigint | undefined {
  if (!isNumeric(value)) return undefined;
  const number = plain(value);
  if (typeof number === 'number' && !Number.isInteger(number)) return undefined;
  return range.indexOf(number);
}

import { checkText, countWork } from '../render/budget.js';
import { fail } from '../render/templateFailure.js';
import { Dict, Float, Markup, TemplateObject, Tuple, integer } from './pythonValue.js';
import type { DictKey, Value } from './pythonValue.js';
import { RangeObject } from './rangeObject.js';
import { typeNameOf } from './typeNames.js';

/** Marks keys that stand for something else than the str they are made of. */
const MARK = '\0';
const DEEPEST = 900;
const numbers = new WeakMap<TemplateObject, number>();
let lastNumber = 0;

/**
 * What a key is compared by: equal keys of Python have one `DictKey` (1, 1.0 and True; 'a' and
 * Markup('a'); equal tuples). Fails for what Python can't hash.
 */
export function hashOf(value: Value): DictKey {
  if (typeof value === 'string') return value.charCodeAt(0) === 0 ? `${MARK}s${value}` : value;
  if (value === undefined || value === null) return value;
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return Number(value);
  if (value instanceof Float) return floatKey(value.value);
  if (value instanceof Markup) return hashOf(value.text);
  if (value instanceof Tuple) return tupleKey(value, 0);
  if (value instanceof RangeObject) return rangeKey(value);
  if (value instanceof TemplateObject && !CHANGEABLE.has(value.typeName)) return value;
  return fail(`A ${typeNameOf(value)} can't be the key of a dict: it can be changed`);
}

const CHANGEABLE: ReadonlySet<string> = new Set(['dict_keys', 'dict_items', 'set']);

/** Whether `hashOf` has a key for the value. */
export function isHashable(value: Value): boolean {
  if (value === null || typeof value !== 'object') return true;
  if (value instanceof Tuple) return value.items.every(isHashable);
  if (value instanceof TemplateObject) return !CHANGEABLE.has(value.typeName);
  return value instanceof Float || value instanceof Markup;
}

function tupleKey(tuple: Tuple, depth: number): string {
  if (depth > DEEPEST) fail('A tuple is nested too deeply to be the key of a dict');
  countWork(depth === 0 ? 64 : 1024);
  let key = `${MARK}t`;
  for (const item of tuple.items) {
    key += partKey(item instanceof Tuple ? tupleKey(item, depth + 1) : hashOf(item));
    // A tuple of the same tuples doubles with each level.
    if (key.length > 4096) checkText(key.length);
  }
  return key;
}

function floatKey(value: number): DictKey {
  return Number.isInteger(value) ? integer(BigInt(value)) : value;
}

function rangeKey(range: RangeObject): DictKey {
  if (range.count === 0) return `${MARK}r`;
  const step = range.count === 1 ? '' : range.step.toString();
  return `${MARK}r${range.count.toString()},${range.start.toString()},${step}`;
}

/** Self-delimiting, so that no two tuples are written alike. */
function partKey(key: DictKey): string {
  if (typeof key === 'string') return `s${key.length}:${key}`;
  if (key === undefined) return 'u';
  if (key === null) return 'n';
  if (typeof key === 'object') return `o${numberOf(key)};`;
  return `i${key.toString()};`;
}

function numberOf(value: TemplateObject): number {
  let number = numbers.get(value);
  if (number === undefined) {
    lastNumber += 1;
    number = lastNumber;
    numbers.set(value, number);
  }
  return number;
}

/** undefined where there is no such key; `dictHas` tells that from a stored undefined. */
export function dictGet(dict: Dict, key: Value): Value {
  return dict.entries.get(hashOf(key))?.value;
}

export function dictHas(dict: Dict, key: Value): boolean {
  return dict.entries.has(hashOf(key));
}

/** An equal key that is there stays as it is, with its place; only its value is replaced. */
export function dictSet(dict: Dict, key: Value, value: Value): void {
  const hash = hashOf(key);
  const entry = dict.entries.get(hash);
  if (entry) entry.value = value;
  else dict.entries.set(hash, { key, value });
}

/** Whether the key was there. */
export function dictDelete(dict: Dict, key: Value): boolean {
  return dict.entries.delete(hashOf(key));
}

/** `(key, value)` tuples in order, as they are now. */
export function dictItems(dict: Dict): Tuple[] {
  return Array.from(dict.entries.values(), ({ key, value }) => new Tuple([key, value]));
}

export function dictOf(pairs: Iterable<readonly [Value, Value]>): Dict {
  const dict = new Dict();
  for (const [key, value] of pairs) dictSet(dict, key, value);
  return dict;
}

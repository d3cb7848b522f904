import { checkItems } from '../render/budget.js';
import { fail } from '../render/templateFailure.js';
import { pointCount } from './codePoints.js';
import { Dict, Markup, TemplateObject, Tuple } from './pythonValue.js';
import type { Value } from './pythonValue.js';
import { typeNameOf } from './typeNames.js';

/**
 * Python's `iter(value)`: a list is gone through as it is at each step, a str by code points, a dict
 * by keys, undefined has no items. Fails where Python has no iterator.
 */
export function iterate(value: Value): Iterator<Value> {
  return iteratorOf(value) ?? fail(`A value of type ${typeNameOf(value)} can't be looped over`);
}

/** As `iterate`; undefined where the value can't be looped over. */
export function iteratorOf(value: Value): Iterator<Value> | undefined {
  if (Array.isArray(value)) return value.values();
  if (typeof value === 'string') return value[Symbol.iterator]();
  if (value === undefined) return [].values();
  if (value === null || typeof value !== 'object') return undefined;
  if (value instanceof Dict) return dictKeys(value);
  if (value instanceof Tuple) return value.items.values();
  if (value instanceof Markup) return value.text[Symbol.iterator]();
  return value instanceof TemplateObject ? value.iterate?.() : undefined;
}

/** Python's `list(value)`: always a new list. */
export function listOf(value: Value): Value[] {
  if (Array.isArray(value)) {
    checkItems(value.length);
    return value.slice();
  }
  if (value instanceof Tuple) {
    checkItems(value.items.length);
    return value.items.slice();
  }
  const size = value instanceof TemplateObject && value.iterate ? value.length?.() : undefined;
  if (size !== undefined) checkItems(size);
  const items: Value[] = [];
  const iterator = iterate(value);
  for (let next = iterator.next(); next.done !== true; next = iterator.next()) {
    items.push(next.value);
    // Only at powers of two: each check charges the whole length.
    if ((items.length & (items.length - 1)) === 0) checkItems(items.length);
  }
  return items;
}

/** Python's `len(value)`; undefined where the value has no length. */
export function lengthOf(value: Value): number | undefined {
  if (Array.isArray(value)) return value.length;
  if (typeof value === 'string') return pointCount(value);
  if (value === undefined) return 0;
  if (value === null || typeof value !== 'object') return undefined;
  if (value instanceof Dict) return value.entries.size;
  if (value instanceof Tuple) return value.items.length;
  if (value instanceof Markup) return pointCount(value.text);
  return value instanceof TemplateObject ? value.length?.() : undefined;
}

function dictKeys(dict: Dict): Iterator<Value> {
  return dictWalk(dict, (entry) => entry.key);
}

/** Entries as they are; fails where the dict grows or shrinks meanwhile, as Python does. */
export function* dictWalk(
  dict: Dict,
  pick: (entry: { readonly key: Value; readonly value: Value }) => Value,
): Generator<Value, void> {
  const size = dict.entries.size;
  for (const entry of dict.entries.values()) {
    yield pick(entry);
    if (dict.entries.size !== size) fail('A dict changed its size while it was looped over');
  }
}

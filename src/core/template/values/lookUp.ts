import { fail } from '../render/templateFailure.js';
import { hashOf } from './dictKeys.js';
import { entryOf } from './itemWithin.js';
import { ownPart } from './methods/methodTable.js';
import { Dict } from './pythonValue.js';
import type { Value } from './pythonValue.js';
import { strOf } from './typeNames.js';

/**
 * Jinja2's `target.name`: what Python's type has by that name, else `target['name']`; undefined
 * where there is neither. Only data and the methods listed in `methods/` are found, never a part of
 * the host. Fails on undefined.
 */
export function attributeOf(target: Value, name: string): Value {
  if (target === undefined && name !== '__class__') {
    return fail(`An undefined value has no part "${name}"`);
  }
  const part = ownPart(target, name);
  // None is a value like any other.
  return part === undefined ? entryOf(target, name) : part;
}

/** Jinja2's `target[key]`: the item, else (for a str key) the attribute; undefined without either. */
export function itemOf(target: Value, key: Value): Value {
  if (target === undefined) return fail('An undefined value has no items');
  if (target instanceof Dict && typeof key === 'string') {
    const entry = target.entries.get(hashOf(key));
    return entry ? entry.value : ownPart(target, key);
  }
  const item = entryOf(target, key);
  if (item !== undefined) return item;
  const name = strOf(key);
  return name === undefined ? undefined : ownPart(target, name);
}

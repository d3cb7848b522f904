import { fail } from '../render/templateFailure.js';
import { pointCount, pointSlice } from './codePoints.js';
import { dictHas, hashOf, isHashable } from './dictKeys.js';
import { reprOf } from './pythonText.js';
import { Dict, Markup, TemplateObject, Tuple } from './pythonValue.js';
import type { Value } from './pythonValue.js';
import { RangeObject } from './rangeObject.js';
import { isInt, strOf, typeNameOf } from './typeNames.js';

/** What Python's `target[key]` finds; undefined where it raises a LookupError or TypeError. */
export function entryOf(target: Value, key: Value): Value {
  if (target instanceof Dict)
    return isHashable(key) ? target.entries.get(hashOf(key))?.value : undefined;
  if (Array.isArray(target)) return at(target, key);
  if (target instanceof Tuple) return at(target.items, key);
  const text = strOf(target);
  if (text !== undefined) {
    const index = placeOf(key, text.length === 0 ? 0 : pointCount(text));
    if (index === undefined) return undefined;
    const character = pointSlice(text, index, index + 1);
    return typeof target === 'string' ? character : new Markup(character);
  }
  if (target instanceof RangeObject) {
    if (!isInt(key)) return undefined;
    const count = BigInt(target.count);
    const index = BigInt(key) < 0n ? BigInt(key) + count : BigInt(key);
    return index >= 0n && index < count ? target.at(index) : undefined;
  }
  return target instanceof TemplateObject ? target.item(key) : undefined;
}

/** Python's `target[key]`; fails where it raises. */
export function itemWithin(target: Value, key: Value): Value {
  const item = target === undefined ? undefined : entryOf(target, key);
  if (item === undefined && !holdsUndefined(target, key)) {
    return fail(`A value of type ${typeNameOf(target)} has no item ${reprOf(key)}`);
  }
  return item;
}

function holdsUndefined(target: Value, key: Value): boolean {
  if (target instanceof Dict) return dictHas(target, key);
  const items = target instanceof Tuple ? target.items : target;
  return Array.isArray(items) && placeOf(key, items.length) !== undefined;
}

function at(items: readonly Value[], key: Value): Value {
  const index = placeOf(key, items.length);
  return index === undefined ? undefined : items[index];
}

/** Where an index points in `length` items, from the end where negative; undefined if outside. */
function placeOf(key: Value, length: number): number | undefined {
  if (!isInt(key)) return undefined;
  const number = Number(key);
  const index = number < 0 ? number + length : number;
  return index >= 0 && index < length ? index : undefined;
}

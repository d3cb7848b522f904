import { hashOf } from './dictKeys.js';
import { iterate } from './iterate.js';
import { reprOf } from './pythonText.js';
import { TemplateObject } from './pythonValue.js';
import type { DictKey, Value } from './pythonValue.js';

/**
 * Python's `set`: what a view of a dict minus other items is. Kept in order of insertion, where
 * Python's order is any.
 */
export class SetObject extends TemplateObject {
  readonly typeName = 'set';
  override readonly isSetLike = true;

  constructor(private readonly items: ReadonlyMap<DictKey, Value>) {
    super();
  }

  override readonly iterate = (): Iterator<Value> => this.items.values();
  override readonly length = (): number => this.items.size;
  override readonly contains = (value: Value): boolean => this.items.has(hashOf(value));

  text(): string {
    const items = [...this.items.values()];
    return items.length === 0 ? 'set()' : `{${reprOf(items).slice(1, -1)}}`;
  }
}

export function setOf(items: Value): SetObject {
  const found = new Map<DictKey, Value>();
  const iterator = iterate(items);
  for (let next = iterator.next(); next.done !== true; next = iterator.next()) {
    const hash = hashOf(next.value);
    if (!found.has(hash)) found.set(hash, next.value);
  }
  return new SetObject(found);
}

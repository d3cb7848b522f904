import { pointsOf } from '../values/codePoints.js';
import { DictView } from '../values/dictView.js';
import { Dict, Markup, Tuple } from '../values/pythonValue.js';
import type { Value } from '../values/pythonValue.js';
import { RangeObject } from '../values/rangeObject.js';

interface Reversed {
  readonly items: Iterator<Value>;
  /** Python's name of the iterator's type. */
  readonly typeName: string;
}

/** Python's `reversed(value)`; undefined where it goes forwards only, as generators do. */
export function reversedItems(value: Value): Reversed | undefined {
  if (Array.isArray(value)) return { items: backwards(value), typeName: 'list_reverseiterator' };
  if (value === undefined) return { items: backwards([]), typeName: 'reversed' };
  if (typeof value === 'string') return { items: backwards(pointsOf(value)), typeName: 'reversed' };
  if (value instanceof Markup) {
    const points = pointsOf(value.text).map((point) => new Markup(point));
    return { items: backwards(points), typeName: 'reversed' };
  }
  if (value instanceof Tuple) return { items: backwards(value.items), typeName: 'reversed' };
  if (value instanceof RangeObject) {
    return { items: rangeBackwards(value), typeName: 'range_iterator' };
  }
  if (value instanceof Dict) return viewBackwards(new DictView('keys', value));
  return value instanceof DictView ? viewBackwards(value) : undefined;
}

/** Begins at what is the last item now; a list that has become too short meanwhile has no more. */
function backwards(items: readonly Value[]): IterableIterator<Value> {
  return downFrom(items, items.length - 1);
}

function* downFrom(items: readonly Value[], last: number): IterableIterator<Value> {
  for (let index = last; index >= 0 && index < items.length; index -= 1) yield items[index];
}

function* rangeBackwards(range: RangeObject): IterableIterator<Value> {
  for (let index = BigInt(range.count) - 1n; index >= 0n; index -= 1n) yield range.at(index);
}

const VIEW_NAMES = { keys: 'key', values: 'value', items: 'item' } as const;

function viewBackwards(view: DictView): Reversed {
  return {
    items: backwards(view.list()),
    typeName: `dict_reverse${VIEW_NAMES[view.kind]}iterator`,
  };
}

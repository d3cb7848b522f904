import { countWork } from '../render/budget.js';
import { fail } from '../render/templateFailure.js';
import { orderOf } from './compare.js';
import { TemplateObject } from './pythonValue.js';
import type { Value } from './pythonValue.js';
import { typeNameOf } from './typeNames.js';

/**
 * Python's `sorted`: stable (equal items keep their order when sorting down too). `key` is None or
 * something callable. Fails where two keys have no order.
 */
export function sortedBy(items: readonly Value[], key: Value, direction: 'up' | 'down'): Value[] {
  const keyed = items.map((item) => ({ item, key: key === null ? item : called(key, item) }));
  countWork(items.length * 64);
  const sign = direction === 'up' ? 1 : -1;
  keyed.sort((left, right) => sign * before(left.key, right.key));
  return keyed.map(({ item }) => item);
}

function before(left: Value, right: Value): number {
  const order = orderOf(left, right);
  if (order === undefined) {
    return fail(`"<" does not work between ${typeNameOf(left)} and ${typeNameOf(right)}`);
  }
  return Number.isNaN(order) ? 0 : order;
}

function called(key: Value, item: Value): Value {
  if (key instanceof TemplateObject && key.call)
    return key.call({ args: [item], named: new Map() });
  return fail(`The key to sort by can't be called: it is of type ${typeNameOf(key)}`);
}

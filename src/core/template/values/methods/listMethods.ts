import { checkItems, countWork } from '../../render/budget.js';
import { fail } from '../../render/templateFailure.js';
import { same } from '../compare.js';
import { listOf } from '../iterate.js';
import type { Tuple, Value } from '../pythonValue.js';
import { sortedBy } from '../sorted.js';
import { truthy } from '../truth.js';
import { boundArgument, method, wholeArgument } from './method.js';
import type { Method, Methods } from './method.js';

export const LIST_METHODS: Methods<Value[]> = new Map<string, Method<Value[]>>([
  [
    'append',
    method('object, /', (list, [object]) => {
      checkItems(1);
      list.push(object);
      return null;
    }),
  ],
  [
    'clear',
    method('', (list) => {
      list.length = 0;
      return null;
    }),
  ],
  ['copy', method('', (list) => listOf(list))],
  ['count', method('value, /', (list, [value]) => countOf(list, value))],
  [
    'extend',
    method('iterable, /', (list, [iterable]) => {
      const items = listOf(iterable);
      checkItems(list.length + items.length);
      for (const item of items) list.push(item);
      return null;
    }),
  ],
  [
    'index',
    method('value, start=0, stop=9007199254740991, /', (list, bound) => indexOf(list, bound)),
  ],
  [
    'insert',
    method('index, object, /', (list, [index, object]) => {
      list.splice(insertionPoint(list, wholeArgument(index, 'insert()')), 0, object);
      countWork(list.length);
      return null;
    }),
  ],
  ['pop', method('index=-1, /', (list, [index]) => popped(list, index))],
  ['remove', method('value, /', (list, [value]) => removed(list, value))],
  [
    'reverse',
    method('', (list) => {
      checkItems(list.length);
      list.reverse();
      return null;
    }),
  ],
  [
    'sort',
    method('*, key=None, reverse=False', (list, [key, reverse]) => {
      const items = sortedBy(list, key, truthOfReverse(reverse));
      items.forEach((item, index) => {
        list[index] = item;
      });
      return null;
    }),
  ],
]);

export const TUPLE_METHODS: Methods<Tuple> = new Map<string, Method<Tuple>>([
  ['count', method('value, /', (tuple, [value]) => countOf(tuple.items, value))],
  [
    'index',
    method('value, start=0, stop=9007199254740991, /', (tuple, bound) =>
      indexOf(tuple.items, bound),
    ),
  ],
]);

function countOf(items: readonly Value[], value: Value): number {
  countWork(items.length * 8);
  let count = 0;
  for (const item of items) if (same(item, value)) count += 1;
  return count;
}

function indexOf(items: readonly Value[], [value, start, stop]: readonly Value[]): number {
  const end = Math.min(items.length, fromEnd(items, boundArgument(stop, 'index()')));
  countWork(items.length * 8);
  for (let index = fromEnd(items, boundArgument(start, 'index()')); index < end; index += 1) {
    if (same(items[index], value)) return index;
  }
  return fail('index() finds no such item in the list');
}

function fromEnd(items: readonly Value[], index: number): number {
  return index < 0 ? Math.max(0, index + items.length) : index;
}

function insertionPoint(list: readonly Value[], index: number): number {
  return Math.min(list.length, fromEnd(list, index));
}

function popped(list: Value[], index: Value): Value {
  const place = wholeArgument(index, 'pop()');
  const at = place < 0 ? place + list.length : place;
  if (list.length === 0) return fail('pop() finds no item in an empty list');
  if (at < 0 || at >= list.length) return fail('pop() wants an index inside the list');
  countWork(list.length - at);
  return list.splice(at, 1)[0];
}

function removed(list: Value[], value: Value): null {
  countWork(list.length * 8);
  const index = list.findIndex((item) => same(item, value));
  if (index === -1) fail('remove() finds no such item in the list');
  list.splice(index, 1);
  return null;
}

function truthOfReverse(reverse: Value): 'up' | 'down' {
  return truthy(reverse) ? 'down' : 'up';
}

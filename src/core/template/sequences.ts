import { checkItems } from './render/budget.js';
import { Float, Record, Tuple, isNumber, kindOf, toNumber } from './pythonValue.js';
import type { Value } from './pythonValue.js';
import { fail } from './render/templateFailure.js';

/** What iterating over the value gives: characters, items or keys; nothing for undefined. */
export function iterate(value: Value): readonly Value[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value;
  if (value instanceof Tuple) return value.items;
  if (value instanceof Map) return [...value.keys()];
  if (typeof value === 'string') {
    checkItems(value.length);
    return [...value];
  }
  return fail(`A value of kind ${kindOf(value)} can't be looped over`);
}

export function lengthOf(value: Value): number {
  if (value === undefined) return 0;
  if (typeof value === 'string') return [...value].length;
  if (Array.isArray(value)) return value.length;
  if (value instanceof Tuple) return value.items.length;
  if (value instanceof Map) return value.size;
  return fail(`A value of kind ${kindOf(value)} has no length`);
}

/** `target[key]`, undefined where there is none. `target` is not undefined itself. */
export function itemOf(target: Value, key: Value): Value {
  if (target instanceof Map) return target.get(key instanceof Float ? key.value : key);
  if (target instanceof Record) return typeof key === 'string' ? target.parts.get(key) : undefined;
  if (typeof key !== 'number' && typeof key !== 'boolean') return undefined;
  const items = typeof target === 'string' ? [...target] : itemsOrNone(target);
  const index = Number(key);
  return items[index < 0 ? items.length + index : index];
}

function itemsOrNone(value: Value): readonly Value[] {
  if (value instanceof Tuple) return value.items;
  return Array.isArray(value) ? value : [];
}

/** `range(stop)`, `range(start, stop, step)`, at most 1,000,000 numbers. */
export function rangeOf(args: readonly Value[]): Value[] {
  const numbers = args.map((arg) =>
    isNumber(arg) && !(arg instanceof Float)
      ? toNumber(arg)
      : fail(`range wants ints, not ${kindOf(arg)}`),
  );
  const [first = 0, second, step = 1] = numbers;
  if (numbers.length === 0 || numbers.length > 3) return fail('range takes one to three numbers');
  if (step === 0) return fail('The step of range is zero');
  const start = second === undefined ? 0 : first;
  const stop = second ?? first;
  const count = Math.max(0, Math.ceil((stop - start) / step));
  checkItems(count);
  return Array.from({ length: count }, (_, index) => start + index * step);
}

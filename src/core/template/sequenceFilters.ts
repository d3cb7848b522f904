import { checkItems, checkText } from './render/budget.js';
import type { Filter } from './filters.js';
import { arithmetic, orderOf } from './operators.js';
import { textOf } from './pythonText.js';
import { Tuple, equal, kindOf, truthy } from './pythonValue.js';
import type { Arguments, Value } from './pythonValue.js';
import { itemOf, iterate } from './sequences.js';
import { fail } from './render/templateFailure.js';
import { TESTS } from './valueTests.js';

function argument(given: Arguments, index: number, name: string): Value {
  return given.args[index] ?? given.named.get(name);
}

/** Reads `a.b.0` from a value; undefined as soon as a part is missing. */
export function attribute(value: Value, path: Value): Value {
  if (typeof path === 'number') return itemOf(value, path);
  return textOf(path)
    .split('.')
    .reduce<Value>((found, part) => {
      if (found === undefined || found === null) return undefined;
      return itemOf(found, /^\d+$/.test(part) ? Number(part) : part);
    }, value);
}

function keyOf(given: Arguments, index: number): (value: Value) => Value {
  const path = argument(given, index, 'attribute');
  return path === undefined || path === null ? (value) => value : (value) => attribute(value, path);
}

/** Compares as the case-blind filters do. */
function folded(value: Value, given: Arguments, index: number): Value {
  const caseMatters = truthy(argument(given, index, 'case_sensitive'));
  return typeof value === 'string' && !caseMatters ? value.toLowerCase() : value;
}

function ordered(left: Value, right: Value): number {
  const order = orderOf(left, right);
  return order ?? fail(`${kindOf(left)} and ${kindOf(right)} have no order`);
}

function sorted(value: Value, given: Arguments): Value[] {
  const key = keyOf(given, 2);
  const keyed = iterate(value).map((item): [Value, Value] => [folded(key(item), given, 1), item]);
  const sign = truthy(argument(given, 0, 'reverse')) ? -1 : 1;
  return keyed.sort(([left], [right]) => sign * ordered(left, right)).map(([, item]) => item);
}

function unique(value: Value, given: Arguments): Value[] {
  const key = keyOf(given, 1);
  const plain = new Set<Value>();
  const others: Value[] = [];
  return iterate(value).filter((item) => {
    const each = folded(key(item), given, 0);
    if (typeof each === 'string' || typeof each === 'number') {
      if (plain.has(each)) return false;
      plain.add(each);
      return true;
    }
    if (others.some((other) => equal(other, each))) return false;
    checkItems(others.length * 1000);
    others.push(each);
    return true;
  });
}

function extreme(sign: number): Filter {
  return (value, given) => {
    const key = keyOf(given, 1);
    const [first, ...rest] = iterate(value);
    return rest.reduce((best, item) => {
      const order = ordered(folded(key(item), given, 0), folded(key(best), given, 0));
      return sign * order > 0 ? item : best;
    }, first);
  };
}

function joined(value: Value, given: Arguments): string {
  const key = keyOf(given, 1);
  const separator = textOf(argument(given, 0, 'd'));
  const parts = iterate(value).map((item) => textOf(key(item)));
  checkText(parts.reduce((sum, part) => sum + part.length + separator.length, 0));
  return parts.join(separator);
}

function grouped(value: Value, given: Arguments): Value[] {
  const path = argument(given, 0, 'attribute');
  const groups: [Value, Value[]][] = [];
  const keyed = iterate(value).map((item): [Value, Value] => {
    const key = attribute(item, path);
    return [key === undefined ? argument(given, 1, 'default') : key, item];
  });
  keyed.sort(([left], [right]) => ordered(folded(left, given, 2), folded(right, given, 2)));
  for (const [key, item] of keyed) {
    const last = groups.at(-1);
    if (last && equal(folded(last[0], given, 2), folded(key, given, 2))) last[1].push(item);
    else groups.push([key, [item]]);
  }
  return groups.map((group) => new Tuple(group));
}

function batched(value: Value, given: Arguments): Value[] {
  const size = positive(argument(given, 0, 'linecount'));
  const fill = argument(given, 1, 'fill_with') ?? null;
  const items = iterate(value);
  const batches: Value[][] = [];
  for (let at = 0; at < items.length; at += size) batches.push(items.slice(at, at + size));
  const last = batches.at(-1);
  if (last && fill !== null) {
    checkItems(size);
    while (last.length < size) last.push(fill);
  }
  return batches;
}

function sliced(value: Value, given: Arguments): Value[] {
  const count = positive(argument(given, 0, 'slices'));
  checkItems(count);
  const fill = argument(given, 1, 'fill_with') ?? null;
  const items = iterate(value);
  const size = Math.floor(items.length / count);
  const longer = items.length % count;
  return Array.from({ length: count }, (_, index) => {
    const start = index * size + Math.min(index, longer);
    const part = items.slice(start, start + size + (index < longer ? 1 : 0));
    return fill !== null && index >= longer ? [...part, fill] : part;
  });
}

function positive(value: Value): number {
  if (typeof value === 'number' && value > 0) return value;
  return fail(`A number above zero is wanted, not ${kindOf(value)}`);
}

function summed(value: Value, given: Arguments): Value {
  const key = keyOf(given, 0);
  const start = argument(given, 1, 'start') ?? 0;
  return iterate(value).reduce((sum, item) => arithmetic('Add', sum, key(item)), start);
}

function reversed(value: Value): Value {
  const items = iterate(value).toReversed();
  return typeof value === 'string' ? items.map(textOf).join('') : items;
}

function dictSorted(value: Value, given: Arguments): Value[] {
  if (!(value instanceof Map)) return fail(`dictsort wants a dict, not ${kindOf(value)}`);
  const place = argument(given, 1, 'by') === 'value' ? 1 : 0;
  const sign = truthy(argument(given, 2, 'reverse')) ? -1 : 1;
  const pairs = [...value];
  pairs.sort(
    (left, right) => sign * ordered(folded(left[place], given, 0), folded(right[place], given, 0)),
  );
  return pairs.map((pair) => new Tuple(pair));
}

function testing(keep: boolean, first: number): Filter {
  return (value, { args }) => {
    const name = args[first] === undefined ? undefined : textOf(args[first]);
    const test = name === undefined ? truthy : TESTS.get(SIGNS.get(name) ?? name);
    if (!test) return fail(`There is no test "${name ?? ''}"`);
    const rest = args.slice(first + 1);
    return iterate(value).filter((item) => {
      const tested = first === 0 ? item : attribute(item, args[0]);
      return test(tested, rest) === keep;
    });
  };
}

const SIGNS: ReadonlyMap<string, string> = new Map([
  ['==', 'eq'],
  ['!=', 'ne'],
  ['<', 'lt'],
  ['<=', 'le'],
  ['>', 'gt'],
  ['>=', 'ge'],
]);

function firstOf(value: Value): Value {
  return iterate(value)[0];
}

function lastOf(value: Value): Value {
  return iterate(value).at(-1);
}

export const SEQUENCE_FILTERS: readonly (readonly [string, Filter])[] = [
  ['attr', (value, { args }) => (value === undefined ? undefined : attribute(value, args[0]))],
  ['batch', batched],
  ['dictsort', dictSorted],
  ['first', firstOf],
  ['groupby', grouped],
  ['items', (value) => (value instanceof Map ? [...value].map((pair) => new Tuple(pair)) : [])],
  ['join', joined],
  ['last', lastOf],
  ['list', (value) => [...iterate(value)]],
  ['max', extreme(1)],
  ['min', extreme(-1)],
  ['reject', testing(false, 0)],
  ['rejectattr', testing(false, 1)],
  ['reverse', reversed],
  ['select', testing(true, 0)],
  ['selectattr', testing(true, 1)],
  ['slice', sliced],
  ['sort', sorted],
  ['sum', summed],
  ['unique', unique],
];

import { checkItems } from '../../render/budget.js';
import type { RenderContext } from '../../render/renderContext.js';
import { fail } from '../../render/templateFailure.js';
import { compared, equal } from '../../values/compare.js';
import { dictItems } from '../../values/dictKeys.js';
import { iterate, lengthOf, listOf } from '../../values/iterate.js';
import { itemOf } from '../../values/lookUp.js';
import { escaped } from '../../values/markup.js';
import { binary } from '../../values/operators.js';
import { Dict, Generator, Markup } from '../../values/pythonValue.js';
import type { Value } from '../../values/pythonValue.js';
import { textOf } from '../../values/pythonText.js';
import { sliceOf } from '../../values/slices.js';
import { isInt, strOf, typeNameOf } from '../../values/typeNames.js';
import { attributePath, partAt } from '../attributePath.js';
import { byPlace, needed, optional } from '../builtin.js';
import type { Builtin } from '../builtin.js';
import { reversedItems } from '../reversedItems.js';
import { joinTexts, softText } from '../softText.js';

function* batched(
  [value, size, fill]: readonly Value[],
  context: RenderContext,
): IterableIterator<Value> {
  let batch: Value[] = [];
  const items = iterate(value);
  for (let next = items.next(); next.done !== true; next = items.next()) {
    context.budget.step();
    if (equal(batch.length, size)) {
      yield batch;
      batch = [];
    }
    batch.push(next.value);
  }
  if (batch.length === 0) return;
  if (fill !== null && compared('<', batch.length, size)) {
    const missing = wholeNumber(binary('-', size, batch.length), 'The size of a batch');
    checkItems(missing);
    for (let left = missing; left > 0; left -= 1) batch.push(fill);
  }
  yield batch;
}

function* sliced(
  [value, slices, fill]: readonly Value[],
  context: RenderContext,
): IterableIterator<Value> {
  const items = listOf(value);
  const count = wholeNumber(slices, 'The number of slices');
  if (count === 0) fail('A list is not cut into 0 slices');
  const size = Math.floor(items.length / count);
  const longer = items.length - size * count;
  let start = 0;
  for (let index = 0; index < count; index += 1) {
    context.budget.step();
    const end = start + size + (index < longer ? 1 : 0);
    const slice = items.slice(start, end);
    if (fill !== null && index >= longer) slice.push(fill);
    start = end;
    yield slice;
  }
}

function wholeNumber(value: Value, what: string): number {
  return isInt(value) ? Number(value) : fail(`${what} is a whole number, not ${typeNameOf(value)}`);
}

function* pairs(value: Value, { budget }: RenderContext): IterableIterator<Value> {
  if (value === undefined) return;
  if (!(value instanceof Dict)) return fail(`items needs a dict, not ${typeNameOf(value)}`);
  for (const pair of dictItems(value)) {
    budget.step();
    yield pair;
  }
}

function joined([value, separator, attribute]: readonly Value[], context: RenderContext): Value {
  const path = attribute === null ? undefined : attributePath(attribute);
  const items = path ? listOf(value).map((item) => partAt(item, path, context)) : listOf(value);
  if (!context.autoescape) return joinTexts(textOf(separator), items);
  if (separator instanceof Markup) return joinTexts(separator, items.map(softText));
  const hasMarkup = items.some((item) => item instanceof Markup);
  return joinTexts(hasMarkup ? escaped(separator) : textOf(separator), items);
}

function summed([value, attribute, start]: readonly Value[], context: RenderContext): Value {
  if (strOf(start) !== undefined) fail('sum adds no texts; use join');
  const path = attribute === null ? [] : attributePath(attribute);
  let sum = start;
  const items = iterate(value);
  for (let next = items.next(); next.done !== true; next = items.next()) {
    context.budget.step();
    sum = binary('+', sum, partAt(next.value, path, context));
  }
  return sum;
}

function reversed(value: Value): Value {
  if (strOf(value) !== undefined) return sliceOf(value, { from: null, to: null, step: -1 });
  const backwards = reversedItems(value);
  return backwards ? new Generator(backwards.items, backwards.typeName) : listOf(value).reverse();
}

function firstOf(value: Value): Value {
  const next = iterate(value).next();
  return next.done === true ? undefined : next.value;
}

function lastOf(value: Value): Value {
  const backwards = reversedItems(value);
  if (!backwards) return fail(`last does not work on ${typeNameOf(value)}; make it a list first`);
  const next = backwards.items.next();
  return next.done === true ? undefined : next.value;
}

/** Rendering has no randomness, so that the same row always gives the same text. */
function someOf(value: Value): Value {
  const length = counted(value);
  if (length === 0) return undefined;
  const item = itemOf(value, 0);
  return item === undefined ? fail(`random does not work on ${typeNameOf(value)}`) : item;
}

function counted(value: Value): number {
  return lengthOf(value) ?? fail(`A value of type ${typeNameOf(value)} has no length`);
}

const LENGTH = { parameters: [byPlace('obj')], run: ([value]: readonly Value[]) => counted(value) };

function onValue(name: string, run: (value: Value) => Value): Builtin {
  return { name, parameters: [needed('value')], run: ([value]) => run(value) };
}

/** Filters on lists and everything else that has items. */
export const SEQUENCE_FILTERS: readonly Builtin[] = [
  {
    name: 'batch',
    parameters: [needed('value'), needed('linecount'), optional('fill_with', null)],
    run: (bound, context) => new Generator(batched(bound, context)),
  },
  { name: 'count', ...LENGTH },
  onValue('first', firstOf),
  {
    name: 'items',
    parameters: [needed('value')],
    run: ([value], context) => new Generator(pairs(value, context)),
  },
  {
    name: 'join',
    parameters: [needed('value'), optional('d', ''), optional('attribute', null)],
    run: joined,
  },
  onValue('last', lastOf),
  { name: 'length', ...LENGTH },
  onValue('list', listOf),
  onValue('random', someOf),
  onValue('reverse', reversed),
  {
    name: 'slice',
    parameters: [needed('value'), needed('slices'), optional('fill_with', null)],
    run: (bound, context) => new Generator(sliced(bound, context)),
  },
  {
    name: 'sum',
    parameters: [needed('iterable'), optional('attribute', null), optional('start', 0)],
    run: summed,
  },
];

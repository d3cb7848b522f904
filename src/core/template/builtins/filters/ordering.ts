import type { RenderContext } from '../../render/renderContext.js';
import { fail } from '../../render/templateFailure.js';
import { compared, same } from '../../values/compare.js';
import { dictItems, hashOf } from '../../values/dictKeys.js';
import { iterate, listOf } from '../../values/iterate.js';
import { Callable, Dict, Generator, Tuple } from '../../values/pythonValue.js';
import type { DictKey, Value } from '../../values/pythonValue.js';
import { sortedBy } from '../../values/sorted.js';
import { truthy } from '../../values/truth.js';
import { isInt, strOf, typeNameOf } from '../../values/typeNames.js';
import { attributePath, attributePaths, partAt, withoutCase } from '../attributePath.js';
import { needed, optional } from '../builtin.js';
import type { Builtin } from '../builtin.js';

type KeyOf = (item: Value) => Value;

/** What an item is compared by; without its case unless that matters. */
function keyOf(attribute: Value, caseMatters: Value, context: RenderContext): KeyOf {
  const path = attributePath(attribute);
  const isExact = truthy(caseMatters);
  return (item) => {
    const part = partAt(item, path, context);
    return isExact ? part : withoutCase(part);
  };
}

function sortedByKey(items: readonly Value[], key: KeyOf, reverse: Value): Value[] {
  const call = new Callable('key', ({ args }) => key(args[0]));
  return sortedBy(items, call, direction(reverse));
}

/** Python takes a whole number here, no other kind of truth. */
function direction(reverse: Value): 'up' | 'down' {
  if (!isInt(reverse)) return fail(`reverse is true or false, not ${typeNameOf(reverse)}`);
  return truthy(reverse) ? 'down' : 'up';
}

function sorted(
  [value, reverse, caseMatters, attribute]: readonly Value[],
  context: RenderContext,
): Value {
  const paths = attributePaths(attribute);
  const isExact = truthy(caseMatters);
  const items = listOf(value);
  const [path] = paths;
  if (path?.length === 0 && items.every((item) => typeof item === 'string')) {
    // Texts can be compared as they are, without a list for each.
    return sortedByKey(items, isExact ? (item) => item : withoutCase, reverse);
  }
  // A list per item: what is equal at one place is compared at the next.
  const key: KeyOf = (item) =>
    paths.map((path) => {
      const part = partAt(item, path, context);
      return isExact ? part : withoutCase(part);
    });
  return sortedByKey(items, key, reverse);
}

function dictSorted([dict, caseMatters, by, reverse]: readonly Value[]): Value {
  const what = strOf(by);
  if (what !== 'key' && what !== 'value') return fail('dictsort sorts by "key" or by "value"');
  if (!(dict instanceof Dict)) return fail(`dictsort needs a dict, not ${typeNameOf(dict)}`);
  const place = what === 'key' ? 0 : 1;
  const isExact = truthy(caseMatters);
  const key: KeyOf = (item) => {
    const part = item instanceof Tuple ? item.items[place] : undefined;
    return isExact ? part : withoutCase(part);
  };
  return sortedByKey(dictItems(dict), key, reverse);
}

function* unique(
  [value, caseMatters, attribute]: readonly Value[],
  context: RenderContext,
): IterableIterator<Value> {
  const key = keyOf(attribute, caseMatters, context);
  const seen = new Set<DictKey>();
  const items = iterate(value);
  for (let next = items.next(); next.done !== true; next = items.next()) {
    context.budget.step();
    const hash = hashOf(key(next.value));
    if (seen.has(hash)) continue;
    seen.add(hash);
    yield next.value;
  }
}

function extreme(name: 'min' | 'max'): Builtin {
  const operator = name === 'min' ? '<' : '>';
  return {
    name,
    parameters: [needed('value'), optional('case_sensitive', false), optional('attribute', null)],
    run([value, caseMatters, attribute], context) {
      const items = iterate(value);
      const first = items.next();
      if (first.done === true) return undefined;
      const key = keyOf(attribute, caseMatters, context);
      let best = first.value;
      let bestKey = key(best);
      for (let next = items.next(); next.done !== true; next = items.next()) {
        context.budget.step();
        const itemKey = key(next.value);
        if (!compared(operator, itemKey, bestKey)) continue;
        best = next.value;
        bestKey = itemKey;
      }
      return best;
    },
  };
}

const GROUP_PARTS = ['grouper', 'list'];

function grouped(
  [value, attribute, otherwise, caseMatters]: readonly Value[],
  context: RenderContext,
): Value {
  const path = attributePath(attribute);
  const isExact = truthy(caseMatters);
  const exactKey: KeyOf = (item) => partAt(item, path, context, otherwise);
  const key: KeyOf = isExact ? exactKey : (item) => withoutCase(exactKey(item));
  const groups: { readonly key: Value; readonly items: Value[] }[] = [];
  for (const item of sortedByKey(listOf(value), key, false)) {
    const itemKey = key(item);
    const last = groups.at(-1);
    if (last && same(last.key, itemKey)) last.items.push(item);
    else groups.push({ key: itemKey, items: [item] });
  }
  // The group is named as its first item has it, in its own case.
  return groups.map(({ items }) => new Tuple([exactKey(items[0]), items], GROUP_PARTS));
}

/** Filters that compare items. */
export const ORDERING_FILTERS: readonly Builtin[] = [
  {
    name: 'dictsort',
    parameters: [
      needed('value'),
      optional('case_sensitive', false),
      optional('by', 'key'),
      optional('reverse', false),
    ],
    run: dictSorted,
  },
  {
    name: 'groupby',
    parameters: [
      needed('value'),
      needed('attribute'),
      optional('default', null),
      optional('case_sensitive', false),
    ],
    run: grouped,
  },
  extreme('max'),
  extreme('min'),
  {
    name: 'sort',
    parameters: [
      needed('value'),
      optional('reverse', false),
      optional('case_sensitive', false),
      optional('attribute', null),
    ],
    run: sorted,
  },
  {
    name: 'unique',
    parameters: [needed('value'), optional('case_sensitive', false), optional('attribute', null)],
    run: (bound, context) => new Generator(unique(bound, context)),
  },
];

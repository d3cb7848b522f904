import type { RenderContext } from '../../render/renderContext.js';
import { fail } from '../../render/templateFailure.js';
import { iterate } from '../../values/iterate.js';
import { methodOf } from '../../values/methods/methodTable.js';
import { Dict, Generator, Tuple } from '../../values/pythonValue.js';
import type { Given, Value } from '../../values/pythonValue.js';
import { truthy } from '../../values/truth.js';
import { strOf, typeNameOf } from '../../values/typeNames.js';
import { attributePath, partAt } from '../attributePath.js';
import { needed, optional } from '../builtin.js';
import type { Builtin } from '../builtin.js';

const ARGUMENTS = [
  needed('value'),
  { name: 'args', rest: 'positional' as const },
  { name: 'kwargs', rest: 'named' as const },
];

function givenOf(args: Value, named: Value): Given {
  return {
    args: args instanceof Tuple ? args.items : [],
    named: new Map(
      named instanceof Dict
        ? Array.from(named.entries.values(), ({ key, value }) => [strOf(key) ?? '', value])
        : [],
    ),
  };
}

/** Nothing happens before the first item is asked for; what is false has none at all. */
function* mapped(
  [value, args, named]: readonly Value[],
  context: RenderContext,
): IterableIterator<Value> {
  if (!truthy(value)) return;
  const change = changeOf(givenOf(args, named), context);
  const items = iterate(value);
  for (let next = items.next(); next.done !== true; next = items.next()) {
    context.budget.step();
    yield change(next.value);
  }
}

function changeOf({ args, named }: Given, context: RenderContext): (item: Value) => Value {
  const [filter, ...others] = args;
  if (args.length > 0) {
    const name = strOf(filter) ?? fail(`map needs the name of a filter, not ${typeNameOf(filter)}`);
    return (item) => context.filter(name, item, { args: others, named });
  }
  if (!named.has('attribute')) return fail('map needs the name of a filter, or an attribute');
  const unknown = [...named.keys()].find((name) => name !== 'attribute' && name !== 'default');
  if (unknown !== undefined) fail(`map has no argument "${unknown}"`);
  const path = attributePath(named.get('attribute'));
  const otherwise = named.has('default') ? named.get('default') : null;
  return (item) => partAt(item, path, context, otherwise);
}

interface Selection {
  /** Whether items that pass the test are kept. */
  readonly keeps: boolean;
  /** Whether the first argument names the part of each item that is tested. */
  readonly byAttribute: boolean;
}

function* selected(
  [value, args, named]: readonly Value[],
  context: RenderContext,
  { keeps, byAttribute }: Selection,
): IterableIterator<Value> {
  if (!truthy(value)) return;
  const passes = testOf(givenOf(args, named), context, byAttribute ? 1 : 0);
  const items = iterate(value);
  for (let next = items.next(); next.done !== true; next = items.next()) {
    context.budget.step();
    if (passes(next.value) === keeps) yield next.value;
  }
}

/** The arguments before `place` are the attribute, the one there names the test. */
function testOf(
  { args, named }: Given,
  context: RenderContext,
  place: number,
): (item: Value) => boolean {
  if (args.length < place) return fail('The name of an attribute is missing');
  const path = place === 0 ? [] : attributePath(args[0]);
  const others = args.slice(place + 1);
  if (args.length === place) return (item) => truthy(partAt(item, path, context));
  const name = strOf(args[place]);
  if (name === undefined) return fail(`A test is named by a text, not ${typeNameOf(args[place])}`);
  return (item) => context.test(name, partAt(item, path, context), { args: others, named });
}

function selection(name: string, how: Selection): Builtin {
  return {
    name,
    parameters: ARGUMENTS,
    run: (bound, context) => new Generator(selected(bound, context, how)),
  };
}

/** Jinja2's `attr`: data and methods, never an item. */
function attributeOnly([value, name]: readonly Value[], context: RenderContext): Value {
  const text = strOf(name) ?? fail(`The name of an attribute is a text, not ${typeNameOf(name)}`);
  return value instanceof Dict ? methodOf(value, text) : context.attribute(value, text);
}

function defaulted([value, otherwise, isBoolean]: readonly Value[]): Value {
  return value === undefined || (truthy(isBoolean) && !truthy(value)) ? otherwise : value;
}

const DEFAULT = {
  parameters: [needed('value'), optional('default_value', ''), optional('boolean', false)],
  run: defaulted,
};

/** Filters that choose or look up parts of values. */
export const SELECTING_FILTERS: readonly Builtin[] = [
  { name: 'attr', parameters: [needed('obj'), needed('name')], run: attributeOnly },
  { name: 'd', ...DEFAULT },
  { name: 'default', ...DEFAULT },
  {
    name: 'map',
    parameters: ARGUMENTS,
    run: (bound, context) => new Generator(mapped(bound, context)),
  },
  selection('reject', { keeps: false, byAttribute: false }),
  selection('rejectattr', { keeps: false, byAttribute: true }),
  selection('select', { keeps: true, byAttribute: false }),
  selection('selectattr', { keeps: true, byAttribute: true }),
];

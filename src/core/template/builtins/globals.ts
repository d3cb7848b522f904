import { countWork } from '../render/budget.js';
import { fail } from '../render/templateFailure.js';
import { bindArguments } from '../values/bindArguments.js';
import type { BoundParameter } from '../values/bindArguments.js';
import { fillFrom } from '../values/methods/dictMethods.js';
import { methodOf } from '../values/methods/methodTable.js';
import { Callable, Dict, Tuple } from '../values/pythonValue.js';
import type { Value } from '../values/pythonValue.js';
import { textOf } from '../values/pythonText.js';
import { rangeOf } from '../values/rangeObject.js';
import { Cycler, Joiner, Namespace } from './globalObjects.js';
import { LIPSUM } from './lipsum.js';

const ANY_ARGUMENTS: readonly BoundParameter[] = [
  { name: 'args', rest: 'positional' },
  { name: 'kwargs', rest: 'named' },
];

/** A class of Python's: calling it makes an object. */
class ClassObject extends Callable {
  constructor(
    name: string,
    /** As printing it gives, e.g. `jinja2.utils.Cycler`. */
    private readonly path: string,
    build: (bound: readonly Value[]) => Value,
  ) {
    super(name, (given) => build(bindArguments(`${name}()`, ANY_ARGUMENTS, given)), 'type');
  }
  override attribute(name: string): Value {
    return this.name === 'dict' && name === 'fromkeys' ? methodOf(new Dict(), name) : undefined;
  }
  override text(): string {
    return `<class '${this.path}'>`;
  }
}

function itemsOf(value: Value): readonly Value[] {
  return value instanceof Tuple ? value.items : [];
}

/** Python's `dict(…)`: of a dict or of pairs, then of names and values. */
function dictFrom(callee: string, [args, named]: readonly Value[]): Dict {
  const sources = itemsOf(args);
  if (sources.length > 1) fail(`${callee} takes at most 1 argument by place`);
  if (sources.length === 1 && sources[0] === undefined) fail(`${callee} got an undefined value`);
  const dict = new Dict();
  for (const source of sources) fillFrom(dict, source);
  fillFrom(dict, named);
  return dict;
}

function noNames(callee: string, named: Value): void {
  if (named instanceof Dict && named.entries.size > 0) fail(`${callee} takes no named arguments`);
}

function range([args, named]: readonly Value[]): Value {
  noNames('range()', named);
  const bounds = itemsOf(args);
  if (bounds.length === 0 || bounds.length > 3) fail('range() takes 1 to 3 whole numbers');
  const [first, second, step] = bounds;
  if (bounds.length === 1) return rangeOf(0, first, 1);
  return rangeOf(first, second, bounds.length === 3 ? step : 1);
}

function cycler([args, named]: readonly Value[]): Value {
  noNames('cycler()', named);
  const items = itemsOf(args);
  if (items.length === 0) fail('cycler() needs at least one item');
  countWork(items.length);
  return new Cycler(items);
}

const SEPARATOR: readonly BoundParameter[] = [{ name: 'sep', otherwise: ', ' }];

function joiner([args, named]: readonly Value[]): Value {
  const names = new Map<string, Value>();
  if (named instanceof Dict) {
    for (const { key, value } of named.entries.values()) names.set(textOf(key), value);
  }
  const [separator] = bindArguments('joiner()', SEPARATOR, { args: itemsOf(args), named: names });
  return new Joiner(separator);
}

/** The names that every template knows; nothing in them changes. */
export const GLOBALS: ReadonlyMap<string, Value> = new Map<string, Value>([
  ['range', new ClassObject('range', 'range', range)],
  ['dict', new ClassObject('dict', 'dict', (bound) => dictFrom('dict()', bound))],
  ['lipsum', LIPSUM],
  ['cycler', new ClassObject('cycler', 'jinja2.utils.Cycler', cycler)],
  ['joiner', new ClassObject('joiner', 'jinja2.utils.Joiner', joiner)],
  [
    'namespace',
    new ClassObject(
      'namespace',
      'jinja2.utils.Namespace',
      (bound) => new Namespace(dictFrom('namespace()', bound)),
    ),
  ],
]);

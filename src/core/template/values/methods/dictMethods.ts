import { checkItems } from '../../render/budget.js';
import { fail } from '../../render/templateFailure.js';
import { dictDelete, dictGet, dictHas, dictSet } from '../dictKeys.js';
import { DictView } from '../dictView.js';
import { iterate, iteratorOf, listOf } from '../iterate.js';
import { Dict, Tuple } from '../pythonValue.js';
import type { Value } from '../pythonValue.js';
import { reprOf } from '../pythonText.js';
import { typeNameOf } from '../typeNames.js';
import { method } from './method.js';
import type { Method, Methods } from './method.js';

export const DICT_METHODS: Methods<Dict> = new Map<string, Method<Dict>>([
  [
    'clear',
    method('', (dict) => {
      dict.entries.clear();
      return null;
    }),
  ],
  ['copy', method('', copied)],
  ['fromkeys', method('iterable, value=None, /', (_, [keys, value]) => fromKeys(keys, value))],
  [
    'get',
    method('key, default=None, /', (dict, [key, otherwise]) =>
      dictHas(dict, key) ? dictGet(dict, key) : otherwise,
    ),
  ],
  ['items', method('', (dict) => new DictView('items', dict))],
  ['keys', method('', (dict) => new DictView('keys', dict))],
  ['pop', method('key, *default', (dict, [key, rest]) => popped(dict, key, rest))],
  ['popitem', method('', lastPopped)],
  [
    'setdefault',
    method('key, default=None, /', (dict, [key, otherwise]) => {
      if (!dictHas(dict, key)) dictSet(dict, key, otherwise);
      return dictGet(dict, key);
    }),
  ],
  [
    'update',
    method('*other, **pairs', (dict, [other, pairs]) => {
      if (other instanceof Tuple && other.items.length > 0) {
        if (other.items.length > 1) fail('update() takes at most 1 argument by place');
        fillFrom(dict, other.items[0]);
      }
      if (pairs instanceof Dict) fillFrom(dict, pairs);
      return null;
    }),
  ],
  ['values', method('', (dict) => new DictView('values', dict))],
]);

/** Adds the entries of a dict, or of pairs, as Python's `dict(source)` and `update` do. */
export function fillFrom(dict: Dict, source: Value): void {
  if (source instanceof Dict) {
    checkItems(dict.entries.size + source.entries.size);
    for (const [hash, { key, value }] of [...source.entries]) {
      const entry = dict.entries.get(hash);
      if (entry) entry.value = value;
      else dict.entries.set(hash, { key, value });
    }
    return;
  }
  const pairs = iterate(source);
  for (let next = pairs.next(); next.done !== true; next = pairs.next()) {
    if (!iteratorOf(next.value)) {
      fail(`A dict is made of pairs; one of them is of type ${typeNameOf(next.value)}`);
    }
    const pair = listOf(next.value);
    if (pair.length !== 2) fail(`A dict is made of pairs; one has ${pair.length} items`);
    dictSet(dict, pair[0], pair[1]);
    checkItems(1);
  }
}

function copied(dict: Dict): Dict {
  const copy = new Dict();
  fillFrom(copy, dict);
  return copy;
}

function fromKeys(keys: Value, value: Value): Dict {
  const dict = new Dict();
  for (const key of listOf(keys)) dictSet(dict, key, value);
  return dict;
}

function popped(dict: Dict, key: Value, rest: Value): Value {
  const others = rest instanceof Tuple ? rest.items : [];
  if (others.length > 1) fail('pop() takes at most 2 arguments by place');
  // An empty dict does not even look whether the key can be one.
  if (dict.entries.size > 0 && dictHas(dict, key)) {
    const value = dictGet(dict, key);
    dictDelete(dict, key);
    return value;
  }
  return others.length === 1 ? others[0] : fail(`The dict has no key ${reprOf(key)}`);
}

function lastPopped(dict: Dict): Tuple {
  const last = [...dict.entries].at(-1);
  if (!last) return fail('popitem() finds no entry in an empty dict');
  checkItems(dict.entries.size);
  const [hash, { key, value }] = last;
  dict.entries.delete(hash);
  return new Tuple([key, value]);
}

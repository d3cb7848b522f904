import assert from 'node:assert/strict';
import { dictOf } from '../../../../../src/core/template/values/dictKeys.js';
import { iterate, listOf } from '../../../../../src/core/template/values/iterate.js';
import {
  Callable,
  Float,
  Generator,
  Tuple,
} from '../../../../../src/core/template/values/pythonValue.js';
import type { Dict, Value } from '../../../../../src/core/template/values/pythonValue.js';
import { reprOf } from '../../../../../src/core/template/values/pythonText.js';
import { called, printed } from './valueCases.js';

type Changed<T> = readonly [
  method: string,
  args: readonly Value[],
  named: Readonly<Record<string, Value>>,
  before: () => T,
  after: string,
];

const negative = new Callable('negative', ({ args }) => -Number(args[0]));

const LISTS: readonly Changed<Value[]>[] = [
  ['append', [5], {}, () => [1], '[1, 5]'],
  ['clear', [], {}, () => [1, 2], '[]'],
  ['extend', ['ab'], {}, () => [1], "[1, 'a', 'b']"],
  ['insert', [-1, 9], {}, () => [1, 2], '[1, 9, 2]'],
  ['insert', [50, 9], {}, () => [1, 2], '[1, 2, 9]'],
  ['insert', [-50, 9], {}, () => [1, 2], '[9, 1, 2]'],
  ['pop', [-2], {}, () => [1, 2, 3], '[1, 3]'],
  ['remove', [new Float(1)], {}, () => [0, true, 1], '[0, 1]'],
  ['reverse', [], {}, () => [1, 2, 3], '[3, 2, 1]'],
  ['sort', [], {}, () => [3, new Float(1.5), true, -2], '[-2, True, 1.5, 3]'],
  ['sort', [], { reverse: true }, () => [1, true, 2, new Float(1)], '[2, 1, True, 1.0]'],
  ['sort', [], { key: negative }, () => [1, 3, 2], '[3, 2, 1]'],
];

const DICTS: readonly Changed<Dict>[] = [
  ['clear', [], {}, () => dictOf([[1, 2]]), '{}'],
  ['setdefault', ['b'], {}, () => dictOf([['a', 1]]), "{'a': 1, 'b': None}"],
  ['update', [dictOf([[new Float(1), 'x']])], {}, () => dictOf([[1, 'a']]), "{1: 'x'}"],
  ['update', [[new Tuple(['a', 1]), 'bc']], {}, () => dictOf([]), "{'a': 1, 'b': 'c'}"],
  ['update', [], { z: 1 }, () => dictOf([['a', 1]]), "{'a': 1, 'z': 1}"],
  [
    'pop',
    ['a'],
    {},
    () =>
      dictOf([
        ['a', 1],
        ['b', 2],
      ]),
    "{'b': 2}",
  ],
  [
    'popitem',
    [],
    {},
    () =>
      dictOf([
        ['a', 1],
        ['b', 2],
      ]),
    "{'a': 1}",
  ],
];

describe('changes in place', () => {
  for (const [method, args, named, before, after] of [...LISTS, ...DICTS]) {
    const value = before();
    it(`${reprOf(value)}.${method}(${reprOf(new Tuple(args))}) leaves ${after}`, () => {
      called(value, method, args, named);
      assert.equal(reprOf(value), after);
    });
  }

  it('goes through a list as it grows', () => {
    const list: Value[] = [1];
    const items = iterate(list);
    items.next();
    list.push(2);
    assert.deepEqual(
      [items.next(), items.next()],
      [
        { done: false, value: 2 },
        { done: true, value: undefined },
      ],
    );
  });

  it('fails where a dict grows while it is looped over', () => {
    const dict = dictOf([
      ['a', 1],
      ['b', 2],
    ]);
    const items = iterate(dict);
    items.next();
    called(dict, 'update', [], { c: 3 });
    assert.equal(
      printed(() => items.next().value as Value),
      'fails',
    );
  });

  it('gives the items of a generator once', () => {
    const generator = new Generator([1, 2].values());
    assert.deepEqual([listOf(generator), listOf(generator)], [[1, 2], []]);
  });
});

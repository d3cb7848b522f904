import assert from 'node:assert/strict';
import { bindArguments } from '../../../../../src/core/template/values/bindArguments.js';
import type { BoundParameter } from '../../../../../src/core/template/values/bindArguments.js';
import type { Value } from '../../../../../src/core/template/values/pythonValue.js';
import { reprOf } from '../../../../../src/core/template/values/pythonText.js';

const PAIR: readonly BoundParameter[] = [{ name: 'old' }, { name: 'new', otherwise: 5 }];
const LOOSE: readonly BoundParameter[] = [
  { name: 'first' },
  { name: 'args', rest: 'positional' },
  { name: 'flag', otherwise: undefined, by: 'name' },
  { name: 'kwargs', rest: 'named' },
];
const PLACED: readonly BoundParameter[] = [{ name: 'value', by: 'place' }];

type Case = readonly [
  name: string,
  parameters: readonly BoundParameter[],
  args: readonly Value[],
  named: Readonly<Record<string, Value>>,
  expected: string,
];

const CASES: readonly Case[] = [
  ['by place', PAIR, [1, 2], {}, '[1, 2]'],
  ['a default', PAIR, [1], {}, '[1, 5]'],
  ['by name', PAIR, [], { new: 1, old: 2 }, '[2, 1]'],
  ['missing', PAIR, [], { new: 1 }, 'replace() is missing its argument "old"'],
  ['too many', PAIR, [1, 2, 3], {}, 'replace() takes at most 2 arguments by place, not 3'],
  ['none wanted', [], [1], {}, 'replace() takes no arguments by place, not 1'],
  ['twice', PAIR, [1], { old: 2 }, 'replace() got its argument "old" twice'],
  ['unknown', PAIR, [1], { size: 2 }, 'replace() has no argument "size"'],
  ['the rest', LOOSE, [1, 2, 3], { flag: 4, size: 5 }, "[1, (2, 3), 4, {'size': 5}]"],
  ['an empty rest', LOOSE, [1], {}, '[1, (), Undefined, {}]'],
  ['names of rests are free', LOOSE, [1], { args: 2 }, "[1, (), Undefined, {'args': 2}]"],
  ['only by place', PLACED, [], { value: 1 }, 'replace() has no argument "value"'],
];

describe('bindArguments', () => {
  for (const [name, parameters, args, named, expected] of CASES) {
    it(name, () => {
      assert.equal(outcome(parameters, args, named), expected);
    });
  }
});

function outcome(
  parameters: readonly BoundParameter[],
  args: readonly Value[],
  named: Readonly<Record<string, Value>>,
): string {
  try {
    const given = { args, named: new Map(Object.entries(named)) };
    return reprOf([...bindArguments('replace()', parameters, given)]);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

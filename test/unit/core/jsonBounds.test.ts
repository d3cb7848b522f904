import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { isWithinBounds } from '../../../src/core/jsonBounds.js';

const bounds = { depth: 3, values: 6 };

describe('isWithinBounds', () => {
  const cases: readonly [text: string, expected: boolean][] = [
    ['', true],
    ['7', true],
    ['[[[1]]]', true],
    ['[[[[1]]]]', false],
    ['{"a":{"b":{"c":1}}}', true],
    ['{"a":{"b":{"c":{}}}}', false],
    ['[1,2,3,4,5,6]', true],
    ['[1,2,3,4,5,6,7]', false],
    ['[[],[],[]]', true],
    ['[[],[],[],[]]', false],
    ['"[[[[[[[[[[,,,,,,,,,,"', true],
    ['"\\"[[[[[[[["', true],
    ['"\\\\"[[[[', false],
    [']]]][[[', true],
  ];
  for (const [text, expected] of cases) {
    it(`${text}: ${expected}`, () => assert.equal(isWithinBounds(text, bounds), expected));
  }

  it('counts the depth that a value has', () => {
    const deepest = (value: unknown): number =>
      typeof value === 'object' && value !== null
        ? 1 + Math.max(0, ...Object.values(value).map(deepest))
        : 0;
    const property = fc.property(fc.jsonValue(), (value) => {
      const [text, depth] = [JSON.stringify(value), deepest(value)];
      assert.ok(isWithinBounds(text, { depth, values: Infinity }));
      assert.equal(isWithinBounds(text, { depth: depth - 1, values: Infinity }), depth === 0);
    });
    fc.assert(property, { seed: 9 });
  });
});

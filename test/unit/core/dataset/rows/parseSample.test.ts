import assert from 'node:assert/strict';
import { parseSample } from '../../../../../src/core/dataset/rows/parseSample.js';

const cases: readonly [text: string, sample: ReturnType<typeof parseSample>][] = [
  ['200', { count: 200, seed: 1 }],
  [' 200 / 7 ', { count: 200, seed: 7 }],
  ['1/0', { count: 1, seed: 0 }],
  ['0', undefined],
  ['-3', undefined],
  ['2.5', undefined],
  ['200/', undefined],
  ['200/x', undefined],
  ['99999999999999999999', undefined],
  ['', undefined],
  ['all', undefined],
];

describe('parseSample', () => {
  for (const [text, sample] of cases) {
    it(JSON.stringify(text), () => assert.deepEqual(parseSample(text), sample));
  }
});

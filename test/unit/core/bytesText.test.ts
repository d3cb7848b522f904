import assert from 'node:assert/strict';
import { bytesText } from '../../../src/core/bytesText.js';

const cases: readonly (readonly [number, string])[] = [
  [0, '0 B'],
  [940, '940 B'],
  [999, '999 B'],
  [1000, '1.0 KB'],
  [9949, '9.9 KB'],
  [9960, '10 KB'],
  [999_499, '999 KB'],
  [999_500, '1.0 MB'],
  [3_400_000, '3.4 MB'],
  [1_073_741_824, '1.1 GB'],
  [2_000_000_000_000_000, '2000 TB'],
];

describe('bytesText', () => {
  for (const [bytes, text] of cases) {
    it(`${bytes} is ${text}`, () => assert.equal(bytesText(bytes), text));
  }
});

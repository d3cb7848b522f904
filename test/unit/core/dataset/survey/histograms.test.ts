import assert from 'node:assert/strict';
import {
  lengthHistogram,
  medianLength,
  numberHistogram,
} from '../../../../../src/core/dataset/survey/histograms.js';
import type { LengthPart, NumberPart } from '../../../../../src/core/dataset/survey/surveyPart.js';
import type { Bin } from '../../../../../src/core/dataset/tableProfile.js';

/** The place at which a length is counted: below 16 its own, then by its first four binary digits. */
function placeOf(length: number): number {
  if (length < 16) return length;
  const octave = Math.floor(Math.log2(length));
  return 8 * (octave - 2) + (Math.floor(length / 2 ** (octave - 3)) % 8);
}

function lengthsOf(lengths: readonly number[]): LengthPart {
  const counts = new Uint32Array(200);
  for (const length of lengths) counts[placeOf(length)] = (counts[placeOf(length)] ?? 0) + 1;
  return {
    shortest: Math.min(...lengths),
    longest: Math.max(...lengths),
    longestRow: 1,
    total: lengths.reduce((sum, length) => sum + length, 0),
    counts,
  };
}

function numbersOf(values: readonly number[], options: Partial<NumberPart> = {}): NumberPart {
  return {
    count: values.length,
    whole: values.filter(Number.isInteger).length,
    min: Math.min(...values),
    max: Math.max(...values),
    minRow: 1,
    maxRow: 1,
    mean: 0,
    squares: 0,
    sample: Float64Array.from(values),
    every: 1,
    ...options,
  };
}

const bins = (edges: readonly number[], counts: readonly number[]): Bin[] =>
  counts.map((count, at) => ({ from: edges[at] ?? 0, to: edges[at + 1] ?? 0, count }));

describe('lengthHistogram', () => {
  const cases: [string, number[], Bin[]][] = [
    ['one length', [5, 5], bins([5, 5], [2])],
    ['short ones, each its own', [1, 2, 2, 4], bins([1, 2, 3, 4, 4], [1, 2, 0, 1])],
    [
      'long ones, up to the longest',
      [16, 17, 31],
      bins([16, 18, 20, 22, 24, 26, 28, 30, 31], [2, 0, 0, 0, 0, 0, 0, 1]),
    ],
    ['one long one', [1000], bins([1000, 1000], [1])],
  ];
  for (const [name, lengths, expected] of cases) {
    it(name, () => assert.deepEqual(lengthHistogram(lengthsOf(lengths)), expected));
  }

  it('has no more bins than there is room for', () => {
    const found = lengthHistogram(lengthsOf([1, 50, 3000, 1_000_000]));
    assert.ok(found.length <= 24, `${found.length}`);
    assert.deepEqual([found[0]?.from, found.at(-1)?.to], [1, 1_000_000]);
    assert.equal(
      found.reduce((sum, { count }) => sum + count, 0),
      4,
    );
  });
});

describe('medianLength', () => {
  const cases: [string, number[], number][] = [
    ['one', [7], 7],
    ['the lower one of two', [3, 9], 3],
    ['the one in the middle', [1, 2, 3, 4, 15], 3],
    ['the middle of a bin', [50, 100, 100, 101, 5000], 99],
    ['never beyond all lengths', [1000, 1000], 1000],
  ];
  for (const [name, lengths, expected] of cases) {
    it(name, () => assert.equal(medianLength(lengthsOf(lengths)), expected));
  }
});

describe('numberHistogram', () => {
  const cases: [string, NumberPart, Bin[]][] = [
    ['one value', numbersOf([2.5, 2.5]), bins([2.5, 2.5], [2])],
    ['whole numbers near each other', numbersOf([1, 3, 3]), bins([1, 2, 3, 4], [1, 0, 2])],
    [
      'others in bins of equal width',
      numbersOf([0, 0.5, 1, 3]),
      bins([0, 0.75, 1.5, 2.25, 3], [2, 1, 0, 1]),
    ],
    [
      'the whole range of numbers',
      numbersOf([-1.7e308, 1.7e308]),
      bins([-1.7e308, 0, 1.7e308], [1, 1]),
    ],
  ];
  for (const [name, numbers, expected] of cases) {
    it(name, () => assert.deepEqual(numberHistogram(numbers), expected));
  }

  it('shares all numbers out as a sample has them', () => {
    const sample = Float64Array.of(0.5, 1, 1, 1);
    const found = numberHistogram(numbersOf([0.5, 2], { count: 1001, sample, every: 256 }));
    assert.equal(
      found.reduce((sum, { count }) => sum + count, 0),
      1001,
    );
    assert.deepEqual(
      found.filter(({ count }) => count > 0).map(({ count }) => count),
      [250, 751],
    );
  });
});

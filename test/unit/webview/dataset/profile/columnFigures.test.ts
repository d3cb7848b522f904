import assert from 'node:assert/strict';
import type { ColumnProfileView } from '../../../../../src/shared/datasetViews.js';
import { columnChart, chartWords } from '../../../../../src/webview/dataset/profile/columnChart.js';
import {
  columnFigures,
  shareWords,
} from '../../../../../src/webview/dataset/profile/columnFigures.js';

const lengths = {
  shortest: 12,
  longest: 340,
  mean: 88,
  median: 80,
  longestRow: 3,
  histogram: [
    { from: 12, to: 100, count: 60 },
    { from: 100, to: 340, count: 38 },
  ],
};
const numbers = {
  count: 98,
  min: -1.5,
  max: 1234567,
  mean: 3,
  std: 1,
  minRow: 4,
  maxRow: 9,
  histogram: [
    { from: -1.5, to: 1000, count: 90 },
    { from: 1000, to: 1234567, count: 8 },
  ],
  histogramIsExact: true,
};
const text: ColumnProfileView = {
  name: 'answer',
  kind: 'text',
  types: 'string 98, null 2',
  filled: 98,
  empty: 2,
  missing: 0,
  firstMissing: null,
  distinct: 97,
  distinctIsExact: true,
  lengths,
  numbers: null,
  top: [],
};
const value = (label: string, count: number) => ({
  text: label,
  kind: 'string',
  count,
  isExact: true,
  row: 1,
});
const choice = { distinct: 2, top: [value('yes', 60), value('no', 38)] };

describe('columnFigures', () => {
  const cases: [name: string, profile: ColumnProfileView, figures: string][] = [
    ['texts', text, '2 % empty · 97 distinct · 12–340 ch'],
    ['an estimate', { ...text, distinctIsExact: false }, '2 % empty · ≈97 distinct · 12–340 ch'],
    ['all different', { ...text, filled: 100, empty: 0, distinct: 100 }, 'unique · 12–340 ch'],
    [
      'numbers',
      { ...text, kind: 'number', numbers, empty: 0, missing: 2 },
      '2 % empty · 97 distinct · -1.5–1,234,567',
    ],
    [
      'one value',
      { ...text, filled: 100, empty: 0, distinct: 1, lengths: { ...lengths, longest: 12 } },
      '1 distinct · 12 ch',
    ],
    ['booleans', { ...text, kind: 'boolean', ...choice }, '2 % empty · 2 distinct'],
    ['nothing', { ...text, kind: 'empty', filled: 0, empty: 100, distinct: 0 }, 'all empty'],
    [
      'no such field',
      { ...text, kind: 'empty', filled: 0, empty: 0, missing: 100, distinct: 0 },
      'missing in all rows',
    ],
  ];
  for (const [name, profile, figures] of cases) {
    it(`tells ${name} in a line`, () => assert.equal(columnFigures(profile, 100), figures));
  }

  it('says nothing of no rows', () => assert.equal(columnFigures(text, 0), ''));

  const shares: [part: number, whole: number, words: string][] = [
    [0, 100, '0 %'],
    [1, 1_000_000, '<0.1 %'],
    [999_999, 1_000_000, '>99.9 %'],
    [100, 100, '100 %'],
    [4, 1000, '0.4 %'],
    [2, 100, '2 %'],
    [996, 1000, '99.6 %'],
    [1, 3, '33 %'],
    [0, 0, '0 %'],
  ];
  for (const [part, whole, words] of shares) {
    it(`${part} of ${whole} is ${words}`, () => assert.equal(shareWords(part, whole), words));
  }
});

describe('columnChart', () => {
  it('draws few values as bars that stand apart', () => {
    const chart = columnChart({ ...text, ...choice }, 100);
    assert.deepEqual(chart, {
      kind: 'values',
      of: 'values',
      bars: [
        { height: 1, count: 60, label: 'yes' },
        { height: 38 / 60, count: 38, label: 'no' },
      ],
      filled: 0.98,
      missing: 0,
    });
    assert.equal(chartWords(chart), 'Values: yes 60, no 38; 98 % filled');
  });

  it('draws numbers by their size, and texts by their length', () => {
    const drawn = (profile: ColumnProfileView) => chartWords(columnChart(profile, 100));
    assert.equal(
      drawn({ ...text, kind: 'number', numbers }),
      'Histogram of numbers: most, 92 %, from -1.5 to 1,000; 98 % filled',
    );
    assert.equal(drawn(text), 'Histogram of lengths: most, 61 %, from 12 to 100; 98 % filled');
  });

  it('draws how full a column is where it can draw nothing else', () => {
    const empty = columnChart({ ...text, filled: 0, missing: 40, lengths: null, distinct: 0 }, 100);
    assert.deepEqual(empty, { kind: 'none', of: '', bars: [], filled: 0, missing: 0.4 });
    assert.equal(chartWords(empty), '0 % filled');
  });

  it('takes a column whose frequent values are not all known by its lengths', () => {
    assert.equal(columnChart({ ...text, distinct: 5, top: choice.top }, 100).kind, 'histogram');
  });
});

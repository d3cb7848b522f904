import assert from 'node:assert/strict';
import { chart, profileTable } from '../../../../src/cli/dataset/profileTable.js';
import type { ColumnProfile } from '../../../../src/core/dataset/tableProfile.js';

const bins = (...counts: number[]) => counts.map((count, from) => ({ from, to: from + 1, count }));

const lengths = { shortest: 1, longest: 1200, mean: 20, median: 18, longestRow: 3 };
const numbers = {
  min: 0,
  max: 10,
  mean: 5.25,
  std: 1,
  minRow: 1,
  maxRow: 2,
  histogramIsExact: true,
};
const column = (name: string, rest: Partial<ColumnProfile>): ColumnProfile => ({
  name,
  types: { string: 100 },
  missing: 0,
  empty: 0,
  distinct: 100,
  distinctIsExact: true,
  top: [],
  ...rest,
});
const top = (text: string, count: number, isExact = true) =>
  ({ text, type: 'string', count, isExact, row: 1 }) as const;

describe('profileTable', () => {
  it('a line for each column, with what matters of its kind', () => {
    const columns: ColumnProfile[] = [
      column('question', {
        distinct: 98_765,
        distinctIsExact: false,
        lengths: { ...lengths, histogram: bins(1, 4, 8, 4, 1) },
      }),
      column('score', {
        types: { number: 80, string: 15, null: 5 },
        empty: 10,
        numbers: { ...numbers, count: 90, whole: 80, histogram: bins(0, 2, 8) },
      }),
      column('label', {
        distinct: 2,
        lengths: { ...lengths, longest: 5, histogram: bins(9) },
        top: [top('correct', 83), top('wrong', 17, false)],
      }),
      column('flag', { types: { boolean: 99 }, missing: 1, distinct: 2 }),
      column('nothing', { types: {}, missing: 100, distinct: 0 }),
    ];
    const table = profileTable({ rows: 100, columns, columnsLeftOut: 3 }, 120);
    assert.deepEqual(table.split('\n'), [
      '     column    holds    filled  distinct  range                  shape  most frequent',
      '  1  question  text      100 %   ≈98,765  1 to 1,200 characters  ▁▄█▄▁',
      '  2  score     number     90 %       100  0 to 10, mean 5.25     ·▂█',
      '  3  label     text      100 %         2  1 to 5 characters      █      correct 83 % · wrong ≥ 17 %',
      '  4  flag      boolean    99 %         2',
      '  5  nothing   nothing     0 %         0',
      '3 more columns not looked at.',
    ]);
  });

  it('of an empty file has no shares', () => {
    const table = profileTable(
      { rows: 0, columns: [column('a', { types: {} })], columnsLeftOut: 0 },
      80,
    );
    assert.equal(table.split('\n')[1], '  1  a       nothing               100');
  });
});

describe('chart', () => {
  const cases: readonly [name: string, counts: readonly number[], bars: string][] = [
    ['nothing', [], ''],
    ['equal bins', [3, 3], '██'],
    ['an empty bin is a gap, a small one is seen', [1000, 0, 1], '█·▁'],
    [
      'many bins are put together',
      Array.from({ length: 24 }, (_, at) => (at < 2 ? 1 : 0)),
      `█${'·'.repeat(11)}`,
    ],
  ];
  for (const [name, counts, bars] of cases) {
    it(name, () => assert.equal(chart(bins(...counts)), bars));
  }
});

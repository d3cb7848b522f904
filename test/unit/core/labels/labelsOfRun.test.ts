import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { LabelRecord } from '../../../../src/core/labels/labelRecord.js';
import { hasLabels } from '../../../../src/core/labels/hasLabels.js';
import { labelsOfRun } from '../../../../src/core/labels/labelsOfRun.js';
import type { RunLabels } from '../../../../src/core/labels/labelsOfRun.js';
import { keyedRun, said, specOf } from './labelledRun.js';

const spec = specOf('classify');
const { keyed } = keyedRun('classify', ['right', 'wrong', 'right', 'half']);

function undo(row: number, rater = 'Ann'): LabelRecord {
  return {
    undo: { row, key: keyed[row - 1]?.key ?? '', rater },
    at: '2026-11-20T10:00:00.000Z',
  };
}

/** `2 Ann: right`, one a label. */
function told({ rows }: RunLabels): string[] {
  return rows.flatMap(({ row, byRater }) =>
    [...byRater].map(([rater, { verdict }]) => `${row.row} ${rater}: ${verdict}`),
  );
}

describe('labels of a run', () => {
  const cases: readonly [string, LabelRecord[], string[], number][] = [
    ['none', [], [], 0],
    ['one', [said(keyed, 2, 'right')], ['2 Ann: right'], 0],
    [
      'the last record of a row and rater counts',
      [said(keyed, 2, 'right'), said(keyed, 2, 'half')],
      ['2 Ann: half'],
      0,
    ],
    ['a label that was taken back counts no more', [said(keyed, 2, 'right'), undo(2)], [], 0],
    [
      'a label after that counts',
      [said(keyed, 2, 'right'), undo(2), said(keyed, 2, 'wrong')],
      ['2 Ann: wrong'],
      0,
    ],
    [
      'nobody takes back what another one said',
      [said(keyed, 2, 'right'), said(keyed, 2, 'wrong', { rater: 'Ben' }), undo(2, 'Ben')],
      ['2 Ann: right'],
      0,
    ],
    ['white space at the ends of a label', [said(keyed, 1, ' half ')], ['1 Ann: half'], 0],
    ['a label that the spec has not', [said(keyed, 1, 'great')], [], 1],
    ['a verdict of another type', [said(keyed, 1, 7), said(keyed, 1, 'A')], [], 1],
    ['content that the run has not', [said(keyed, 1, 'right', { key: 'gone' })], [], 1],
    [
      'such a label that was taken back',
      [
        said(keyed, 1, 'right', { key: 'gone' }),
        { undo: { row: 1, key: 'gone', rater: 'Ann' }, at: '2026-11-20T10:00:00.000Z' },
      ],
      [],
      0,
    ],
    [
      'a row that stands elsewhere now',
      [said(keyed, 2, 'right', { row: 40 })],
      ['2 Ann: right'],
      0,
    ],
  ];
  for (const [name, records, expected, unmatched] of cases) {
    it(name, () => {
      const found = labelsOfRun(records, keyed, spec);
      assert.deepEqual(told(found), expected);
      assert.equal(found.unmatched, unmatched);
      if (unmatched === 0) assert.equal(hasLabels(records, spec), expected.length > 0);
    });
  }

  it('tells rows of the same content apart by their number', () => {
    const [first] = keyed;
    assert.ok(first);
    const twins = [first, { ...first, row: { ...first.row, id: 9, row: 9 } }];
    const records = [said(keyed, 1, 'right', { row: 9 }), said(keyed, 1, 'wrong', { row: 1 })];
    assert.deepEqual(told(labelsOfRun(records, twins, spec)), ['9 Ann: right', '1 Ann: wrong']);
  });

  it('a key does not hang on what the judge said, nor on the order of columns', () => {
    const other = keyedRun('classify', ['wrong']).keyed;
    assert.equal(other[0]?.key, keyed[0]?.key);
    assert.notEqual(keyed[0]?.key, keyed[1]?.key);
  });

  it('the order of records of different rows and raters changes nothing', () => {
    const record = fc.record({
      row: fc.integer({ min: 1, max: 4 }),
      rater: fc.constantFrom('Ann', 'Ben'),
      verdict: fc.constantFrom('right', 'half', 'wrong', null),
    });
    fc.assert(
      fc.property(fc.array(record, { maxLength: 30 }), (actions) => {
        const records = actions.map(({ row, rater, verdict }) =>
          verdict === null ? undo(row, rater) : said(keyed, row, verdict, { rater }),
        );
        const placeOf = (one: LabelRecord) => ('undo' in one ? one.undo : one);
        // Sorted by row and rater; the sort keeps the order of those of one row and rater.
        const sorted = records.toSorted(
          (a, b) =>
            placeOf(a).row - placeOf(b).row || placeOf(a).rater.localeCompare(placeOf(b).rater),
        );
        const last = new Map(
          actions.map(({ row, rater, verdict }) => [`${row} ${rater}`, verdict]),
        );
        const expected = [...last].flatMap(([place, verdict]) =>
          verdict === null ? [] : [`${place}: ${verdict}`],
        );
        assert.deepEqual(told(labelsOfRun(records, keyed, spec)).sort(), expected.sort());
        assert.deepEqual(told(labelsOfRun(sorted, keyed, spec)).sort(), expected.sort());
      }),
    );
  });
});

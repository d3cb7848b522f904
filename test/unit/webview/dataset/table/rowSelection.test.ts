import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  NOTHING_SELECTED,
  countRows,
  extendTo,
  holds,
  selectAll,
  selectRow,
  toggleRow,
} from '../../../../../src/webview/dataset/table/rowSelection.js';
import type { RowSelection } from '../../../../../src/webview/dataset/table/rowSelection.js';

describe('rowSelection', () => {
  const cases: { name: string; made: RowSelection; ranges: (readonly [number, number])[] }[] = [
    { name: 'nothing', made: NOTHING_SELECTED, ranges: [] },
    { name: 'one row', made: selectRow(7), ranges: [[7, 7]] },
    {
      name: 'rows beside each other as one range',
      made: toggleRow(selectRow(7), 8),
      ranges: [[7, 8]],
    },
    {
      name: 'a row taken out of a range',
      made: toggleRow(selectAll(9), 4),
      ranges: [
        [1, 3],
        [5, 9],
      ],
    },
    { name: 'from the anchor down', made: extendTo(selectRow(7), 12, 7), ranges: [[7, 12]] },
    {
      name: 'from the anchor up',
      made: extendTo(extendTo(selectRow(7), 12, 7), 3, 12),
      ranges: [[3, 7]],
    },
    { name: 'from the active row', made: extendTo(NOTHING_SELECTED, 5, 2), ranges: [[2, 5]] },
    {
      name: 'a stretch beside other rows',
      made: extendTo(toggleRow(selectRow(2), 9), 7, 9),
      ranges: [
        [2, 2],
        [7, 9],
      ],
    },
    {
      name: 'a stretch over other rows',
      made: extendTo(toggleRow(selectRow(2), 9), 1, 9),
      ranges: [[1, 9]],
    },
    { name: 'all of none', made: selectAll(0), ranges: [] },
  ];
  for (const { name, made, ranges } of cases) {
    it(`holds ${name}`, () => {
      assert.deepEqual(
        made.ranges.map(({ from, to }) => [from, to]),
        ranges,
      );
    });
  }

  it('is a set of rows, in ranges that neither touch nor turn', () => {
    const place = fc.integer({ min: 1, max: 30 });
    fc.assert(
      fc.property(fc.array(place), (places) => {
        const expected = new Set<number>();
        let selection = NOTHING_SELECTED;
        for (const one of places) {
          selection = toggleRow(selection, one);
          if (!expected.delete(one)) expected.add(one);
        }
        const { ranges } = selection;
        const all = Array.from({ length: 30 }, (_, at) => at + 1);
        assert.deepEqual(
          all.filter((one) => holds(ranges, one)),
          all.filter((one) => expected.has(one)),
        );
        assert.equal(countRows(ranges), expected.size);
        ranges.forEach(({ from, to }, at) => {
          assert.ok(from <= to);
          assert.ok(at === 0 || from > (ranges[at - 1]?.to ?? 0) + 1);
        });
      }),
    );
  });
});

import assert from 'node:assert/strict';
import { EMPTY_PART, mergeParts } from '../../../../../src/core/dataset/survey/mergeParts.js';
import type { MarkedRows } from '../../../../../src/core/dataset/survey/surveyPart.js';
import { columnPart, surveyPart, valuesPart } from './testParts.js';

const place = (row: number) => ({ row, line: row });

function marked(...rows: number[]): MarkedRows {
  return {
    kinds: { broken: { count: rows.length, first: place(rows[0] ?? 0) } },
    rows: Uint32Array.from(rows),
    lines: Uint32Array.from(rows),
    bits: Uint8Array.from(rows, () => 1),
  };
}

describe('mergeParts', () => {
  it('of nothing is nothing', () => assert.deepEqual(mergeParts([]), EMPTY_PART));

  it('leaves one part as it is', () => {
    const part = surveyPart(1, { columns: [columnPart('a', 1)], marks: marked(3) });
    assert.deepEqual(mergeParts([part]), part);
  });

  it('regression: orders columns as the rows have them, whichever part has which', () => {
    // Row 1 has "a" and "b"; row 2 has "b", "c" and "d".
    const first = surveyPart(1, { columns: [columnPart('a', 1), columnPart('b', 1)] });
    const second = surveyPart(2, {
      columns: [columnPart('b', 2), columnPart('c', 2), columnPart('d', 2)],
    });
    for (const parts of [
      [first, second],
      [second, first],
    ]) {
      const { columns } = mergeParts(parts);
      assert.deepEqual(
        columns.map(({ name, first, firstMissing }) => [name, first.row, firstMissing?.row]),
        [
          ['a', 1, 2],
          ['b', 1, undefined],
          ['c', 2, 1],
          ['d', 2, 1],
        ],
      );
    }
  });

  it('names the first row of all that lacks a column', () => {
    const early = surveyPart(1, { columns: [columnPart('a', 1, { firstMissing: place(7) })] });
    const late = surveyPart(20, { columns: [columnPart('a', 20, { firstMissing: place(5) })] });
    assert.deepEqual(mergeParts([early, late]).columns[0]?.firstMissing, place(5));
  });

  it('puts marks and faults in order', () => {
    const fault = (row: number) => ({ ...place(row), message: `line ${row} is wrong` });
    const left = surveyPart(1, { marks: marked(2, 9), faults: [fault(2), fault(9)] });
    const right = surveyPart(4, { marks: marked(4, 5), faults: [fault(4), fault(5)] });
    for (const parts of [
      [left, right],
      [right, left],
    ]) {
      const { marks, faults } = mergeParts(parts);
      assert.deepEqual(marks, { ...marked(2, 4, 5, 9) });
      assert.deepEqual(faults, [2, 4, 5, 9].map(fault));
    }
  });

  it('adds up rows with the same number of fields', () => {
    const left = surveyPart(1, { uneven: [{ fields: 3, count: 2, first: place(8) }] });
    const right = surveyPart(3, {
      uneven: [
        { fields: 1, count: 1, first: place(3) },
        { fields: 3, count: 5, first: place(4) },
      ],
    });
    assert.deepEqual(mergeParts([left, right]).uneven, [
      { fields: 1, count: 1, first: place(3) },
      { fields: 3, count: 7, first: place(4) },
    ]);
  });

  it('adds up values, and what each may have lost in a part that has it not', () => {
    const registers = new Uint8Array(16);
    const left = surveyPart(1, {
      columns: [
        columnPart('a', 1, {
          values: valuesPart({ 7: [5, 1], 8: [2, 4] }, { error: 1, registers }),
        }),
      ],
    });
    const right = surveyPart(9, {
      columns: [columnPart('a', 9, { values: valuesPart({ 7: [3, 9], 9: [1, 11] }) })],
    });
    const [column] = mergeParts([left, right]).columns;
    const { values, error, registers: merged } = column?.values ?? {};
    assert.deepEqual(values, valuesPart({ 7: [8, 1], 8: [2, 4], 9: [1, 11, 1] }).values);
    assert.equal(error, 1);
    assert.ok(merged?.some((zeros) => zeros > 0));
  });

  it('finds mean and deviation of numbers far from zero', () => {
    const numbers = (from: number, values: readonly number[]) => {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return columnPart('a', from, {
        numbers: {
          count: values.length,
          whole: values.length,
          min: Math.min(...values),
          max: Math.max(...values),
          minRow: from + values.indexOf(Math.min(...values)),
          maxRow: from + values.indexOf(Math.max(...values)),
          mean,
          squares: values.reduce((sum, value) => sum + (value - mean) ** 2, 0),
          sample: Float64Array.from(values),
          every: 1,
        },
      });
    };
    const left = surveyPart(1, { columns: [numbers(1, [1e9, 1e9 + 2])] });
    const right = surveyPart(3, { columns: [numbers(3, [1e9 + 2, 1e9 + 4])] });
    for (const parts of [
      [left, right],
      [right, left],
    ]) {
      const [column] = mergeParts(parts).columns;
      const { sample, ...found } = column?.numbers ?? {};
      assert.deepEqual(found, {
        count: 4,
        whole: 4,
        min: 1e9,
        max: 1e9 + 4,
        minRow: 1,
        maxRow: 4,
        mean: 1e9 + 2,
        squares: 8,
        every: 1,
      });
      assert.equal(sample?.length, 4);
    }
  });
});

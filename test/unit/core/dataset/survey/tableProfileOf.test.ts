import assert from 'node:assert/strict';
import type { ValuesPart } from '../../../../../src/core/dataset/survey/surveyPart.js';
import { tableProfileOf } from '../../../../../src/core/dataset/survey/tableProfileOf.js';
import { surveyed } from '../../../files/scan/surveyed.js';
import { columnPart, surveyPart, valuesPart } from './testParts.js';

/** The values that a profile names of a column, as `row: count`. */
async function topOf(values: ValuesPart): Promise<string[]> {
  const part = surveyPart(1, { columns: [columnPart('a', 1, { values })] });
  const { columns } = await tableProfileOf(part, 1, (row) => Promise.resolve(`row ${row}`));
  return (
    columns[0]?.top.map(
      ({ text, count, isExact, row }) =>
        `${text === `row ${row}` ? row : text}: ${isExact ? '' : 'at least '}${count}`,
    ) ?? []
  );
}

const many = Object.fromEntries(
  Array.from({ length: 12 }, (_, at) => [at + 1, [at < 2 ? 2 : 1, at + 1]] as const),
);
const registers = new Uint8Array(16);

describe('tableProfileOf', () => {
  const cases: [string, ValuesPart, string[]][] = [
    ['all of a few values', valuesPart({ 1: [1, 3], 2: [4, 2] }), ['2: 4', '3: 1']],
    ['of many those that are repeated', valuesPart(many), ['1: 2', '2: 2']],
    [
      'only what is known to be more frequent than what was dropped',
      valuesPart({ 1: [9, 1], 2: [5, 2, 3], 3: [4, 3, 1] }, { error: 4, registers }),
      ['1: 9', '2: at least 5'],
    ],
    ['equally frequent ones by row', valuesPart({ 1: [2, 8], 2: [2, 5] }), ['5: 2', '8: 2']],
  ];
  for (const [name, values, top] of cases) {
    it(`names ${name}`, async () => assert.deepEqual(await topOf(values), top));
  }

  it('regression: cuts long texts between characters', async () => {
    const values = valuesPart({ 1: [1, 1] });
    const part = surveyPart(1, { columns: [columnPart('a', 1, { values })] });
    const textOf = async (text: string) => {
      const { columns } = await tableProfileOf(part, 1, () => Promise.resolve(text));
      return columns[0]?.top[0]?.text;
    };
    assert.equal(await textOf('😀'.repeat(200)), '😀'.repeat(200));
    assert.equal(await textOf('😀'.repeat(201)), `${'😀'.repeat(199)}…`);
  });

  it('reads the texts row by row', async () => {
    const asked: string[] = [];
    const columns = [
      columnPart('a', 1, { values: valuesPart({ 1: [2, 5], 2: [1, 1] }) }),
      columnPart('b', 1, { values: valuesPart({ 3: [1, 5], 4: [1, 2] }) }),
    ];
    await tableProfileOf(surveyPart(1, { columns }), 5, (row, column) => {
      asked.push(`${column}${row}`);
      return Promise.resolve('');
    });
    assert.deepEqual(asked, ['a1', 'b2', 'a5', 'b5']);
  });

  it('names fewer values of each column where there are thousands', async () => {
    const columns = Array.from({ length: 2000 }, (_, at) =>
      columnPart(`${at}`, 1, { values: valuesPart({ 1: [1, 1], 2: [1, 2], 3: [1, 3] }) }),
    );
    const profile = await tableProfileOf(surveyPart(1, { columns }), 3, () => Promise.resolve(''));
    assert.ok(profile.columns.every(({ top }) => top.length === 2));
  });

  it('tells of a column without values, and of columns that were left out', async () => {
    const part = surveyPart(1, {
      rows: 4,
      columns: [
        columnPart('a', 2, { types: { null: 3 }, empty: 3, firstMissing: { row: 1, line: 1 } }),
      ],
      leftOut: new Set([1n, 2n]),
    });
    assert.deepEqual(await tableProfileOf(part, 5, () => Promise.resolve('')), {
      rows: 5,
      columns: [
        {
          name: 'a',
          types: { null: 3 },
          missing: 1,
          firstMissing: 1,
          empty: 3,
          distinct: 0,
          distinctIsExact: true,
          top: [],
        },
      ],
      columnsLeftOut: 2,
    });
  });

  const deviations: [string, number[], number][] = [
    ['one number', [7], 0],
    ['two numbers', [1, 3], Math.SQRT2],
    ['numbers that are equal', [0.1, 0.1, 0.1], 0],
    ['regression: numbers whose squares are none', [1e200, -1e200, 3], Infinity],
  ];
  for (const [name, values, std] of deviations) {
    it(`gives the deviation of ${name}`, async () => {
      const bytes = Buffer.from(values.map((value) => `{"a": ${value}}`).join('\n'));
      const part = surveyed({ bytes, form: { columns: [] } }, { detail: 'profile', line: 1 });
      const { columns } = await tableProfileOf(part, values.length, () => Promise.resolve(''));
      assert.equal(columns[0]?.numbers?.std, std);
    });
  }
});

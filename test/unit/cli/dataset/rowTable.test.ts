import assert from 'node:assert/strict';
import fc from 'fast-check';
import { rowTable } from '../../../../src/cli/dataset/rowTable.js';
import type { TableRow } from '../../../../src/cli/dataset/rowTable.js';
import { textWidth } from '../../../../src/cli/terminal/textWidth.js';

function lines(names: readonly string[], rows: readonly TableRow[], width: number): string[] {
  const table = rowTable(names, rows, width);
  return [table.header, ...rows.map((row) => table.line(row))];
}

const cases: readonly [
  name: string,
  names: readonly string[],
  rows: readonly TableRow[],
  width: number,
  expected: readonly string[],
][] = [
  [
    'numbers stand right, texts left',
    ['name', 'score'],
    [
      { label: '9', cells: ['a', '7'] },
      { label: '10', cells: ['bcd', '-10.5'] },
    ],
    40,
    ['     name  score', '  9  a         7', ' 10  bcd   -10.5'],
  ],
  [
    'wide columns share the room, narrow ones keep theirs',
    ['id', 'question', 'answer'],
    [{ label: '1', cells: ['7', 'x'.repeat(50), 'y'.repeat(50)] }],
    40,
    ['     id  question         answer', '  1   7  xxxxxxxxxxxxxx…  yyyyyyyyyyyyy…'],
  ],
  [
    'a row without cells has its text over all',
    ['a', 'b'],
    [
      { label: '1', cells: ['x', 'y'] },
      { label: '! 2', cells: 'what stands there instead' },
    ],
    20,
    ['     a  b', '  1  x  y', '! 2  what stands th…'],
  ],
  [
    'control characters are shown, line breaks are blanks',
    ['a'],
    [{ label: '1', cells: ['x\u001b[2J\ny'] }],
    40,
    ['     a', '  1  x\\u001b[2J y'],
  ],
];

describe('rowTable', () => {
  for (const [name, names, rows, width, expected] of cases) {
    it(name, () => assert.deepEqual(lines(names, rows, width), expected));
  }

  it('names the columns for which there is no room', () => {
    const names = Array.from({ length: 20 }, (_, index) => `a long name ${index}`);
    const table = rowTable(names, [{ label: '1', cells: names }], 60);
    assert.equal(table.hidden.length, 15);
    assert.deepEqual(table.hidden, names.slice(5));
  });

  it('never is wider than it may be', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 90 });
    const cells = fc.array(text, { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(cells, fc.integer({ min: 20, max: 120 }), (row, width) => {
        const table = rowTable(row, [{ label: '1', cells: row }], width);
        for (const line of [table.header, table.line({ label: '1', cells: row })]) {
          assert.ok(textWidth(line) <= width, `${textWidth(line)} > ${width}: ${line}`);
        }
      }),
    );
  });
});

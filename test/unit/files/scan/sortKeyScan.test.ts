import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isEmptyValue } from '../../../../src/core/dataset/query/matchRow.js';
import { numberOf } from '../../../../src/core/dataset/query/numberOf.js';
import type { ReadRow } from '../../../../src/core/dataset/rows/readRow.js';
import { rowCells } from '../../../../src/core/dataset/rows/rowCells.js';
import type { FieldForm } from '../../../../src/files/scan/fieldModule.js';
import { createSortKeyScan } from '../../../../src/files/scan/sortKeyScan.js';
import { upperUnits } from '../../../../src/files/scan/upperUnits.js';
import { anyTable } from './arbitraryTables.js';
import type { ArbitraryTable } from './arbitraryTables.js';
import { rowGroups } from './rowGroups.js';
import { wholeRows } from './wholeRows.js';

/** The keys of all rows, by one scan that gets so many records at a time. */
function keysOf(table: ArbitraryTable, column: string, sizes: readonly number[] = []): Buffer[] {
  const scan = createSortKeyScan(table.form, column);
  return rowGroups(table, sizes).flatMap(({ bytes, row }) => {
    scan.input(bytes.length).set(bytes);
    const keys = scan.keys(bytes.length, row);
    assert.equal(keys.row, row);
    return Array.from({ length: keys.starts.length - 1 }, (_, at) =>
      Buffer.from(keys.bytes.subarray(keys.starts[at], keys.starts[at + 1])),
    );
  });
}

type SortValue = { readonly number: number } | { readonly text: Buffer } | undefined;

/** What a row is sorted by, by definition. */
function valueOf(row: ReadRow, column: string): SortValue {
  const { values } = row;
  if (isEmptyValue(Object.hasOwn(values, column) ? values[column] : undefined)) return undefined;
  const text = rowCells(row)(column);
  const number = numberOf(text);
  if (number !== undefined) return { number };
  const folded = Array.from(text, (character) => {
    const unit = character.length === 1 ? character.charCodeAt(0) : undefined;
    return unit === undefined ? character : String.fromCharCode(upperUnits()[unit] ?? unit);
  });
  return { text: Buffer.from(folded.join('')).subarray(0, 1024) };
}

function compare(left: SortValue, right: SortValue): number {
  if (!left || !right) return Number(left !== undefined) - Number(right !== undefined);
  if ('number' in left) {
    if (!('number' in right)) return -1;
    return Number(left.number > right.number) - Number(left.number < right.number);
  }
  return 'number' in right ? 1 : Buffer.compare(left.text, right.text);
}

const csvForm: FieldForm = { delimiter: ',', columns: ['a', 'b'] };

describe('sortKeyScan', () => {
  it('orders rows as their numbers and texts are ordered, in any groups of records', async () => {
    const column = fc.constantFrom('a', 'b', 'key', '__proto__', '10', 'none');
    const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(anyTable, column, sizes, async (table, column, sizes) => {
        const rows = await wholeRows(table.bytes, table.form);
        const keys = keysOf(table, column, sizes);
        const values = rows.map((row) => valueOf(row, column));
        assert.equal(keys.length, rows.length);
        for (const [one, left] of keys.entries()) {
          assert.equal(left.length === 0, values[one] === undefined);
          for (const [other, right] of keys.entries()) {
            assert.equal(Buffer.compare(left, right), compare(values[one], values[other]));
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  /** Texts of a column whose rows are in this order. */
  const orders: [string, string[]][] = [
    ['numbers by value', ['-1e300', '-2', '-0.5', '-1e-9', '0', '1e-9', '.5', '2', '10', '1e300']],
    ['numbers, then texts', ['9', '10', ' 11 ', '1a', 'a', 'b']],
    ['letters in any case', ['a1', 'A2', 'é1', 'É2', 'ж1', 'Ж2']],
    ['by UTF-8 beyond that', ['z', 'é', '日', '😀']],
    ['a text before what it begins', ['ab', 'abc', 'abd']],
  ];
  for (const [name, texts] of orders) {
    it(name, () => {
      const bytes = Buffer.from(texts.map((text) => `${JSON.stringify({ a: text })}\n`).join(''));
      const keys = keysOf({ bytes, form: { columns: [] } }, 'a');
      assert.deepEqual(keys.toSorted(Buffer.compare), keys);
      assert.equal(new Set(keys.map((key) => key.toString('hex'))).size, texts.length);
    });
  }

  it('gives equal keys to what is equal', () => {
    const lines = ['1,x', '"1.0",x', ' 1e0,x', 'Straße,x', 'STRAßE,x', '-0,x', '0,x'];
    const keys = keysOf({ bytes: Buffer.from(lines.join('\n')), form: csvForm }, 'a');
    assert.deepEqual([keys[0], keys[0]], [keys[1], keys[2]]);
    assert.deepEqual(keys[3], keys[4]);
    assert.deepEqual(keys[5], keys[6]);
  });

  it('gives empty keys where there is nothing to sort by', () => {
    const lines = [
      '{"a": null}',
      '{"a": ""}',
      '{"a": []}',
      '{"a": { }}',
      '{}',
      '{"a": ',
      '{"a": 0}',
    ];
    const keys = keysOf({ bytes: Buffer.from(lines.join('\n')), form: { columns: [] } }, 'a');
    assert.deepEqual(
      keys.map(({ length }) => length > 0),
      [false, false, false, false, false, false, true],
    );
  });

  it('takes the first 1,024 bytes of a text', () => {
    const long = 'é'.repeat(700);
    const lines = [`${long},x`, `${long.slice(0, 512)}b,x`, `${long.slice(0, 511)}b,x`];
    const keys = keysOf({ bytes: Buffer.from(lines.join('\n')), form: csvForm }, 'a');
    assert.deepEqual(
      keys.map(({ length }) => length),
      [1025, 1025, 1024],
    );
    assert.deepEqual(keys[0], keys[1]);
  });

  it('gives no keys for no bytes', () => {
    const scan = createSortKeyScan(csvForm, 'a');
    const { starts, bytes } = scan.keys(0, 1);
    assert.deepEqual([[...starts], bytes.length], [[0], 0]);
  });
});

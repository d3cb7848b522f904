import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compileFilters } from '../../../../src/core/dataset/query/matchRow.js';
import { rowCells } from '../../../../src/core/dataset/rows/rowCells.js';
import type { RowFilter } from '../../../../src/core/dataset/query/rowQuery.js';
import { markBit } from '../../../../src/files/scan/rowMarks.js';
import { createSelectScan } from '../../../../src/files/scan/selectScan.js';
import { anyTable, jsonLine } from './arbitraryTables.js';
import { surveyed } from './surveyed.js';
import { wholeRows } from './wholeRows.js';

const PIECES = ['{', '}', '[', ']', '"', ':', ',', '\\', 'u', '0', '1', '-', '.', 'e', 'E', '+'];
PIECES.push('true', 'nul', 'l', 'false', '\\u0041', '\\n', ' ', '\t', '\u0001', 'é', '😀', '"a":');
const piece = fc.constantFrom(...PIECES);

/** Lines that are no JSON for the most part, but could be. */
const line = fc.oneof(
  fc.array(piece, { maxLength: 20 }).map((pieces) => `{"a":${pieces.join('')}}`),
  fc
    .tuple(jsonLine, fc.array(fc.tuple(fc.nat(), piece, fc.nat(2)), { maxLength: 3 }))
    .map(([start, changes]) =>
      changes.reduce((text, [place, added, dropped]) => {
        const at = place % (text.length + 1);
        return text.slice(0, at) + added + text.slice(at + dropped);
      }, start),
    )
    // Half a surrogate pair can't be in a file, and a blank line is no row.
    .map((text) => text.replace(/\p{Surrogate}/gu, '').replace(/^[ \t]*$/, '{')),
);

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

describe('fieldModule', () => {
  it('takes for a row what JSON.parse takes for an object, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 60, maxLength: 60 }), (lines) => {
        const table = { bytes: Buffer.from(lines.join('\n')), form: { columns: [] } };
        const { marks } = surveyed(table, { detail: 'shape', line: 1 });
        const broken = [...marks.rows].filter(
          (_, at) => ((marks.bits[at] ?? 0) & markBit('broken')) !== 0,
        );
        const expected = lines.flatMap((text, at) => (isObject(text) ? [] : [at + 1]));
        assert.deepEqual(broken, expected);
      }),
      { numRuns: 60 },
    );
  });

  it('has the text of each cell that the readers of single rows have', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, fc.nat(), fc.nat(), async ({ bytes, form }, row, place) => {
        const rows = await wholeRows(bytes, form);
        const chosen = rows[row % Math.max(1, rows.length)];
        const names = Object.keys(chosen?.values ?? {});
        const column = names[place % Math.max(1, names.length)];
        fc.pre(chosen !== undefined && column !== undefined);
        const filters: RowFilter[] = [{ kind: 'equals', column, text: rowCells(chosen)(column) }];
        const scan = createSelectScan(form, filters);
        scan.input(bytes.length).set(bytes);
        const found = [...scan.rows(bytes.length, 1)];
        assert.ok(found.includes(chosen.row));
        const expected = rows.filter(compileFilters(filters));
        assert.deepEqual(
          found,
          expected.map(({ row }) => row),
        );
      }),
      { numRuns: 200 },
    );
  });
});

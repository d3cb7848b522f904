import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import type { DatasetRow, RowRange } from '../../../../src/core/dataset/dataset.js';
import type { JsonObject } from '../../../../src/core/json.js';
import { createKnownContents } from '../../../../src/files/dataset/knownContents.js';
import { createIndexedRows } from '../../../../src/files/scan/indexedRows.js';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gavel-scan-'));
});
after(() => rm(folder, { recursive: true }));

const indexed = createIndexedRows(createKnownContents());

async function rowsOf(path: string, range: RowRange): Promise<DatasetRow[]> {
  const rows: DatasetRow[] = [];
  for await (const row of indexed.rows(path, range)) rows.push(row);
  return rows;
}

/** The rows as other parsers read the whole file. */
async function read(path: string): Promise<DatasetRow[]> {
  const text = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  if (path.endsWith('.csv')) {
    const [columns = [], ...records]: string[][] = parse(text, {
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      record_delimiter: ['\r\n', '\n', '\r'],
    });
    return records.map((fields, at) => ({
      row: at + 1,
      values: Object.fromEntries(fields.map((field, column) => [columns[column] ?? '', field])),
    }));
  }
  const lines = text.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
  return lines.map((source, at) => ({
    row: at + 1,
    values: JSON.parse(source) as JsonObject,
    source,
  }));
}

let count = 0;
async function file(text: string, ending: 'csv' | 'jsonl'): Promise<string> {
  count += 1;
  const path = join(folder, `${count}.${ending}`);
  await writeFile(path, text);
  return path;
}

const cell = fc.oneof(
  fc.constantFrom('', 'a', 'say "hi"', 'a\nb', ',', ' ', 'é\u{1F600}', '\r\n', '#', "'"),
  fc.string({ maxLength: 12 }),
  fc.constantFrom('long text '.repeat(500)),
);

describe('indexedRows', () => {
  it('reads any stretch of any CSV table as one reading from the start does', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.string({ minLength: 1, maxLength: 4 }), cell, cell), {
          minLength: 1,
          maxLength: 60,
        }),
        fc.boolean(),
        async (table, crlf) => {
          const records = [['a', 'b', 'c'], ...table];
          const options = { quoted: true, record_delimiter: crlf ? '\r\n' : '\n' };
          const path = await file(`\uFEFF${stringify(records, options)}`, 'csv');
          const all = await read(path);
          assert.deepEqual(
            all.map(({ values }) => Object.values(values)),
            table,
          );
          for (const [from, to] of stretches(all.length)) {
            assert.deepEqual(await rowsOf(path, { from, to }), all.slice(from - 1, to));
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('reads any stretch of any JSON Lines file as one reading from the start does', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.dictionary(fc.string({ maxLength: 5 }), fc.jsonValue()), { maxLength: 60 }),
        fc.constantFrom('\n', '\r\n', '\n\n  \n'),
        async (values, lineBreak) => {
          const lines = values.map((value) => JSON.stringify(value));
          const path = await file(lines.join(lineBreak), 'jsonl');
          const all = await read(path);
          assert.deepEqual(
            all.map(({ source }) => source),
            lines,
          );
          for (const [from, to] of stretches(all.length)) {
            assert.deepEqual(await rowsOf(path, { from, to }), all.slice(from - 1, to));
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('names the line of a broken row far into the file', async () => {
    const rows = Array.from({ length: 5000 }, (_, index) => `{"id":${index + 1}}\n`);
    rows[3998] = '{"id":3999\n';
    const path = await file(rows.join(''), 'jsonl');
    assert.deepEqual(
      (await rowsOf(path, { from: 4000, to: 4001 })).map(({ values }) => values['id']),
      [4000, 4001],
    );
    await assert.rejects(rowsOf(path, { from: 3998, to: 4000 }), /line 3999 is not JSON/);
  });

  it('goes on where a file grew, its last row too', async () => {
    const path = await file('{"id":1}\n{"id"', 'jsonl');
    await assert.rejects(rowsOf(path, { from: 2, to: 9 }), /line 2/);
    await appendFile(path, ':2}\n{"id":3}\n');
    assert.deepEqual(
      (await rowsOf(path, { from: 2, to: 9 })).map(({ values }) => values['id']),
      [2, 3],
    );
  });

  it('never goes on from the index of a file that became another', async () => {
    const path = await file('{"id":1}\n{"id":2}\n', 'jsonl');
    assert.equal((await rowsOf(path, { from: 1, to: 9 })).length, 2);
    const other = await file(`{"id":"${'x'.repeat(100)}"}\n{"id":"b"}\n{"id":"c"}\n`, 'jsonl');
    await rename(other, path);
    assert.deepEqual(
      (await rowsOf(path, { from: 2, to: 9 })).map(({ values }) => values['id']),
      ['b', 'c'],
    );
    await writeFile(path, '{"id":7}\n');
    assert.deepEqual(await rowsOf(path, { from: 2, to: 9 }), []);
  });

  it('a signal ends the reading', async () => {
    const path = await file('{"id":1}\n'.repeat(10), 'jsonl');
    const signal = AbortSignal.abort(new Error('enough'));
    const rows = indexed.rows(path, { from: 2, to: 3 }, { signal });
    await assert.rejects(rows.next(), /enough/);
  });
});

/** The whole, every row near the ends alone, and what lies beyond the end. */
function stretches(rows: number): [number, number][] {
  return [
    [1, Number.POSITIVE_INFINITY],
    [1, 1],
    [2, 3],
    [rows - 1, rows],
    [rows, rows + 5],
    [rows + 1, rows + 5],
    [Math.ceil(rows / 2), Math.ceil(rows / 2) + 3],
  ].filter(([from = 0]) => from >= 1) as [number, number][];
}

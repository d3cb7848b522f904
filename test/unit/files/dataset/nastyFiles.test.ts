import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { ReadRow } from '../../../../src/core/dataset/rows/readRow.js';
import { openContent } from '../../../../src/files/dataset/tableContent.js';
import type { TableContent } from '../../../../src/files/dataset/tableContent.js';
import { NASTY_CSV } from '../../../nasty/nastyCsv.js';
import type { NastyFile } from '../../../nasty/nastyFile.js';
import { NASTY_JSONL } from '../../../nasty/nastyJsonl.js';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gavel-nasty-'));
});
after(() => rm(folder, { recursive: true }));

async function opened<T>(
  { ending, bytes }: NastyFile,
  use: (content: TableContent) => Promise<T>,
): Promise<T> {
  const path = join(folder, `nasty.${ending}`);
  await writeFile(path, bytes());
  const content = await openContent(path);
  try {
    while (!content.index().isComplete) await content.indexOn();
    return await use(content);
  } finally {
    await content.file.close();
  }
}

async function rowsOf(content: TableContent, from: number, to: number): Promise<ReadRow[]> {
  const rows: ReadRow[] = [];
  for await (const some of content.lookAt(from, to)) rows.push(...some);
  return rows;
}

/** What is expected of each row. */
function expectedRows({ ending, rows, lines, marks, extra }: NastyFile) {
  const before = ending === 'csv' || ending === 'tsv' ? 2 : 1;
  return rows.map((values, at) => ({
    row: at + 1,
    line: lines?.[at] ?? at + before,
    values: values ?? {},
    isBroken: values === null,
    marks: marks?.[at + 1] ?? [],
    extra: extra?.[at + 1],
  }));
}

function seen({ row, line, values, broken, marks, extra }: ReadRow) {
  return { row, line, values, isBroken: broken !== undefined, marks, extra };
}

for (const [format, files] of [
  ['CSV', NASTY_CSV],
  ['JSON Lines', NASTY_JSONL],
] as const) {
  describe(`nasty files: ${format}`, () => {
    for (const file of files) {
      it(file.name, () =>
        opened(file, async (content) => {
          const expected = expectedRows(file);
          const read = await rowsOf(content, 1, Infinity);
          assert.deepEqual(read.map(seen), expected);
          assert.deepEqual(content.form.columns, file.columns);
          assert.equal(content.form.encoding, file.encoding ?? 'utf-8');
          if (file.delimiter !== undefined) assert.equal(content.form.delimiter, file.delimiter);
          // Any row alone is the same.
          for (const at of places(expected.length)) {
            const [alone] = await rowsOf(content, at, at);
            assert.deepEqual(alone && seen(alone), expected[at - 1]);
          }
          assert.deepEqual(await rowsOf(content, expected.length + 1, expected.length + 9), []);
        }),
      );
    }
  });
}

describe('nasty files: CSV, beside another reading of the whole', () => {
  for (const file of NASTY_CSV.filter(({ isLoose, encoding }) => !isLoose && !encoding)) {
    it(file.name, () =>
      opened(file, async (content) => {
        const [, ...records]: string[][] = parse(file.bytes(), {
          bom: true,
          delimiter: file.delimiter ?? ',',
          relax_column_count: true,
          skip_empty_lines: true,
          record_delimiter: ['\r\n', '\n', '\r'],
        });
        const read = await rowsOf(content, 1, Infinity);
        const fields = read.map(({ values, extra = [] }) => [
          ...content.form.columns.flatMap((column) =>
            Object.hasOwn(values, column) ? [values[column]] : [],
          ),
          ...extra,
        ]);
        assert.deepEqual(fields, records);
      }),
    );
  }
});

function places(count: number): number[] {
  return [...new Set([1, 2, Math.ceil(count / 2), count - 1, count])].filter(
    (at) => at >= 1 && at <= count,
  );
}

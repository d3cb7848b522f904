import assert from 'node:assert/strict';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { ReadRow } from '../../../../src/core/dataset/rows/readRow.js';
import { createRowWriter } from '../../../../src/core/dataset/writing/rowWriter.js';
import { readForm } from '../../../../src/files/dataset/datasetForm.js';
import { openContent } from '../../../../src/files/dataset/tableContent.js';
import type { KnownContent, TableContent } from '../../../../src/files/dataset/tableContent.js';
import { probe, stampOf } from '../../../../src/files/scan/fileStamp.js';
import { SCAN_START } from '../../../../src/files/scan/recordScan.js';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gavel-round-trip-'));
});
after(() => rm(folder, { recursive: true }));

type Table = readonly (readonly string[])[];
type Form = 'csv' | 'jsonl';

/** How a table becomes bytes, and how densely these are indexed. */
interface Written {
  readonly form: Form;
  readonly delimiter: string;
  readonly lineBreak: string;
  readonly encoding: 'utf8' | 'utf16le' | 'latin1';
  readonly hasMark: boolean;
  readonly hasLastBreak: boolean;
  /** Bytes between the places that the index knows. */
  readonly every: number;
}

const COLUMNS = ['first', 'se cond', 'drei'];

function bytesOf(table: Table, written: Written): Buffer {
  const { form, delimiter, lineBreak, encoding, hasMark, hasLastBreak } = written;
  const writer = createRowWriter({
    form,
    columns: COLUMNS.map((name) => ({ name, as: name })),
    delimiter,
    guardFormulas: false,
  });
  const lines = table.map((cells, at) => writer.line(rowOf(cells, at + 1)) ?? '');
  const ended = [writer.head, ...lines].map((line) => line.replace(/\n$/, lineBreak)).join('');
  const text = hasLastBreak ? ended : ended.slice(0, -lineBreak.length);
  return Buffer.from(`${hasMark && encoding !== 'latin1' ? '\uFEFF' : ''}${text}`, encoding);
}

function rowOf(cells: readonly string[], row: number): ReadRow {
  return { row, line: row, values: valuesOf(cells), marks: [] };
}

function valuesOf(cells: readonly string[]): Record<string, string> {
  return Object.fromEntries(COLUMNS.map((column, at) => [column, cells[at] ?? '']));
}

/** An index of nothing yet, which is gone on from. */
async function beginning(path: string, every: number): Promise<KnownContent> {
  const file = await open(path);
  try {
    const stamp = { ...stampOf(await file.stat({ bigint: true })), size: 0 };
    const form = await readForm(file, path);
    const unit = form.encoding.startsWith('utf-16') ? 2 : 1;
    const end = { ...SCAN_START, position: form.mark / unit };
    const index = { stamp, form, every, checkpoints: [], end, isComplete: false };
    return { index, probe: await probe(file, 0) };
  } finally {
    await file.close();
  }
}

async function readBack(content: TableContent, from: number, to: number): Promise<ReadRow[]> {
  const rows: ReadRow[] = [];
  for await (const some of content.lookAt(from, to)) rows.push(...some);
  return rows;
}

async function check(table: Table, written: Written): Promise<void> {
  const path = join(folder, `table.${written.form}`);
  await writeFile(path, bytesOf(table, written));
  const content = await openContent(path, await beginning(path, written.every));
  try {
    while (!content.index().isComplete) await content.indexOn();
    assert.equal(content.index().every, written.every);
    const expected = table.map((cells, at) => [at + 1, valuesOf(cells), []]);
    const seen = ({ row, values, marks }: ReadRow) => [row, values, marks];
    assert.deepEqual((await readBack(content, 1, Infinity)).map(seen), expected);
    for (let row = table.length; row >= 1; row -= 1) {
      assert.deepEqual((await readBack(content, row, row)).map(seen), [expected[row - 1]]);
    }
  } finally {
    await content.file.close();
  }
}

/** Letters that every encoding has. */
const unit = fc.constantFrom(
  ...['a', 'B', '7', ' ', '\t', ',', ';', '|', '"', '""', "'", '\\', '/', '{', '}', '[', ':', '#'],
  ...[
    '=',
    '-',
    'é',
    'ß',
    '\n',
    '\r',
    '\r\n',
    '\n\n',
    'null',
    'true',
    '1.0',
    '1e400',
    'long '.repeat(40),
  ],
);
/** Letters of Latin-1 far behind in a file are not seen by samples: its tables are short. */
const shortCell = fc.string({ unit, maxLength: 8 });
const cell = fc.oneof(
  { weight: 5, arbitrary: shortCell },
  { weight: 1, arbitrary: fc.constant('x'.repeat(70_000)) },
);
const wideCell = fc.oneof(
  cell,
  fc.string({ unit: 'binary', maxLength: 8 }).filter((text) => !/\p{Surrogate}/u.test(text)),
);

const written = fc.record<Written>({
  form: fc.constantFrom('csv', 'jsonl'),
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  lineBreak: fc.constantFrom('\n', '\r\n', '\r'),
  encoding: fc.constantFrom('utf8', 'utf8', 'utf16le', 'latin1'),
  hasMark: fc.boolean(),
  hasLastBreak: fc.boolean(),
  every: fc.oneof(fc.constantFrom(1, 2, 16, 64, 65_536), fc.integer({ min: 1, max: 5000 })),
});

describe('tables that are written and read back row by row', function () {
  this.timeout(30_000);

  it('are identical, whatever the encoding, the line breaks and the blocks of the index', () =>
    fc.assert(
      fc.asyncProperty(
        written.chain((how) => {
          const cells = how.encoding === 'latin1' ? shortCell : wideCell;
          const row = fc.array(cells, { minLength: COLUMNS.length, maxLength: COLUMNS.length });
          return fc.tuple(fc.array(row, { minLength: 1, maxLength: 12 }), fc.constant(how));
        }),
        ([table, how]) => check(table, how),
      ),
      { numRuns: 100 },
    ));

  it('regression: a letter that ends the file is whole there, whatever bytes could have followed', () =>
    check([['', '', 'é']], {
      form: 'csv',
      delimiter: ',',
      lineBreak: '\r\n',
      encoding: 'latin1',
      hasMark: false,
      hasLastBreak: false,
      every: 3580,
    }));
});

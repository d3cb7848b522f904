import assert from 'node:assert/strict';
import { link, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { DELIMITERS } from '../../../../src/core/dataset/text/detectDelimiter.js';
import type { Progress } from '../../../../src/core/dataset/openDataset.js';
import type { ReadRow } from '../../../../src/core/dataset/rows/readRow.js';
import type {
  WriteOutcome,
  WriteRequest,
} from '../../../../src/core/dataset/writing/writeRequest.js';
import { createDatasetFiles } from '../../../../src/files/dataset/datasetFiles.js';
import { writeDataset } from '../../../../src/files/dataset/writeDataset.js';
import type { DatasetSource } from '../../../../src/files/dataset/writeDataset.js';
import { brokenRow, csvRow, inBatches, jsonRow } from '../../core/dataset/rows/testRows.js';

const ALL = { query: { filters: [], order: null }, guardFormulas: false } as const;
const NOTHING = {
  leftOut: undefined,
  cutOff: undefined,
  unreadable: undefined,
  guarded: 0,
  unguarded: 0,
  repeated: 0,
};

const jsonRows = [
  jsonRow('{"q":"a","lang":"en","w":1.0}', 1),
  brokenRow(2),
  jsonRow('{"q":"b","lang":"DE"}', 3),
  jsonRow('{"q":"c","lang":"de","late":{"x": 12345678901234567890}}', 4),
  jsonRow('{"q":"a","lang":"en","w":1.0}', 5),
];
const header = ['q', 'Best Answer'];
const csvRows = [csvRow(header, ['a', '=x'], 1), csvRow(header, ['b', '-5', 'more'], 2)];

describe('writeDataset', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-write-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  function sourceOf(rows: readonly ReadRow[], columns?: readonly string[]): DatasetSource {
    return {
      path: join(folder, columns ? 'source.csv' : 'source.jsonl'),
      header: columns,
      total: rows.length,
      rows: (places) =>
        inBatches(places ? places.flatMap(({ from, to }) => rows.slice(from - 1, to)) : rows),
    };
  }

  const request = (name: string, rest: Partial<WriteRequest>): WriteRequest => ({
    ...ALL,
    target: join(folder, name),
    format: /\.[ct]sv$/.test(name) ? 'csv' : 'jsonl',
    ...rest,
  });

  const write = (source: DatasetSource, wanted: WriteRequest, signal?: AbortSignal) =>
    writeDataset(source, wanted, { onProgress: () => undefined, signal });

  /** Every file of the folder with its text. */
  async function files(): Promise<Record<string, string>> {
    const names = (await readdir(folder)).sort();
    const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
    return Object.fromEntries(names.map((name, index) => [name, texts[index] ?? '']));
  }

  const written: readonly [
    name: string,
    source: readonly [rows: readonly ReadRow[], columns?: readonly string[]],
    wanted: readonly [name: string, rest: Partial<WriteRequest>],
    text: string,
    outcome: Partial<WriteOutcome> & { readonly rows: number },
  ][] = [
    [
      'JSON Lines as they stand, without what can not be read',
      [jsonRows],
      ['new.jsonl', {}],
      jsonRows.flatMap(({ source }) => (source === undefined ? [] : [`${source}\n`])).join(''),
      { rows: 4, leftOut: { rows: 1, first: 2 } },
    ],
    [
      'JSON Lines to CSV: every column of the rows, also one that comes late',
      [jsonRows],
      ['new.csv', {}],
      'q,lang,w,late\na,en,1.0,\nb,DE,,\nc,de,,"{""x"":12345678901234567890}"\na,en,1.0,\n',
      { rows: 4, leftOut: { rows: 1, first: 2 } },
    ],
    [
      'the columns of those rows alone that are written',
      [jsonRows],
      ['new.csv', { places: [{ from: 3, to: 3 }] }],
      'q,lang\nb,DE\n',
      { rows: 1 },
    ],
    [
      'a file of tabs, by its ending',
      [csvRows, header],
      ['new.tsv', {}],
      'q\tBest Answer\na\t=x\nb\t-5\n',
      { rows: 2, unguarded: 1, cutOff: { rows: 1, first: 2 } },
    ],
    [
      'CSV to JSON Lines: strings stay strings',
      [csvRows, header],
      ['new.ndjson', {}],
      '{"q":"a","Best Answer":"=x"}\n{"q":"b","Best Answer":"-5"}\n',
      { rows: 2, cutOff: { rows: 1, first: 2 } },
    ],
    [
      'guarded, renamed and in another order',
      [csvRows, header],
      [
        'new.csv',
        {
          guardFormulas: true,
          delimiter: ';',
          columns: ['Best Answer', 'q'],
          renames: 'identifiers',
        },
      ],
      "Best_Answer;q\n'=x;a\n-5;b\n",
      { rows: 2, guarded: 1, cutOff: { rows: 1, first: 2 } },
    ],
    [
      'a sample of distinct rows',
      [jsonRows.slice(2)],
      ['new.jsonl', { distinctBy: ['q'], sample: { count: 99, seed: 1 }, columns: ['q'] }],
      '{"q":"b"}\n{"q":"c"}\n{"q":"a"}\n',
      { rows: 3 },
    ],
    [
      'distinct rows, with the number of those left out',
      [jsonRows],
      ['new.jsonl', { distinctBy: [], columns: ['q'], places: [{ from: 3, to: 5 }] }],
      '{"q":"b"}\n{"q":"c"}\n{"q":"a"}\n',
      { rows: 3 },
    ],
    ['no rows of CSV: the header', [[], header], ['new.csv', {}], 'q,Best Answer\n', { rows: 0 }],
    ['no rows of JSON Lines', [[]], ['new.jsonl', {}], '', { rows: 0 }],
  ];
  for (const [name, source, [file, rest], text, { rows, ...outcome }] of written) {
    it(name, async () => {
      const wanted = request(file, rest);
      assert.deepEqual(await write(sourceOf(...source), wanted), {
        ...NOTHING,
        ...outcome,
        files: [{ path: wanted.target, rows }],
      });
      assert.deepEqual(await files(), { [file]: text });
    });
  }

  it('repeated rows are left out and counted', async () => {
    const { files: made, ...rest } = await write(
      sourceOf(jsonRows),
      request('new.jsonl', { distinctBy: [] }),
    );
    assert.deepEqual(rest, { ...NOTHING, leftOut: { rows: 1, first: 2 }, repeated: 1 });
    assert.equal(made[0]?.rows, 3);
  });

  it('splits into a file for each text, each with the header', async () => {
    const outcome = await write(
      sourceOf(jsonRows),
      request('new.csv', { splitBy: 'lang', columns: ['q'] }),
    );
    const path = (name: string) => join(folder, name);
    assert.deepEqual(outcome, {
      ...NOTHING,
      leftOut: { rows: 1, first: 2 },
      files: [
        { path: path('new-en.csv'), rows: 2, value: 'en' },
        { path: path('new-DE.csv'), rows: 1, value: 'DE' },
        { path: path('new-de-2.csv'), rows: 1, value: 'de' },
      ],
    });
    assert.deepEqual(await files(), {
      'new-DE.csv': 'q\nb\n',
      'new-de-2.csv': 'q\nc\n',
      'new-en.csv': 'q\na\na\n',
    });
  });

  it('splits into files beside the dataset, named after it', async () => {
    const source = sourceOf(jsonRows);
    await writeFile(source.path, 'rows\n');
    await write(source, request('source.jsonl', { splitBy: 'lang', columns: ['q'] }));
    assert.deepEqual(await files(), {
      'source-DE.jsonl': '{"q":"b"}\n',
      'source-de-2.jsonl': '{"q":"c"}\n',
      'source-en.jsonl': '{"q":"a"}\n{"q":"a"}\n',
      'source.jsonl': 'rows\n',
    });
  });

  it('splits rows without the value into one file of their own', async () => {
    const rows = ['{"a":null}', '{"a":""}', '{}', '{"a":"empty"}', '{"a":0}'].map(jsonRow);
    const { files: made } = await write(
      sourceOf(rows.map((row, index) => ({ ...row, row: index + 1 }))),
      request('new.jsonl', { splitBy: 'a' }),
    );
    assert.deepEqual(
      made.map(({ path, rows: count, value }) => [path.slice(folder.length + 1), count, value]),
      [
        ['new-empty.jsonl', 3, ''],
        ['new-empty-2.jsonl', 1, 'empty'],
        ['new-0.jsonl', 1, '0'],
      ],
    );
  });

  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => jsonRow(`{"a":${index}}`, index + 1));

  it('splits into 200 files and no more', async () => {
    const { files: made } = await write(
      sourceOf(many(200)),
      request('new.jsonl', { splitBy: 'a' }),
    );
    assert.equal(made.length, 200);
  });

  const taken = (name: string) =>
    `${join('FOLDER', name)} is there already and stays as it is; choose another name, or remove it first.`;
  const refused: readonly [
    name: string,
    source: readonly [rows: readonly ReadRow[], columns?: readonly string[]],
    wanted: readonly [name: string, rest: Partial<WriteRequest>],
    message: string,
  ][] = [
    ['a file that is there', [jsonRows], ['there.csv', {}], taken('there.csv')],
    [
      'a file of a split that is there',
      [jsonRows],
      ['there.csv', { splitBy: 'lang' }],
      taken('there-de-2.csv'),
    ],
    [
      'the dataset itself',
      [csvRows, header],
      ['source.csv', {}],
      'source.csv is the dataset itself, which is never changed; choose another name.',
    ],
    [
      'another name of the dataset',
      [csvRows, header],
      ['same.csv', {}],
      'same.csv is the dataset itself, which is never changed; choose another name.',
    ],
    [
      'a link to the dataset',
      [csvRows, header],
      ['link.csv', {}],
      'link.csv is the dataset itself, which is never changed; choose another name.',
    ],
    [
      'a folder that is not there',
      [jsonRows],
      ['none/new.csv', {}],
      `There is no folder ${join('FOLDER', 'none')}; make it, or choose another place for the file.`,
    ],
    [
      'JSON Lines under a name of CSV',
      [jsonRows],
      ['new.csv', { format: 'jsonl' }],
      'new.csv would hold JSON Lines; give it a name that ends in .jsonl or .ndjson.',
    ],
    [
      'CSV under a name without an ending',
      [jsonRows],
      ['new', { format: 'csv' }],
      'new would hold CSV; give it a name that ends in .csv or .tsv.',
    ],
    [
      'a delimiter that no reader would guess',
      [jsonRows],
      ['new.csv', { delimiter: ':' }],
      'The delimiter of CSV must be a comma, a semicolon, a tab or |.',
    ],
    [
      'a column that the header has not',
      [csvRows, header],
      ['new.csv', { columns: ['q', 'nope'] }],
      'source.csv has no column "nope"; choose another one.',
    ],
    [
      'a column to split by that no row has',
      [jsonRows],
      ['new.jsonl', { splitBy: 'nope' }],
      'No row has a column "nope"; choose another one.',
    ],
    [
      'two columns of one name',
      [jsonRows],
      ['new.jsonl', { renames: [{ name: 'q', as: 'w' }] }],
      'The columns "q" and "w" would both be called "w"; choose another name for one of them.',
    ],
    [
      'rows without any column as CSV',
      [[jsonRow('{}')]],
      ['new.csv', {}],
      'There is no column to write; choose at least one that rows have.',
    ],
    [
      '201 files',
      [many(201)],
      ['new.jsonl', { splitBy: 'a' }],
      'The column "a" has more than 200 different values, and each would be a file; choose a column with fewer, or fewer rows.',
    ],
  ];
  for (const [name, source, [file, rest], message] of refused) {
    it(`refuses ${name}, and leaves all as it was`, async () => {
      await writeFile(join(folder, 'source.csv'), 'q\n');
      await link(join(folder, 'source.csv'), join(folder, 'same.csv'));
      await symlink(join(folder, 'source.csv'), join(folder, 'link.csv'));
      await writeFile(join(folder, 'there.csv'), 'mine');
      await writeFile(join(folder, 'there-de-2.csv'), 'mine');
      const before = await files();
      await assert.rejects(write(sourceOf(...source), request(file, rest)), {
        name: 'UserError',
        message: message.replace('FOLDER', folder),
      });
      assert.deepEqual(await files(), before);
    });
  }

  for (const [name, rest] of [
    ['one file', {}],
    ['a split', { splitBy: 'a' }],
  ] as const) {
    it(`stopped in the middle of ${name}: nothing stays`, async () => {
      const stop = new AbortController();
      const rows = many(100);
      const source: DatasetSource = {
        ...sourceOf(rows),
        async *rows() {
          for await (const batch of inBatches(rows)) {
            if ((batch[0]?.row ?? 0) > 50) stop.abort();
            yield batch;
          }
        },
      };
      await assert.rejects(write(source, request('new.jsonl', rest), stop.signal), {
        name: 'AbortError',
      });
      assert.deepEqual(await files(), {});
    });
  }

  it('a source that fails in the middle: its fault is told, nothing stays', async () => {
    const source: DatasetSource = {
      ...sourceOf(jsonRows),
      async *rows() {
        yield* inBatches(jsonRows);
        throw new Error('the file changed');
      },
    };
    await assert.rejects(write(source, request('new.jsonl', {})), /the file changed/);
    assert.deepEqual(await files(), {});
  });

  it('tells its progress over all readings, from 0 to 1', async () => {
    const told: Progress[] = [];
    const rest = { distinctBy: [], sample: { count: 3, seed: 1 } };
    await writeDataset(sourceOf(many(6)), request('new.csv', rest), {
      onProgress: (progress) => told.push(progress),
    });
    // Counting distinct rows, looking for columns, writing.
    assert.deepEqual(
      told.map(({ share, count }) => [Math.round(share * 6), count]),
      [
        [1, 0],
        [2, 0],
        [3, 0],
        [4, 0],
        [5, 3],
        [6, 6],
      ],
    );
  });

  describe('read back', () => {
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom('"', ',', ';', '\t', '|', '\n', '\r', ' ', 'a', '=') }),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
    );
    const table = fc.integer({ min: 1, max: 4 }).chain((columns) =>
      fc.record({
        header: fc.uniqueArray(text, { minLength: columns, maxLength: columns }),
        rows: fc.array(fc.array(text, { minLength: columns, maxLength: columns }), {
          maxLength: 6,
        }),
      }),
    );
    let count = 0;
    const fresh = (ending: string) => `t${(count += 1)}${ending}`;
    const reader = createDatasetFiles();

    async function read(path: string) {
      const { columns, problems } = await reader.describe(path);
      const values = [];
      for await (const row of reader.rows(path)) values.push(row.values);
      return { columns, values, errors: problems.filter(({ severity }) => severity === 'error') };
    }

    it('any table as CSV, by csv-parse and by the reader of runs, which guesses the delimiter', async () => {
      const delimiter = fc.constantFrom(...DELIMITERS);
      await fc.assert(
        fc.asyncProperty(table, delimiter, async ({ header: names, rows }, between) => {
          const columns = names.map((name, index) => (name === '' ? `column_${index + 1}` : name));
          fc.pre(new Set(columns).size === columns.length && rows.length > 0);
          const wanted = request(fresh('.csv'), { delimiter: between });
          const source = rows.map((fields, index) => csvRow(names, fields, index + 1));
          await write(sourceOf(source, names), wanted);
          const parsed = parse(await readFile(wanted.target), { delimiter: between, bom: true });
          assert.deepEqual(parsed, [columns, ...rows]);
          assert.deepEqual(await read(wanted.target), {
            columns,
            values: rows.map((fields) => csvRow(columns, fields).values),
            errors: [],
          });
        }),
        { numRuns: 60 },
      );
    });

    it('any table as JSON Lines', async () => {
      await fc.assert(
        fc.asyncProperty(table, async ({ header: names, rows }) => {
          fc.pre(rows.length > 0);
          const wanted = request(fresh('.jsonl'), {});
          const source = rows.map((fields, index) => csvRow(names, fields, index + 1));
          await write(sourceOf(source, names), wanted);
          const { values, errors } = await read(wanted.target);
          const expected = source.map((row) => row.values);
          assert.deepEqual({ values, errors }, { values: expected, errors: [] });
        }),
        { numRuns: 40 },
      );
    });
  });
});

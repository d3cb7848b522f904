import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  DatasetEngine,
  DatasetNews,
  OpenDataset,
  PageRequest,
  Progress,
} from '../../../src/core/dataset/openDataset.js';
import type { ReadRow } from '../../../src/core/dataset/rows/readRow.js';
import type { RowFilter, RowQuery, TextQuery } from '../../../src/core/dataset/query/rowQuery.js';
import type { RowPick, WriteRequest } from '../../../src/core/dataset/writing/writeRequest.js';

const ALL: RowQuery = { filters: [], order: null };
const PLAIN = { matchCase: false, wholeWord: false, regex: false };
const EVERY_COLUMN = { from: 0, to: 100 };

/** Row 3 is broken, row 4 has a column of its own, row 6 is much like row 1. */
const JSONL = [
  '{"q":"Why is the sky blue?","n":1.0,"tags":["a", "b"]}',
  '{"q":"two\\nlines","n":12345678901234567890,"tags":[]}',
  '{"q": broken sky',
  '',
  '{"q":"Ümlaut","n":-3,"late":null}',
  '{"q":"","n":"20","tags":{"x":1}}',
  '{"q":"why is the SKY blue?","n":1,"tags":["a","b"]}',
]
  .map((line) => `${line}\n`)
  .join('');

/** Row 2 has a field too few, row 3 one too many; row 4 goes over two lines. */
const CSV = ['id;text', '10;sky', '9', '8;a;more', '7;"sky ""x""\nsecond"', ''].join('\r\n');

interface Watched {
  readonly open: OpenDataset;
  readonly news: DatasetNews[];
  readonly path: string;
}

/** What every engine does that opens datasets. */
export function datasetEngineContract(name: string, make: () => Promise<DatasetEngine>): void {
  describe(`${name} keeps the contract of DatasetEngine`, () => {
    let folder: string;
    let engine: DatasetEngine;
    let opened: OpenDataset[];

    before(async () => {
      engine = await make();
    });
    after(() => engine.dispose());
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'gavel-engine-'));
      opened = [];
    });
    afterEach(async () => {
      await Promise.all(opened.map((each) => each.close()));
      await rm(folder, { recursive: true });
    });

    async function openFile(file: string, content: string | Uint8Array): Promise<Watched> {
      const path = join(folder, file);
      await writeFile(path, content);
      const news: DatasetNews[] = [];
      const open = await engine.open(path, (each) => news.push(each));
      opened.push(open);
      return { open, news, path };
    }
    const openJsonl = () => openFile('rows.jsonl', JSONL);
    const openCsv = () => openFile('rows.csv', CSV);

    const page = async (open: OpenDataset, request: Partial<PageRequest> = {}) =>
      open.page({ query: ALL, from: 1, to: 100, columns: EVERY_COLUMN, ...request });

    const listed = async (open: OpenDataset, query: RowQuery): Promise<number[]> => {
      const { rows } = await open.list(query, () => undefined);
      const numbers = (await page(open, { query })).rows.map(({ row }) => row);
      assert.equal(numbers.length, rows);
      return numbers;
    };

    describe('opening', () => {
      it('tells the form of JSON Lines, its columns and, once all is read, its rows', async () => {
        const { open } = await openJsonl();
        await open.list(ALL, () => undefined);
        await open.survey(() => undefined);
        const { version, ...state } = open.state;
        assert.equal(version, 1);
        assert.deepEqual(state, {
          bytes: Buffer.byteLength(JSONL),
          format: 'jsonl',
          encoding: 'utf-8',
          columns: ['q', 'n', 'tags', 'late'],
          rows: 6,
          blankLines: 1,
          isIndexed: true,
          indexedBytes: Buffer.byteLength(JSONL),
        });
      });

      it('tells the delimiter of CSV', async () => {
        const { open } = await openCsv();
        await open.list(ALL, () => undefined);
        const { delimiter, format, columns, rows, isIndexed } = open.state;
        assert.deepEqual(
          { delimiter, format, columns, rows, isIndexed },
          { delimiter: ';', format: 'csv', columns: ['id', 'text'], rows: 4, isIndexed: true },
        );
      });

      const encoded: readonly [encoding: string, content: Uint8Array][] = [
        ['utf-8', Buffer.from('\uFEFF{"ä":"é"}\n')],
        ['utf-16le', Buffer.from('\uFEFF{"ä":"é"}\n', 'utf16le')],
        ['windows-1252', Buffer.from('{"ä":"é"}\n', 'latin1')],
      ];
      for (const [encoding, content] of encoded) {
        it(`reads ${encoding}`, async () => {
          const { open } = await openFile('rows.jsonl', content);
          assert.equal(open.state.encoding, encoding);
          assert.deepEqual((await open.row(1)).values, { ä: 'é' });
        });
      }

      it('opens an empty file', async () => {
        const { open } = await openFile('rows.csv', '');
        const { rows } = await open.list(ALL, () => undefined);
        assert.deepEqual(
          [rows, open.state.columns, await page(open)],
          [0, [], { version: 1, rows: [] }],
        );
      });

      it('refuses a file that is not there', async () => {
        await assert.rejects(
          engine.open(join(folder, 'none.csv'), () => undefined),
          { name: 'UserError', kind: 'dataset' },
        );
      });
    });

    describe('pages and rows', () => {
      it('a page holds cells on one line each, with what they are', async () => {
        const { open } = await openJsonl();
        await open.survey(() => undefined);
        const { version, rows } = await page(open, { from: 1, to: 4 });
        assert.equal(version, 1);
        assert.deepEqual(
          rows.map(({ row, line, cells, kinds }) => [row, line, kinds, ...cells]),
          [
            [1, 1, 'tnj-', 'Why is the sky blue?', '1.0', '["a","b"]', ''],
            [2, 2, 'tnj-', 'two lines', '12345678901234567890', '[]', ''],
            [3, 3, 't', '{"q": broken sky'],
            [4, 5, 'tn-0', 'Ümlaut', '-3', '', ''],
          ],
        );
        assert.deepEqual(rows[2]?.marks, ['broken']);
      });

      it('a page holds the columns that are asked for, and marks what is looked for', async () => {
        const { open } = await openJsonl();
        const columns = { from: 1, to: 3 };
        const find = { text: 'B', ...PLAIN };
        const { rows } = await page(open, { from: 1, to: 3, columns, find });
        assert.deepEqual(
          rows.map(({ cells, hits }) => [cells, hits]),
          [
            [['1.0', '["a","b"]'], [1]],
            [['12345678901234567890', '[]'], []],
            [['{"q": broken sky'], [0]],
          ],
        );
      });

      it('a page beyond the end has fewer rows', async () => {
        const { open } = await openCsv();
        assert.equal((await page(open, { from: 4, to: 9 })).rows.length, 1);
        assert.equal((await page(open, { from: 5, to: 9 })).rows.length, 0);
      });

      it('a row is given in full: its source, its fields beyond the header, what is odd', async () => {
        const { open } = await openJsonl();
        const { source, values } = await open.row(2);
        assert.equal(source, '{"q":"two\\nlines","n":12345678901234567890,"tags":[]}');
        assert.equal(values['q'], 'two\nlines');
        const { broken, ...row } = await open.row(3);
        assert.deepEqual(row, { row: 3, line: 3, values: {}, marks: ['broken'] });
        assert.equal(broken?.text, '{"q": broken sky');
        assert.match(broken.message, /^[A-Z].*\.$/);
        const csv = await openCsv();
        assert.deepEqual(await csv.open.row(2), {
          row: 2,
          line: 3,
          values: { id: '9' },
          marks: ['missing-fields'],
        });
        assert.deepEqual(await csv.open.row(3), {
          row: 3,
          line: 4,
          values: { id: '8', text: 'a' },
          extra: ['more'],
          marks: ['extra-fields'],
        });
        assert.deepEqual((await csv.open.row(4)).values, { id: '7', text: 'sky "x"\nsecond' });
      });

      it('a row that is not there is refused', async () => {
        const { open } = await openCsv();
        await assert.rejects(open.row(5), { name: 'UserError', kind: 'dataset' });
      });

      const picks: readonly [name: string, pick: Pick<RowPick, 'places'>, rows: number[]][] = [
        ['all', {}, [1, 2, 3, 4, 5, 6]],
        ['none', { places: [] }, []],
        [
          'some, as far as there are any',
          {
            places: [
              { from: 2, to: 3 },
              { from: 5, to: 5 },
              { from: 6, to: 90 },
              { from: 95, to: 99 },
            ],
          },
          [2, 3, 5, 6],
        ],
      ];
      for (const [which, pick, numbers] of picks) {
        it(`rows are given in full: ${which}`, async () => {
          const { open } = await openJsonl();
          const found: ReadRow[] = [];
          for await (const rows of open.rows({ query: ALL, ...pick })) found.push(...rows);
          assert.deepEqual(
            found.map(({ row }) => row),
            numbers,
          );
          const alone = await Promise.all(numbers.map((row) => open.row(row)));
          assert.deepEqual(found, alone);
        });
      }

      it('rows at scattered places of a long list are those rows, each once', async () => {
        const lines = Array.from({ length: 3000 }, (_, index) => `{"n":${index + 1}}\n`);
        const { open } = await openFile('long.jsonl', lines.join(''));
        const even: RowFilter = {
          kind: 'text',
          column: 'n',
          text: '[02468]$',
          ...PLAIN,
          regex: true,
        };
        const queries: readonly (readonly [query: RowQuery, row: (place: number) => number])[] = [
          [ALL, (place) => place],
          [{ filters: [even], order: null }, (place) => 2 * place],
          [{ filters: [], order: { column: 'n', descending: true } }, (place) => 3001 - place],
        ];
        const places = [1, 2, 9, 10, 11, 40, 300, 301, 1200].map((from) => ({ from, to: from }));
        const ranges = [...places, { from: 1205, to: 1215 }, { from: 1300, to: 1499 }];
        for (const [query, row] of queries) {
          const wanted = ranges.flatMap(({ from, to }) =>
            Array.from({ length: to - from + 1 }, (_, index) => row(from + index)),
          );
          const found: number[] = [];
          for await (const rows of open.rows({ query, places: ranges })) {
            found.push(...rows.map((each) => each.row));
          }
          assert.deepEqual(found, wanted);
        }
      });

      it('rows of a list that was not made yet come in its order', async () => {
        const { open } = await openJsonl();
        const filters: RowFilter[] = [{ kind: 'text', column: null, text: 'sky', ...PLAIN }];
        const query = { filters, order: { column: 'n', descending: true } };
        const found: number[] = [];
        for await (const rows of open.rows({ query, places: [{ from: 2, to: 3 }] })) {
          found.push(...rows.map(({ row }) => row));
        }
        assert.deepEqual(found, [6, 3]);
      });

      it('rows end when their signal is aborted', async () => {
        const { open } = await openJsonl();
        const read = async () => {
          for await (const rows of open.rows({ query: ALL }, AbortSignal.abort())) {
            assert.fail(`${rows.length} rows`);
          }
        };
        await assert.rejects(read(), { name: 'AbortError' });
      });
    });

    describe('lists', () => {
      const text = (column: string | null, wanted: string, rest: Partial<TextQuery> = {}) =>
        ({ kind: 'text', column, text: wanted, ...PLAIN, ...rest }) as const;
      const lists: readonly [
        name: string,
        filters: readonly RowFilter[],
        rows: readonly number[],
      ][] = [
        ['all', [], [1, 2, 3, 4, 5, 6]],
        ['a text anywhere, in a broken row too', [text(null, 'sky')], [1, 3, 6]],
        ['a text in its case', [text(null, 'sky', { matchCase: true })], [1, 3]],
        ['a text in a column', [text('q', 'sky')], [1, 6]],
        ['a text not in a column', [{ ...text('q', 'sky'), not: true }], [2, 3, 4, 5]],
        ['a text beyond ASCII', [text('q', 'üML')], [4]],
        ['a whole word', [text('q', 'line', { wholeWord: true })], []],
        ['a text over a line break', [text('q', 'o\nl')], [2]],
        ['a regular expression', [text('q', '^w.*\\?$', { regex: true })], [1, 6]],
        ['a text in a list', [text('tags', '["a","b"]')], [1, 6]],
        ['digits as they are written', [text('n', '.0')], [1]],
        ['a cell that is exactly this', [{ kind: 'equals', column: 'n', text: '1' }], [6]],
        ['a cell that is empty', [{ kind: 'empty', column: 'tags' }], [2, 4]],
        ['a cell that is not empty', [{ kind: 'empty', column: 'tags', not: true }], [1, 3, 5, 6]],
        [
          'numbers, texts of numbers too',
          [{ kind: 'range', column: 'n', min: 1, max: 20 }],
          [1, 5, 6],
        ],
        ['numbers without a lower end', [{ kind: 'range', column: 'n', min: null, max: 0 }], [4]],
        ['rows with a mark', [{ kind: 'marked', marks: ['broken', 'extra-fields'] }], [3]],
        [
          'all filters together',
          [text(null, 'sky'), { kind: 'marked', marks: ['broken'], not: true }],
          [1, 6],
        ],
        ['nothing', [text(null, 'no such text')], []],
      ];
      for (const [which, filters, rows] of lists) {
        it(which, async () => {
          const { open } = await openJsonl();
          assert.deepEqual(await listed(open, { filters, order: null }), rows);
        });
      }

      it('in the order of a column: numbers, then texts; what is empty comes last', async () => {
        const { open } = await openJsonl();
        const by = (column: string, descending: boolean) =>
          listed(open, { filters: [], order: { column, descending } });
        assert.deepEqual(await by('n', false), [4, 1, 6, 5, 2, 3]);
        assert.deepEqual(await by('n', true), [2, 5, 1, 6, 4, 3]);
        assert.deepEqual((await by('q', false)).slice(0, 3), [2, 1, 6]);
        assert.deepEqual((await by('q', true)).slice(-5), [1, 6, 2, 3, 5]);
      });

      it('tells the place of a row', async () => {
        const { open } = await openJsonl();
        const filters = [text(null, 'sky')];
        const inFile = { filters, order: null };
        const sorted = { filters, order: { column: 'n', descending: true } };
        const places = async (query: RowQuery) =>
          Promise.all([1, 2, 3, 6].map((row) => open.place(query, row)));
        assert.deepEqual(await places(ALL), [1, 2, 3, 6]);
        assert.deepEqual(await places(inFile), [1, undefined, 2, 3]);
        assert.deepEqual(await places(sorted), [1, undefined, 3, 2]);
      });

      it('tells how much is done, in the end all', async () => {
        const { open } = await openJsonl();
        const told: Progress[] = [];
        await open.list({ filters: [text(null, 'sky')], order: null }, (each) => told.push(each));
        const shares = told.map(({ share }) => share);
        assert.deepEqual(
          shares,
          [...shares].sort((a, b) => a - b),
        );
        assert.deepEqual(told.at(-1), { share: 1, count: 3 });
      });

      it('refuses a regular expression that is none', async () => {
        const { open } = await openJsonl();
        const filters = [text('q', '(', { regex: true })];
        await assert.rejects(
          open.list({ filters, order: null }, () => undefined),
          {
            name: 'UserError',
            kind: 'usage',
          },
        );
      });

      it('a list that is stopped is made anew when it is asked for again', async () => {
        const { open } = await openJsonl();
        const query = { filters: [text(null, 'sky')], order: null };
        await assert.rejects(
          open.list(query, () => undefined, AbortSignal.abort()),
          {
            name: 'AbortError',
          },
        );
        assert.deepEqual(await listed(open, query), [1, 3, 6]);
      });
    });

    describe('finding', () => {
      const find = { text: 'sky', ...PLAIN };

      it('counts the rows of a list that hold a text', async () => {
        const { open } = await openJsonl();
        const found = await open.find({ query: ALL, find }, () => undefined);
        assert.deepEqual(found, { version: 1, rows: 3 });
        const filters: RowFilter[] = [{ kind: 'empty', column: 'n', not: true }];
        const query = { filters, order: null };
        assert.equal((await open.find({ query, find }, () => undefined)).rows, 3);
        const nothing = { text: 'nothing of the kind', ...PLAIN };
        assert.equal((await open.find({ query: ALL, find: nothing }, () => undefined)).rows, 0);
      });

      const first = { row: 1, place: 1, column: 0, ordinal: 1 };
      const middle = { row: 3, place: 3, ordinal: 2 };
      const last = { row: 6, place: 6, column: 0, ordinal: 3 };
      const steps: readonly [place: number, backwards: boolean, match: object][] = [
        [0, false, first],
        [1, false, middle],
        [4, false, last],
        [6, false, first],
        [6, true, middle],
        [2, true, first],
        [1, true, last],
        [0, true, last],
      ];
      for (const [place, backwards, match] of steps) {
        it(`steps from place ${place} ${backwards ? 'backwards' : 'on'}, and round`, async () => {
          const { open } = await openJsonl();
          assert.deepEqual(await open.step({ query: ALL, find, place, backwards }), match);
        });
      }

      it('steps in the order of a list', async () => {
        const { open } = await openJsonl();
        const query = { filters: [], order: { column: 'n', descending: true } };
        assert.deepEqual(await open.step({ query, find, place: 3, backwards: false }), {
          row: 6,
          place: 4,
          column: 0,
          ordinal: 2,
        });
      });

      it('steps nowhere where nothing holds it', async () => {
        const { open } = await openJsonl();
        const nothing = { text: 'nothing of the kind', ...PLAIN };
        const step = { query: ALL, find: nothing, place: 0, backwards: false };
        assert.equal(await open.step(step), undefined);
      });
    });

    describe('surveying', () => {
      it('tells of columns, numbers, lengths and frequent values', async () => {
        const { open } = await openJsonl();
        const { version, profile, problems, problemCount, marked } = await open.survey(
          () => undefined,
        );
        assert.deepEqual([version, profile.rows, profile.columnsLeftOut], [1, 6, 0]);
        assert.deepEqual(marked, { broken: 1 });
        assert.deepEqual(
          problems
            .filter(({ severity }) => severity === 'error')
            .map(({ code, line, row }) => ({ code, line, row })),
          [{ code: 'broken-line', line: 3, row: 3 }],
        );
        assert.ok(problemCount >= problems.length);
        const [q, n, tags, late] = profile.columns;
        assert.ok(q && n && tags && late);
        assert.deepEqual(
          [q, n, tags, late].map(({ name: column, types, missing, empty }) => ({
            column,
            types,
            missing,
            empty,
          })),
          [
            { column: 'q', types: { string: 5 }, missing: 0, empty: 1 },
            { column: 'n', types: { number: 4, string: 1 }, missing: 0, empty: 0 },
            { column: 'tags', types: { array: 3, object: 1 }, missing: 1, empty: 1 },
            { column: 'late', types: { null: 1 }, missing: 4, empty: 1 },
          ],
        );
        assert.deepEqual([tags.firstMissing, late.firstMissing], [4, 1]);
        assert.deepEqual([tags.distinct, tags.distinctIsExact], [2, true]);
        assert.deepEqual(tags.top[0], {
          text: '["a","b"]',
          type: 'array',
          count: 2,
          isExact: true,
          row: 1,
        });
        const { shortest, longest, longestRow, mean } = q.lengths ?? {};
        assert.deepEqual([shortest, longest, longestRow], [6, 20, 1]);
        assert.ok(Math.abs((mean ?? 0) - 13.75) < 1e-9);
        const { count, whole, min, minRow, maxRow } = n.numbers ?? {};
        assert.deepEqual([count, whole, min, minRow, maxRow], [5, 5, -3, 4, 2]);
        assert.equal(late.numbers, undefined);
      });
    });

    describe('writing', () => {
      const request = (file: string, rest: Partial<WriteRequest> = {}): WriteRequest => ({
        query: ALL,
        guardFormulas: false,
        format: file.endsWith('.csv') ? 'csv' : 'jsonl',
        target: join(folder, file),
        ...rest,
      });

      it('writes rows of a list, digits as they are, and says what is left out', async () => {
        const { open, path } = await openJsonl();
        const told: Progress[] = [];
        const query = { filters: [], order: { column: 'n', descending: false } };
        const rest = { query, columns: ['n', 'tags'] };
        const outcome = await open.write(request('new.csv', rest), (each) => told.push(each));
        assert.deepEqual(outcome, {
          files: [{ path: join(folder, 'new.csv'), rows: 5 }],
          leftOut: { rows: 1, first: 3 },
          cutOff: undefined,
          unreadable: undefined,
          guarded: 0,
          unguarded: 0,
          repeated: 0,
        });
        assert.equal(
          await readFile(join(folder, 'new.csv'), 'utf8'),
          'n,tags\n-3,\n1.0,"[""a"",""b""]"\n1,"[""a"",""b""]"\n20,"{""x"":1}"\n12345678901234567890,[]\n',
        );
        assert.equal(told.at(-1)?.share, 1);
        assert.equal(await readFile(path, 'utf8'), JSONL);
      });

      it('writes a sample, distinct rows, and a file for each value', async () => {
        const { open } = await openJsonl();
        const sample = { count: 2, seed: 1 };
        const some = await open.write(request('some.jsonl', { sample }), () => undefined);
        assert.equal((some.files[0]?.rows ?? 0) + (some.leftOut?.rows ?? 0), 2);
        const distinct = request('distinct.jsonl', { distinctBy: ['tags'] });
        assert.equal((await open.write(distinct, () => undefined)).repeated, 1);
        const split = request('split.jsonl', { splitBy: 'tags', columns: ['n'] });
        const { files } = await open.write(split, () => undefined);
        assert.deepEqual(
          files.map(({ value, rows }) => [value, rows]),
          [
            ['["a","b"]', 2],
            ['[]', 1],
            ['', 1],
            ['{"x":1}', 1],
          ],
        );
      });

      it('replaces no file, and leaves none behind when it is stopped', async () => {
        const { open } = await openJsonl();
        await writeFile(join(folder, 'taken.csv'), 'mine');
        const before = await readdir(folder);
        await assert.rejects(
          open.write(request('taken.csv'), () => undefined),
          {
            name: 'UserError',
            kind: 'usage',
          },
        );
        const stopped = open.write(request('new.csv'), () => undefined, AbortSignal.abort());
        await assert.rejects(stopped, { name: 'AbortError' });
        assert.deepEqual(await readdir(folder), before);
        assert.equal(await readFile(join(folder, 'taken.csv'), 'utf8'), 'mine');
      });
    });

    describe('changes of the file', () => {
      it('says nothing where it is the same', async () => {
        const { open, news } = await openJsonl();
        await open.list(ALL, () => undefined);
        const told = news.length;
        await open.refresh();
        assert.equal(open.state.version, 1);
        assert.deepEqual(news.slice(told), []);
      });

      it('another content has another version, told by news', async () => {
        const { open, news, path } = await openJsonl();
        await open.list(ALL, () => undefined);
        await writeFile(`${path}.new`, '{"other":1}\n');
        await rename(`${path}.new`, path);
        await open.refresh();
        await open.list(ALL, () => undefined);
        const { version, columns, rows } = open.state;
        assert.ok(version > 1);
        assert.deepEqual([columns, rows], [['other'], 1]);
        assert.equal((await page(open)).version, version);
        const last = news.findLast(({ kind }) => kind === 'state');
        assert.equal(last?.kind === 'state' && last.state.version, version);
      });

      it('rows that were added are there', async () => {
        const { open, path } = await openJsonl();
        await open.list(ALL, () => undefined);
        await appendFile(path, '{"q":"more"}\n');
        await open.refresh();
        assert.equal((await open.list(ALL, () => undefined)).rows, 7);
        assert.deepEqual((await open.row(7)).values, { q: 'more' });
      });

      it('a file that is gone is told in one sentence', async () => {
        const { open, news, path } = await openJsonl();
        await open.list(ALL, () => undefined);
        await rm(path);
        await open.refresh();
        const failed = news.find(({ kind }) => kind === 'failed');
        assert.match(failed?.kind === 'failed' ? failed.message : '', /^[A-Z].*\.$/);
      });
    });
  });
}

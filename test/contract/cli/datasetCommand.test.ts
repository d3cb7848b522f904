import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { createServices } from '../../../src/composition.js';
import type { DatasetEngine } from '../../../src/core/dataset/openDataset.js';
import { selectRows } from '../../../src/core/dataset/rows/selectRows.js';
import { createMemoryDatasetEngine } from '../ports/memoryDatasetEngine.js';
import { runGavel } from './runGavel.js';

/** Row 4 is broken; the ids are too long for JavaScript's numbers. */
const ROWS = [
  '{"id":12345678901234567890,"q":"Why is the sky blue?","lang":"en","score":1.0}',
  '{"id":12345678901234567891,"q":"Was kostet das?","lang":"de","score":3}',
  '{"id":12345678901234567892,"q":"=1+1","lang":"en","score":10}',
  '{"id":',
  '{"id":12345678901234567893,"q":"sky, again","lang":"en","score":2.50,"Best Answer":null}',
];

const TABLE = 'a;b c\n1;x\n2\n3;y;z\n4;"quoted ""y"""\n';

describe('gavel dataset', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'gavel-dataset-'));
    await writeFile(path.join(folder, 'rows.jsonl'), ROWS.map((row) => `${row}\n`).join(''));
    await writeFile(path.join(folder, 'table.csv'), TABLE);
  });
  afterEach(() => rm(folder, { recursive: true }));

  interface Surroundings {
    readonly signal?: AbortSignal;
    readonly columns?: number;
    readonly engine?: DatasetEngine;
  }

  const gavel = (args: readonly string[], around: Surroundings = {}) => {
    const { signal, columns = 80, engine = createMemoryDatasetEngine() } = around;
    return runGavel(['dataset', ...args], {
      env: {},
      cwd: folder,
      signal,
      terminal: { columns },
      makeServices: (options) => ({
        ...createServices(options),
        datasetEngine: () => Promise.resolve(engine),
      }),
    });
  };

  /** The numbers of the rows that `--json` prints. */
  async function rowsOf(args: readonly string[]): Promise<number[]> {
    const { exitCode, out, err } = await gavel([...args, '--json']);
    assert.deepEqual([exitCode, err], [0, '']);
    return (JSON.parse(out) as { row: number }[]).map(({ row }) => row);
  }

  const file = (name: string) => readFile(path.join(folder, name), 'utf8');
  const all = [1, 2, 3, 4, 5];

  describe('which rows', () => {
    const sampled = selectRows(5, { limit: 2, sample_seed: 1 }) ?? [];
    const sampledElse = selectRows(5, { limit: 2, sample_seed: 3 }) ?? [];
    const cases: readonly [args: readonly string[], rows: readonly number[]][] = [
      [
        ['--rows', '2..3'],
        [2, 3],
      ],
      [
        ['--rows', '4..99'],
        [4, 5],
      ],
      [['--rows', '5'], [5]],
      [['--rows', '6..9'], []],
      [
        ['--limit', '2'],
        [1, 2],
      ],
      [
        ['--where', 'lang=en'],
        [1, 3, 5],
      ],
      [
        ['--where', 'lang=en', '--where', 'score>=2'],
        [3, 5],
      ],
      [
        ['--where', 'score>1', '--where', 'score<10'],
        [2, 5],
      ],
      [['--where', ':broken'], [4]],
      [
        ['--where', 'q!~sky'],
        [2, 3, 4],
      ],
      [
        ['--where', 'Best Answer:empty'],
        [1, 2, 3, 5],
      ],
      [['--where', '*~sky', '--rows', '2..2'], [5]],
      [
        ['--search', 'SKY', '--limit', '9'],
        [1, 5],
      ],
      [['--search', 'SKY', '--match-case', '--limit', '9'], []],
      [
        ['--search', 'sky|das', '--regex', '--limit', '9'],
        [1, 2, 5],
      ],
      [
        ['--sort', 'score:desc'],
        [3, 2, 5, 1, 4],
      ],
      [
        ['--sort', 'score', '--limit', '2'],
        [1, 5],
      ],
      [
        ['--sort', 'score:desc', '--where', 'lang=en', '--rows', '1..2'],
        [3, 5],
      ],
      [
        ['--distinct', 'lang'],
        [1, 2, 4],
      ],
      [['--distinct'], all],
      [['--sample', '2'], sampled],
      [['--sample', '2', '--seed', '3'], sampledElse],
      [['--sample', '99'], all],
      [['--columns', 'q'], all],
    ];
    for (const [args, rows] of cases) {
      it(args.join(' '), async () => {
        assert.deepEqual(await rowsOf(['rows.jsonl', ...args]), rows);
      });
    }
  });

  describe('--json', () => {
    it('prints rows with their digits, broken ones with what stands there', async () => {
      const { out } = await gavel([
        'rows.jsonl',
        '--rows',
        '3..5',
        '--columns',
        'score,id',
        '--json',
      ]);
      assert.equal(
        out,
        [
          '[',
          '  { "row": 3, "values": {"score":10,"id":12345678901234567892} },',
          '  { "row": 4, "values": {}, "broken": {"message":"Line 4 is no object of JSON.","text":"{\\"id\\":"}, "marks": ["broken"] },',
          '  { "row": 5, "values": {"score":2.50,"id":12345678901234567893} }',
          ']',
          '',
        ].join('\n'),
      );
    });

    it('prints fields beyond the header, and what is odd', async () => {
      const { out } = await gavel(['table.csv', '--rows', '2..3', '--json']);
      assert.deepEqual(JSON.parse(out), [
        { row: 2, values: { a: '2' }, marks: ['missing-fields'] },
        { row: 3, values: { a: '3', 'b c': 'y' }, extra: ['z'], marks: ['extra-fields'] },
      ]);
    });

    it('without options describes the file', async () => {
      const { exitCode, out } = await gavel(['table.csv', '--json']);
      const { rows, columns, bytes, format, delimiter, encoding, problemCount } = JSON.parse(
        out,
      ) as Record<string, unknown>;
      assert.deepEqual(
        { exitCode, rows, columns, bytes, format, delimiter, encoding, problemCount },
        {
          exitCode: 0,
          rows: 4,
          columns: ['a', 'b c'],
          bytes: TABLE.length,
          format: 'csv',
          delimiter: ';',
          encoding: 'utf-8',
          problemCount: 2,
        },
      );
    });

    it('--profile and --search alone describe the file as well', async () => {
      const { out } = await gavel(['rows.jsonl', '--profile', '--search', 'sky', '--json']);
      const document = JSON.parse(out) as {
        rows: number;
        broken: number;
        profile: { name: string; filled: number; types: object; longest: number }[];
        search: { text: string; matches: { row: number; values: object }[] };
      };
      assert.deepEqual([document.rows, document.broken], [4, 1]);
      assert.deepEqual(
        document.profile.map(({ name, filled, types, longest }) => [name, filled, types, longest]),
        [
          ['id', 4, { number: 4 }, 20],
          ['q', 4, { string: 4 }, 20],
          ['lang', 4, { string: 4 }, 2],
          ['score', 4, { number: 4 }, 4],
          ['Best Answer', 0, { null: 1 }, 0],
        ],
      );
      assert.equal(document.search.text, 'sky');
      assert.deepEqual(
        document.search.matches.map(({ row }) => row),
        [1, 5],
      );
      assert.ok(out.includes('12345678901234567893'), 'digits are kept');
    });

    it('--search without a match has an empty list', async () => {
      const { out } = await gavel(['rows.jsonl', '--search', 'nothing', '--json']);
      assert.deepEqual((JSON.parse(out) as { search: unknown }).search, {
        text: 'nothing',
        matches: [],
      });
    });
  });

  describe('for a person', () => {
    it('several rows are a table that fits, with notes on what is odd', async () => {
      const { exitCode, out, err } = await gavel(['rows.jsonl', '--rows', '2..5'], { columns: 60 });
      assert.equal(exitCode, 0);
      assert.deepEqual(out.split('\n'), [
        '                 id  q              lang  score  Best Answer',
        '  2  1234567890123…  Was kostet d…  de        3  —',
        '  3  1234567890123…  =1+1           en       10  —',
        '! 4  {"id":',
        '  5  1234567890123…  sky, again     en     2.50  null',
        '',
      ]);
      assert.equal(err, '! row 4: Line 4 is no object of JSON.\n');
    });

    it('one row is printed in full', async () => {
      assert.deepEqual(await gavel(['table.csv', '--rows', '3']), {
        exitCode: 0,
        out: 'row 3\n  a: 3\n  b c: y\n  beyond the header: z\n! row 3 has more fields than the header names.\n',
        err: '',
      });
    });

    it('no row is said', async () => {
      const { out, exitCode } = await gavel(['table.csv', '--where', 'a=9']);
      assert.deepEqual([exitCode, out], [0, 'There is no such row.\n']);
    });

    it('of many rows the first 50, and how to see more; of many columns as many as fit', async () => {
      const names = Array.from({ length: 30 }, (_, index) => `column ${index}`);
      const lines = [names, ...Array.from({ length: 70 }, () => names)].map((cells) =>
        cells.join(),
      );
      await writeFile(path.join(folder, 'many.csv'), lines.join('\n'));
      const { out, err } = await gavel(['many.csv', '--where', 'column 0~column']);
      assert.equal(out.trimEnd().split('\n').length, 51);
      assert.deepEqual(err.split('\n'), [
        'The first 50 of 70 rows; --limit says how many, --rows which.',
        '23 columns not shown (column 7, column 8, column 9, column 10, column 11, …); --columns chooses.',
        '',
      ]);
      const more = await gavel(['many.csv', '--limit', '60', '--columns', 'column 3']);
      assert.equal(more.out.trimEnd().split('\n').length, 61);
      assert.equal(more.err, '');
    });

    it('a description, with the profile and the rows that hold a text', async () => {
      const { out } = await gavel(['rows.jsonl', '--profile', '--search', 'again']);
      assert.match(
        out,
        /^rows\.jsonl: 4 rows, 1 broken row, 5 columns, \d+ bytes, jsonl\ncolumns: id, q, /,
      );
      assert.match(out, /rows\.jsonl:4: error: Line 4 is not JSON/);
      assert.match(out, / +3 +lang +text +80 % +2 /);
      assert.match(out, /1 row with "again"\nrow 5\n/);
    });
  });

  describe('--format', () => {
    it('csv: every column of the rows, and what is left out on standard error', async () => {
      const { exitCode, out, err } = await gavel(['rows.jsonl', '--format', 'csv']);
      assert.equal(exitCode, 0);
      assert.equal(
        out,
        [
          'id,q,lang,score,Best Answer',
          '12345678901234567890,Why is the sky blue?,en,1.0,',
          '12345678901234567891,Was kostet das?,de,3,',
          '12345678901234567892,=1+1,en,10,',
          '12345678901234567893,"sky, again",en,2.50,',
          '',
        ].join('\n'),
      );
      assert.deepEqual(err.split('\n'), [
        "1 row can't be read and is left out (row 4).",
        '1 cell begins like a formula, which a spreadsheet would run; --guard-formulas puts an apostrophe in front.',
        '',
      ]);
    });

    it('csv, guarded, with names for templates and some columns', async () => {
      const { out, err } = await gavel([
        ...['rows.jsonl', '--where', 'score>=2.5', '--columns', '"Best Answer",q'],
        ...['--format', 'csv', '--guard-formulas', '--rename-identifiers'],
      ]);
      assert.equal(out, 'Best_Answer,q\n,Was kostet das?\n,\'=1+1\n,"sky, again"\n');
      assert.equal(err, '1 cell begins like a formula and got an apostrophe in front.\n');
    });

    it('jsonl: lines as they stand', async () => {
      const { out } = await gavel(['rows.jsonl', '--format', 'jsonl', '--rows', '1..2']);
      assert.equal(out, `${ROWS[0]}\n${ROWS[1]}\n`);
    });

    it('json: a list of objects; texts of CSV stay texts', async () => {
      const { out, err } = await gavel(['table.csv', '--format', 'json', '--where', 'a<=2']);
      assert.deepEqual(JSON.parse(out), [{ a: '1', 'b c': 'x' }, { a: '2' }]);
      assert.equal(err, 'CSV has texts only: numbers in it are texts in the JSON too.\n');
    });

    it('md: a table', async () => {
      const { out } = await gavel(['table.csv', '--format', 'md', '--rows', '1']);
      assert.equal(out, '| a | b c |\n| --- | --- |\n| 1 | x |\n');
    });
  });

  describe('--out', () => {
    it('writes a new file and says what became of the rows', async () => {
      const { exitCode, out, err } = await gavel([
        'rows.jsonl',
        '--out',
        'new.csv',
        '--sort',
        'score',
      ]);
      assert.deepEqual([exitCode, err], [0, '']);
      assert.deepEqual(out.split('\n'), [
        'new.csv: 4 rows',
        "1 row can't be read and is left out (row 4).",
        '1 cell begins like a formula, which a spreadsheet would run; --guard-formulas puts an apostrophe in front.',
        '',
      ]);
      const [header, ...rows] = parse(await file('new.csv'));
      assert.deepEqual(header, ['id', 'q', 'lang', 'score', 'Best Answer']);
      assert.deepEqual(
        rows.map((cells) => cells[3]),
        ['1.0', '2.50', '3', '10'],
      );
      assert.equal(await file('rows.jsonl'), ROWS.map((row) => `${row}\n`).join(''));
    });

    it('--json prints the outcome', async () => {
      const { out } = await gavel([
        ...['rows.jsonl', '--out', 'new.jsonl', '--distinct', 'lang', '--sample', '9', '--json'],
      ]);
      assert.deepEqual(JSON.parse(out), {
        files: [{ path: path.join(folder, 'new.jsonl'), rows: 2 }],
        repeated: 2,
        guarded: 0,
        unguarded: 0,
        leftOut: { rows: 1, first: 4 },
        cutOff: null,
        unreadable: null,
      });
      assert.equal(await file('new.jsonl'), `${ROWS[0]}\n${ROWS[1]}\n`);
    });

    it('--split-by writes a file for each value', async () => {
      await mkdir(path.join(folder, 'parts'));
      const { out } = await gavel([
        ...['rows.jsonl', '--where', '!:broken', '--split-by', 'lang', '--out', 'parts/rows.tsv'],
        ...['--columns', 'q,score'],
      ]);
      assert.equal(
        out,
        `${path.join('parts', 'rows-en.tsv')}: 3 rows\n${path.join('parts', 'rows-de.tsv')}: 1 row\n` +
          '1 cell begins like a formula, which a spreadsheet would run; --guard-formulas puts an apostrophe in front.\n',
      );
      assert.equal(await file('parts/rows-de.tsv'), 'q\tscore\nWas kostet das?\t3\n');
    });

    it('interrupted while it writes: 130, and nothing is left behind', async () => {
      const stop = new AbortController();
      const memory = createMemoryDatasetEngine();
      const engine: DatasetEngine = {
        ...memory,
        async open(name, onNews) {
          const open = await memory.open(name, onNews);
          return {
            ...open,
            state: open.state,
            write(request, onProgress, signal) {
              stop.abort();
              return open.write(request, onProgress, signal);
            },
          };
        },
      };
      const before = await readdir(folder);
      const { exitCode, err } = await gavel(['rows.jsonl', '--out', 'new.csv'], {
        engine,
        signal: stop.signal,
      });
      assert.deepEqual([exitCode, err], [130, 'Interrupted.\n']);
      assert.deepEqual(await readdir(folder), before);
    });
  });

  describe('refuses with exit code 2', () => {
    const cases: readonly [args: readonly string[], message: string | RegExp][] = [
      [['none.csv'], /Could not read the dataset .*none\.csv/],
      [
        ['rows.jsonl', '--rows', '3..1'],
        '--rows "3..1" is no range; write A..B with 1 ≤ A ≤ B, e.g. 1..10.',
      ],
      [
        ['rows.jsonl', '--where', 'q'],
        '--where q: a condition is missing: write it like column~text or column>=3, at character 2.',
      ],
      [
        ['rows.jsonl', '--where', 'score>x'],
        '--where score>x: expected a number such as 3 or 0.5, at character 7.',
      ],
      [
        ['rows.jsonl', '--where', 'scroe>1'],
        'The dataset has no column "scroe". Did you mean `score`?',
      ],
      [['table.csv', '--sort', 'zzz'], 'The dataset has no column "zzz". There is a, b c.'],
      [['rows.jsonl', '--columns', 'q,nope'], /no column "nope"/],
      [['rows.jsonl', '--distinct', 'nope'], /no column "nope"/],
      [['rows.jsonl', '--out', 'x.csv', '--split-by', 'nope'], /no column "nope"/],
      [
        ['rows.jsonl', '--columns', ',q'],
        '",q" is no list of columns; write it like question,answer,"a, b".',
      ],
      [['rows.jsonl', '--sort', ':desc'], '--sort wants a column, as in score or score:desc.'],
      [['rows.jsonl', '--search', ''], '--search wants a text.'],
      [['rows.jsonl', '--search', '(', '--regex'], /regular expression/],
      [['rows.jsonl', '--regex'], '--regex goes with --search.'],
      [['rows.jsonl', '--seed', '3'], '--seed goes with --sample.'],
      [['rows.jsonl', '--sample', '0'], /whole number from 1/],
      [['rows.jsonl', '--split-by', 'lang'], '--split-by goes with --out.'],
      [['rows.jsonl', '--rename-identifiers'], '--rename-identifiers goes with --out or --format.'],
      [
        ['rows.jsonl', '--guard-formulas'],
        '--guard-formulas is for CSV; nothing else is opened as a spreadsheet.',
      ],
      [['rows.jsonl', '--guard-formulas', '--out', 'x.jsonl'], /--guard-formulas is for CSV/],
      [
        ['rows.jsonl', '--profile', '--rows', '1'],
        '--profile is of a whole file; write the rows with --out and profile that.',
      ],
      [
        ['rows.jsonl', '--out', 'x.txt'],
        '--out x.txt names no dataset; end it with .csv, .tsv, .jsonl or .ndjson (other forms are printed by --format).',
      ],
      [
        ['rows.jsonl', '--out', 'x.csv', '--format', 'jsonl'],
        "--format jsonl and the ending of x.csv don't agree; leave --format out.",
      ],
      [['rows.jsonl', '--out', 'table.csv'], /table\.csv is there already and stays as it is/],
      [
        ['rows.jsonl', '--out', './rows.jsonl'],
        'rows.jsonl is the dataset itself, which is never changed; choose another name.',
      ],
      [
        ['rows.jsonl', '--out', 'no/x.csv'],
        /There is no folder .*no; make it, or choose another place/,
      ],
    ];
    for (const [args, message] of cases) {
      it(args.join(' '), async () => {
        const before = await readdir(folder);
        const { exitCode, out, err } = await gavel(args);
        assert.deepEqual([exitCode, out], [2, '']);
        if (typeof message === 'string') assert.equal(err, `${message}\n`);
        else assert.match(err, message);
        assert.deepEqual(await readdir(folder), before);
      });
    }

    it('two forms of one answer', async () => {
      const { exitCode, out } = await gavel(['rows.jsonl', '--format', 'csv', '--json']);
      assert.equal(exitCode, 2);
      assert.deepEqual(JSON.parse(out), {
        error: {
          kind: 'usage',
          message: '--json and --format are two forms of one answer; leave one of them out.',
        },
      });
    });
  });

  it('lets go of the file in the end, also after a failure', async () => {
    const memory = createMemoryDatasetEngine();
    let opened = 0;
    const engine: DatasetEngine = {
      ...memory,
      async open(name, onNews) {
        const open = await memory.open(name, onNews);
        opened += 1;
        const close = async () => {
          opened -= 1;
          await open.close();
        };
        return { ...open, state: open.state, close };
      },
    };
    for (const args of [['--rows', '1..2'], ['--where', 'nope=1'], ['--out', 'table.csv'], []]) {
      await gavel(['rows.jsonl', ...args], { engine });
      assert.equal(opened, 0, args.join(' '));
    }
  });
});

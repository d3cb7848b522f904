import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { DatasetRow, RowRange } from '../../../../src/core/dataset/dataset.js';
import { DELIMITERS } from '../../../../src/core/dataset/text/detectDelimiter.js';
import type { JsonObject } from '../../../../src/core/json.js';
import { createDatasetFiles } from '../../../../src/files/dataset/datasetFiles.js';

const datasets = createDatasetFiles();
let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gavel-datasets-'));
});
after(() => rm(folder, { recursive: true }));

async function file(name: string, content: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function rowsOf(path: string, range?: RowRange): Promise<DatasetRow[]> {
  const rows: DatasetRow[] = [];
  for await (const row of datasets.rows(path, range)) rows.push(row);
  return rows;
}

async function valuesOf(path: string): Promise<JsonObject[]> {
  return (await rowsOf(path)).map(({ values }) => values);
}

describe('datasetFiles: CSV', () => {
  const cases: [string, string, JsonObject[]][] = [
    ['plain', 'a,b\n1,2\n', [{ a: '1', b: '2' }]],
    ['no line break at the end', 'a,b\n1,2', [{ a: '1', b: '2' }]],
    ['byte-order mark', '\uFEFFa,b\n1,2\n', [{ a: '1', b: '2' }]],
    ['byte-order mark before a quote', '\uFEFF"a",b\n1,2\n', [{ a: '1', b: '2' }]],
    [
      'CRLF',
      'a,b\r\n1,2\r\n3,4\r\n',
      [
        { a: '1', b: '2' },
        { a: '3', b: '4' },
      ],
    ],
    [
      'CR',
      'a,b\r1,2\r3,4',
      [
        { a: '1', b: '2' },
        { a: '3', b: '4' },
      ],
    ],
    ['quoted line breaks', 'a,b\n"x\ny","p\r\nq"\n', [{ a: 'x\ny', b: 'p\r\nq' }]],
    ['doubled quotes', 'a\n"say ""hi"""\n""""\n', [{ a: 'say "hi"' }, { a: '"' }]],
    [
      'empty lines are skipped',
      'a,b\n\n1,2\n\n\n3,4\n\n',
      [
        { a: '1', b: '2' },
        { a: '3', b: '4' },
      ],
    ],
    ['an empty quoted field is a row', 'a\n""\n', [{ a: '' }]],
    ['white space is kept', 'a,b\n x , y\n', [{ a: ' x ', b: ' y' }]],
    ['semicolon', 'a;b\n1,5;2\n', [{ a: '1,5', b: '2' }]],
    ['tab', 'a\tb\n1,1\t2\n', [{ a: '1,1', b: '2' }]],
    ['pipe', 'a|b\n1|2\n', [{ a: '1', b: '2' }]],
    [
      'delimiters inside quotes do not count',
      'a,b\n"x;y;z",1\n"p;q;r",2\n',
      [
        { a: 'x;y;z', b: '1' },
        { a: 'p;q;r', b: '2' },
      ],
    ],
    ['a short row lacks its last columns', 'a,b\n1\n', [{ a: '1' }]],
    ['a stray quote is a character', 'a,b\nx"y,2\n', [{ a: 'x"y', b: '2' }]],
  ];
  for (const [name, text, values] of cases) {
    it(name, async () => assert.deepEqual(await valuesOf(await file('case.csv', text)), values));
  }

  it('.tsv prefers the tab', async () => {
    const path = await file('case.tsv', 'a,b\tc,d\n1,2\t3,4\n');
    assert.deepEqual(await valuesOf(path), [{ 'a,b': '1,2', 'c,d': '3,4' }]);
  });

  it('names of JavaScript are columns like any other', async () => {
    const path = await file('names.csv', '__proto__,constructor,10,2\np,c,ten,two\n');
    const [row] = await rowsOf(path);
    assert.equal(Object.getPrototypeOf(row?.values), Object.prototype);
    assert.deepEqual(
      new Map(Object.entries(row?.values ?? {})),
      new Map([
        ['__proto__', 'p'],
        ['constructor', 'c'],
        ['10', 'ten'],
        ['2', 'two'],
      ]),
    );
    assert.equal(({} as JsonObject)['p'], undefined);
    const info = await datasets.describe(path);
    assert.deepEqual(info.columns, ['__proto__', 'constructor', '10', '2']);
  });

  it('property: any table reads back as it was written, with each delimiter and line end', async () => {
    const cell = fc.oneof(
      fc.string({
        unit: fc.constantFrom('a', 'ß', '"', ',', ';', '\t', '|', '\n', '\r', ' ', '😀'),
        maxLength: 6,
      }),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
    );
    const table = fc.integer({ min: 1, max: 5 }).chain((width) =>
      fc.record({
        header: fc.uniqueArray(
          cell.filter((text) => text !== '' && text !== '\uFEFF'),
          { minLength: width, maxLength: width },
        ),
        body: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 8 }),
        delimiter: fc.constantFrom(...DELIMITERS),
        end: fc.constantFrom('\n', '\r\n', '\r'),
      }),
    );
    await fc.assert(
      fc.asyncProperty(table, async ({ header, body, delimiter, end }) => {
        const quote = (text: string) =>
          /^[\p{L}\p{N}]+$/u.test(text) ? text : `"${text.replaceAll('"', '""')}"`;
        const text = [header, ...body].map((row) => row.map(quote).join(delimiter)).join(end);
        const path = await file('property.csv', text);
        const expected = body.map((row) => row.map((value, index) => [header[index], value]));
        const rows = await rowsOf(path);
        // Compared in the header's order, since objects reorder keys such as "1".
        assert.deepEqual(
          rows.map(({ values }) =>
            header.map((name) => [name, Object.hasOwn(values, name) ? values[name] : undefined]),
          ),
          expected,
        );
        const info = await datasets.describe(path);
        assert.deepEqual([info.columns, info.rows], [header, body.length]);
      }),
      { numRuns: 30 },
    );
  });

  it('a field of 1 MB', async () => {
    const field = 'x"\n'.repeat(333_334);
    const path = await file('long.csv', `a,b\n"${field.replaceAll('"', '""')}",2\n`);
    assert.deepEqual(await valuesOf(path), [{ a: field, b: '2' }]);
  });

  it('10,000 columns', async () => {
    const header = Array.from({ length: 10_000 }, (_, index) => `c${index}`);
    const path = await file('wide.csv', `${header.join(',')}\n${header.join(',')}\n1,2\n`);
    const info = await datasets.describe(path);
    assert.deepEqual(info.columns, header);
    assert.equal(info.problems.length, 100);
    assert.ok(info.problemCount > 100);
    const [row] = await rowsOf(path);
    assert.equal(Object.keys(row?.values ?? {}).length, 10_000);
  });
});

describe('datasetFiles: JSON Lines', () => {
  it('rows with their source; empty lines are skipped', async () => {
    const path = await file('a.jsonl', '\uFEFF{"a": 1.0}\r\n\r\n  \n{"a": [true, null]}');
    assert.deepEqual(await rowsOf(path), [
      { row: 1, values: { a: 1 }, source: '{"a": 1.0}' },
      { row: 2, values: { a: [true, null] }, source: '{"a": [true, null]}' },
    ]);
  });

  it('columns stand in order of appearance, numbers among them', async () => {
    const path = await file(
      'order.jsonl',
      '{"b":1,"10":2,"2":3}\n{"b":1,"10":2,"2":3,"a":4,"1":5}\n',
    );
    assert.deepEqual((await datasets.describe(path)).columns, ['b', '10', '2', 'a', '1']);
  });

  it('property: any rows read back as they were written', async () => {
    const rows = fc.array(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), {
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(rows, fc.constantFrom('\n', '\r\n', '\r'), async (values, end) => {
        const lines = values.map((value) => JSON.stringify(value));
        const path = await file('property.jsonl', lines.join(end));
        const read = await rowsOf(path);
        assert.deepEqual(
          read.map(({ source }) => source),
          lines,
        );
        assert.deepEqual(
          read.map(({ values: each }) => JSON.stringify(each)),
          lines,
        );
        assert.equal((await datasets.describe(path)).rows, values.length);
      }),
      { numRuns: 30 },
    );
  });

  const broken: [string, string, string][] = [
    [
      'a missing comma',
      '{"a":1}\n{"a":1 "b":2}\n',
      'line 2 is not JSON: expected "," or "}" at column 8',
    ],
    [
      'a single quote',
      "\n\n{'a':1}",
      'line 3 is not JSON: expected a key in double quotes or "}" at column 2',
    ],
    [
      'a torn line',
      '{"a":"x',
      'line 1 is not JSON: expected a closing quote for the string at column 8',
    ],
    ['NaN', '{"a":NaN}', 'line 1 is not JSON: expected a value at column 6'],
    [
      'two objects',
      '{"a":1}{"a":2}',
      'line 1 is not JSON: expected the end of the line at column 8',
    ],
    ['a list', '[1]', 'line 1 is a list: expected an object such as {"question": "…"}'],
    ['a text', '"x"', 'line 1 is a string: expected an object such as {"question": "…"}'],
  ];
  for (const [name, text, fault] of broken) {
    it(`broken: ${name}`, async () => {
      const path = await file('broken.jsonl', text);
      await assert.rejects(rowsOf(path), {
        name: 'UserError',
        kind: 'dataset',
        message: `In the dataset broken.jsonl, ${fault}.`,
      });
      const [problem] = (await datasets.describe(path)).problems;
      assert.equal(problem?.code, 'broken-line');
      assert.equal(problem.message, `L${fault.slice(1)}.`);
    });
  }

  it('rows before a broken line can be read', async () => {
    const path = await file('half.jsonl', '{"a":1}\n{"a":2}\n{"a"\n');
    assert.equal((await rowsOf(path, { from: 1, to: 2 })).length, 2);
  });
});

describe('datasetFiles: problems', () => {
  const cases: [string, string, string, object[]][] = [
    [
      'rows that lack a column are said once',
      'a.jsonl',
      '{"a":1,"b":1}\n{"a":2}\n\n{"a":3}\n',
      [
        {
          severity: 'warning',
          code: 'unequal-fields',
          line: 2,
          row: 2,
          message:
            '2 of 3 rows lack "b" (first: line 2); the evaluation service wants the same fields in every row.',
        },
      ],
    ],
    [
      'a column that comes later is missing before',
      'a.jsonl',
      '\n{"a":1}\n{"a":2,"b":1}\n',
      [
        {
          severity: 'warning',
          code: 'unequal-fields',
          line: 2,
          row: 1,
          message:
            '1 of 2 rows lacks "b" (line 2); the evaluation service wants the same fields in every row.',
        },
      ],
    ],
    [
      'a short row',
      'a.csv',
      'a,b\n"x\r\ny",2\n1\n',
      [
        {
          severity: 'warning',
          code: 'unequal-fields',
          line: 4,
          row: 2,
          message:
            '1 of 2 rows lacks "b" (line 4); the evaluation service wants the same fields in every row.',
        },
      ],
    ],
    [
      'rows with too many fields are said once',
      'a.csv',
      'a,b\n1,2\n1,2,3\n1,2,3\n1,2,\n',
      [
        {
          severity: 'error',
          code: 'unequal-fields',
          line: 3,
          row: 2,
          message:
            '2 rows have 3 fields where the header has 2; quote a field that holds the delimiter (first: line 3).',
        },
      ],
    ],
    [
      'a column twice',
      'a.csv',
      'a,b,a\n1,2,3\n',
      [
        {
          severity: 'error',
          code: 'duplicate-column',
          line: 1,
          message: 'The column "a" is there twice (columns 1 and 3); rename one of them.',
        },
      ],
    ],
    [
      'a column without a name',
      'a.csv',
      'a,\n1,2\n',
      [
        {
          severity: 'warning',
          code: 'unnamed-column',
          line: 1,
          message: 'Column 2 has no name in line 1 and is called "column_2"; name it.',
        },
      ],
    ],
    [
      'a name of the results',
      'a.csv',
      'a,label\n1,2\n',
      [
        {
          severity: 'warning',
          code: 'reserved-column',
          line: 1,
          message:
            'The column "label" has the name of a result column and is overwritten in the results; rename it.',
        },
      ],
    ],
    [
      'a stray quote',
      'a.csv',
      'a,b\nx"y,2\n"say ""hi""",3\n',
      [
        {
          severity: 'warning',
          code: 'stray-quote',
          line: 2,
          row: 1,
          message:
            'A row has a quote that is not doubled inside a quoted field, taken as it stands; write "" for a quote (line 2).',
        },
      ],
    ],
    [
      'regression: a stray quote beside a field that has the same in quotes',
      'a.csv',
      'a,b,c\na"","a""""",3\n4,5,6,\n',
      [
        {
          severity: 'warning',
          code: 'stray-quote',
          line: 2,
          row: 1,
          message:
            'A row has a quote that is not doubled inside a quoted field, taken as it stands; write "" for a quote (line 2).',
        },
      ],
    ],
    [
      'a quote that is never closed',
      'a.csv',
      'a,b\n1,2\n3,"open\n5,6\n',
      [
        {
          severity: 'error',
          code: 'broken-line',
          line: 3,
          row: 2,
          message:
            'Line 3 begins a row with a quoted field that is never closed: expected a closing quote.',
        },
      ],
    ],
    [
      'a header that is never closed',
      'a.csv',
      '\n"a,b\n1,2\n',
      [
        {
          severity: 'error',
          code: 'broken-line',
          line: 2,
          row: 1,
          message:
            'Line 2 begins a row with a quoted field that is never closed: expected a closing quote.',
        },
      ],
    ],
    [
      'no rows',
      'a.csv',
      'a,b\n',
      [
        {
          severity: 'error',
          code: 'empty',
          line: 1,
          message: 'The dataset has no rows; add at least one.',
        },
      ],
    ],
    [
      'no content',
      'a.jsonl',
      '',
      [
        {
          severity: 'error',
          code: 'empty',
          line: 1,
          message: 'The dataset has no rows; add at least one.',
        },
      ],
    ],
    [
      'regression: a row that lacks a field, behind a broken one',
      'a.jsonl',
      '{"a": 1}\n{"a"\n{}\n',
      [
        {
          severity: 'error',
          code: 'broken-line',
          line: 2,
          row: 2,
          message: 'Line 2 is not JSON: expected ":" after the key at column 5.',
        },
        {
          severity: 'warning',
          code: 'unequal-fields',
          line: 3,
          row: 3,
          message:
            '1 of 2 rows lacks "a" (line 3); the evaluation service wants the same fields in every row.',
        },
      ],
    ],
    ['nothing to say', 'a.csv', 'a,b\n1,2\n', []],
  ];
  for (const [name, fileName, text, problems] of cases) {
    it(name, async () => {
      const info = await datasets.describe(await file(fileName, text));
      assert.deepEqual([info.problems, info.problemCount], [problems, problems.length]);
    });
  }

  it('at most 100 are kept, all are counted', async () => {
    const info = await datasets.describe(await file('many.jsonl', 'x\n'.repeat(250)));
    assert.deepEqual([info.problems.length, info.problemCount, info.rows], [100, 250, 0]);
  });
});

describe('datasetFiles: description', () => {
  it('says what the file is', async () => {
    const bytes = Buffer.from('\uFEFFa;b\r\n1;"ü\r\n"\r\n');
    const path = await file('whole.csv', bytes);
    assert.deepEqual(await datasets.describe(path), {
      path,
      format: 'csv',
      delimiter: ';',
      bytes: bytes.length,
      rows: 1,
      columns: ['a', 'b'],
      sha256: createHash('sha256').update(bytes).digest('hex'),
      problems: [],
      problemCount: 0,
    });
  });

  it('reads UTF-16, and says that the service does not', async () => {
    const path = await file('wide.csv', Buffer.from('\uFEFFa,b\n1,ü\n', 'utf16le'));
    const { columns, rows, problems } = await datasets.describe(path);
    assert.deepEqual(
      { columns, rows, problems },
      {
        columns: ['a', 'b'],
        rows: 1,
        problems: [
          {
            severity: 'warning',
            code: 'encoding',
            line: 1,
            message:
              'The file is UTF-16: it is read here, but the evaluation service wants UTF-8; a converted or saved copy is UTF-8.',
          },
        ],
      },
    );
    assert.deepEqual(await rowsOf(path), [{ row: 1, values: { a: '1', b: 'ü' } }]);
  });

  const faults: [string, string, string | Buffer, RegExp][] = [
    ['an unknown ending', 'a.xlsx', 'PK', /ends in \.jsonl, \.ndjson, \.csv or \.tsv\.$/],
  ];
  for (const [name, fileName, content, message] of faults) {
    it(`refuses ${name}`, async () => {
      const path = await file(fileName, content);
      await assert.rejects(datasets.describe(path), {
        name: 'UserError',
        kind: 'dataset',
        message,
      });
      await assert.rejects(rowsOf(path), { name: 'UserError', kind: 'dataset', message });
    });
  }

  it('a missing file is a fault of the dataset', async () => {
    const path = join(folder, 'none.csv');
    const expected = {
      name: 'UserError',
      kind: 'dataset',
      message: /none\.csv: there is no such file/,
    };
    await assert.rejects(datasets.describe(path), expected);
    await assert.rejects(rowsOf(path), expected);
  });
});

describe('datasetFiles: ranges', () => {
  const big = Array.from(
    { length: 5000 },
    (_, index) => `{"n":${index + 1},"pad":"${'x'.repeat(200)}"}`,
  );

  for (const name of ['range.jsonl', 'range.csv']) {
    it(`${name}: from the first to the last row, both included`, async () => {
      const lines = name.endsWith('.csv')
        ? ['n,pad', ...big.map((_, index) => `${index + 1},x`)]
        : big;
      const path = await file(name, lines.join('\n'));
      const numbers = async (range: RowRange) =>
        (await rowsOf(path, range)).map(({ row, values }) => [row, Number(values['n'])]);
      assert.deepEqual(await numbers({ from: 1, to: 2 }), [
        [1, 1],
        [2, 2],
      ]);
      assert.deepEqual(await numbers({ from: 4999, to: 9999 }), [
        [4999, 4999],
        [5000, 5000],
      ]);
      assert.deepEqual(await numbers({ from: 6000, to: 7000 }), []);
      assert.deepEqual(await numbers({ from: 3, to: 2 }), []);
    });
  }

  it('stops reading when the range is done: a fault far behind is not met', async () => {
    const path = await file('late.jsonl', [...big, '{broken'].join('\n'));
    assert.equal((await rowsOf(path, { from: 2, to: 3 })).length, 2);
    await assert.rejects(rowsOf(path), { kind: 'dataset' });
  });

  it('an abort ends it with the reason', async () => {
    const path = await file('abort.jsonl', big.join('\n'));
    const stop = new AbortController();
    const reason = new Error('enough');
    const seen: number[] = [];
    await assert.rejects(async () => {
      for await (const { row } of datasets.rows(path, undefined, stop.signal)) {
        seen.push(row);
        if (row === 3) stop.abort(reason);
      }
    }, reason);
    assert.deepEqual(seen, [1, 2, 3]);
    await assert.rejects(datasets.describe(path, stop.signal), reason);
  });
});

import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import type { ReadRow } from '../../../../../src/core/dataset/rows/readRow.js';
import { createRowWriter, ROW_FORMS } from '../../../../../src/core/dataset/writing/rowWriter.js';
import type {
  RowForm,
  RowWriterOptions,
} from '../../../../../src/core/dataset/writing/rowWriter.js';
import type { WrittenCounts } from '../../../../../src/core/dataset/writing/writeRequest.js';
import type { Json } from '../../../../../src/core/json.js';
import { proven } from '../../../../security/proofs.js';
import { brokenRow, csvRow, jsonRow } from '../rows/testRows.js';

interface Written extends Partial<WrittenCounts> {
  readonly text: string;
}

const NOTHING: WrittenCounts = {
  leftOut: undefined,
  cutOff: undefined,
  unreadable: undefined,
  guarded: 0,
  unguarded: 0,
};

function written(rows: readonly ReadRow[], options: RowWriterOptions) {
  const writer = createRowWriter(options);
  const lines = rows.map((row) => writer.line(row) ?? '');
  return { text: writer.head + lines.join('') + writer.tail(), ...writer.counts() };
}

function form(name: RowForm, names: readonly string[], rest: Partial<RowWriterOptions> = {}) {
  const columns = names.map((each) => {
    const [column = '', as = column] = each.split('→');
    return { name: column, as };
  });
  return { form: name, columns, guardFormulas: false, ...rest };
}

const exact = jsonRow('{"id": 12345678901234567890, "w": 1.0, "x": {"b": [1.50, "ü"], "a":1e2}}');
const formulas = csvRow(['a', '=b'], ['=1+1', '-5']);
const markup = jsonRow(
  String.raw`{"a":"x | y\r\n\t` + '`c`' + String.raw` *b* _i_ <b>&amp; \\ &c ~~s~~","b":null}`,
);

const cases: readonly [
  name: string,
  rows: readonly ReadRow[],
  options: RowWriterOptions,
  expected: Written,
][] = [
  [
    'JSON Lines under its own names: the line as it stands',
    [exact, jsonRow(' {"a" : 1}\t')],
    { form: 'jsonl', columns: undefined, guardFormulas: false },
    { text: `${exact.source ?? ''}\n{"a" : 1}\n` },
  ],
  [
    'columns are chosen, ordered and renamed, digits stay, what is missing stays out',
    [exact, jsonRow('{"w":2}')],
    form('jsonl', ['x→x y', 'id', 'gone', 'w']),
    {
      text: '{"x y":{"b": [1.50, "ü"], "a":1e2},"id":12345678901234567890,"w":1.0}\n{"w":2}\n',
    },
  ],
  [
    'CSV becomes JSON of strings, also where they look like numbers',
    [csvRow(['a', 'b'], ['1.0', 'true']), csvRow(['a', 'b'], [''], 2)],
    { form: 'jsonl', columns: undefined, guardFormulas: false },
    { text: '{"a":"1.0","b":"true"}\n{"a":""}\n' },
  ],
  [
    'JSON becomes CSV: digits stay, lists and objects as compact JSON, null and missing empty',
    [exact, jsonRow('{"id":null,"w":true,"x":"say \\"no\\""}'), jsonRow('{}')],
    form('csv', ['w', 'id', 'x']),
    {
      text:
        'w,id,x\n1.0,12345678901234567890,"{""b"":[1.50,""ü""],""a"":1e2}"\n' +
        'true,,"say ""no"""\n,,\n',
    },
  ],
  [
    'another delimiter',
    [csvRow(['a', 'b'], ['1', '2'])],
    form('csv', ['a', 'b'], { delimiter: '\t' }),
    { text: 'a\tb\n1\t2\n' },
  ],
  [
    'names that every object has are columns like others',
    [jsonRow('{"__proto__":"p"}'), jsonRow('{"toString":1}')],
    form('csv', ['__proto__', 'toString', 'constructor']),
    { text: '__proto__,toString,constructor\np,,\n,1,\n' },
  ],
  [
    'a column without a name has the one that a reader would give it',
    [jsonRow('{"":"x"}')],
    form('csv', ['']),
    { text: 'column_1\nx\n' },
  ],
  [
    'formulas are guarded in the header too, numbers are none',
    [formulas],
    form('csv', ['a', '=b'], { guardFormulas: true }),
    { text: "a,'=b\n'=1+1,-5\n", guarded: 2 },
  ],
  [
    'formulas that are not guarded are counted',
    [formulas],
    form('csv', ['a', '=b']),
    { text: 'a,=b\n=1+1,-5\n', unguarded: 2 },
  ],
  [
    'in JSON nothing is a formula',
    [formulas],
    form('jsonl', ['a', '=b'], { guardFormulas: true }),
    { text: '{"a":"=1+1","=b":"-5"}\n' },
  ],
  [
    'what can not be read is left out and counted, with the first',
    [jsonRow('{"a":1}', 4), brokenRow(5), brokenRow(9)],
    form('csv', ['a']),
    { text: 'a\n1\n', leftOut: { rows: 2, first: 5 } },
  ],
  [
    'fields beyond the header are left out and counted, unless they are empty',
    [csvRow(['a'], ['1', '', ''], 1), csvRow(['a'], ['2', '', 'x'], 2)],
    form('jsonl', ['a']),
    { text: '{"a":"1"}\n{"a":"2"}\n', cutOff: { rows: 1, first: 2 } },
  ],
  [
    'what is no text is counted: lost bytes, and half a character that JSON can name',
    [
      csvRow(['a'], ['\uFFFD'], 3),
      jsonRow('{"a":"\\ud83d"}', 4),
      jsonRow('{"a":"\\ud83d\\ude00"}'),
    ],
    form('csv', ['a']),
    { text: 'a\n\uFFFD\n\ud83d\n😀\n', unreadable: { rows: 2, first: 3 } },
  ],
  [
    'in JSON half a character keeps its escape',
    [jsonRow('{"a":"\\ud83d"}')],
    form('jsonl', ['a→b']),
    { text: '{"b":"\\ud83d"}\n' },
  ],
  [
    'a list of JSON',
    [exact, brokenRow(2), jsonRow('{"w":2}')],
    form('json', ['w']),
    { text: '[\n  {"w":1.0},\n  {"w":2}\n]\n', leftOut: { rows: 1, first: 2 } },
  ],
  ['an empty list of JSON', [], form('json', ['w']), { text: '[]\n' }],
  [
    'a table of Markdown, without markup of its own',
    [markup],
    form('markdown', ['a', 'b|c→b|c']),
    {
      text:
        '| a | b\\|c |\n| --- | --- |\n' +
        '| x \\| y<br> \\`c\\` \\*b\\* \\_i\\_ \\<b\\>\\&amp; \\\\ &c \\~\\~s\\~\\~ |  |\n',
    },
  ],
  [
    'text with tabs, quoted where a spreadsheet needs it',
    [csvRow(['a', 'b'], ['x, "y"', '"q"']), csvRow(['a', 'b'], ['1\n2', 'a\tb'])],
    form('text', ['a', 'b']),
    { text: 'a\tb\nx, "y"\t"""q"""\n"1\n2"\t"a\tb"\n' },
  ],
  [
    'text is guarded as well',
    [formulas],
    form('text', ['a'], { guardFormulas: true }),
    { text: "a\n'=1+1\n", guarded: 1 },
  ],
];

const value: fc.Arbitrary<Json> = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
);
const objects = fc.array(
  fc.dictionary(fc.constantFrom('a', 'b c', '=d', '10', '__proto__', 'ü"'), value),
  { minLength: 1, maxLength: 5 },
);

describe('createRowWriter', () => {
  for (const [name, rows, options, expected] of cases) {
    it(name, () => assert.deepEqual(written(rows, options), { ...NOTHING, ...expected }));
  }

  it('any rows of JSON read back are the same, in JSON Lines and as a list', () => {
    fc.assert(
      fc.property(objects, (values) => {
        const rows = values.map((object, index) => jsonRow(JSON.stringify(object), index + 1));
        const columns = [...new Set(rows.flatMap((row) => Object.keys(row.values)))];
        const named = columns.map((name) => ({ name, as: name }));
        for (const shape of [named, undefined]) {
          const options = { columns: shape, guardFormulas: true };
          const text = written(rows, { form: 'jsonl', ...options }).text;
          const read = text
            .trimEnd()
            .split('\n')
            .map((line) => JSON.parse(line) as unknown);
          assert.deepEqual(read, values.map(parsedAgain));
          const list = written(rows, { form: 'json', ...options }).text;
          assert.deepEqual(JSON.parse(list), values.map(parsedAgain));
        }
      }),
    );
  });

  it('any cells read back by csv-parse are the texts, with an apostrophe where one was put', () => {
    const text = fc.string({ unit: fc.constantFrom('=', '-', '1', ',', '"', '\n', 'a', "'") });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(text, text), { minLength: 1 }),
        fc.boolean(),
        (cells, guard) => {
          const rows = cells.map((fields, index) => csvRow(['a', 'b'], fields, index + 1));
          const options = form('csv', ['a', 'b→c'], { guardFormulas: guard });
          const { guarded, unguarded, ...rest } = written(rows, options);
          const [header, ...read] = parse(rest.text);
          assert.deepEqual(header, ['a', 'c']);
          let changed = 0;
          for (const [at, fields] of read.entries()) {
            for (const [index, field] of fields.entries()) {
              const before = cells[at]?.[index] ?? '';
              if (field === before) continue;
              changed += 1;
              assert.equal(field, `'${before}`);
              assert.match(before, /^[=-]/);
            }
          }
          assert.equal(guarded, changed);
          if (guard) assert.equal(unguarded, 0);
        },
      ),
    );
  });

  it('what was guarded is taken for no formula any more', () => {
    const starts = ['=', '+', '-', '@', '\t', '\r', '\uff1d', '\uff0b', '\uff0d', '\uff20'];
    const ends = [
      'x',
      '1+1',
      `cmd|' /C calc'!A0`,
      'HYPERLINK("http://a.test/","x")',
      '"=1"',
      '\n=1',
    ];
    const cells = starts.flatMap((start) => ends.map((end) => start + end));
    for (const cell of cells) {
      const options = form('csv', ['a'], { guardFormulas: true });
      const [, [read] = []] = parse(written([csvRow(['a'], [cell])], options).text);
      assert.equal(read, `'${cell}`);
    }
    proven({
      area: 'Bad input',
      claim: 'In a guarded CSV no cell is a formula to a spreadsheet',
      test: 'test/unit/core/dataset/writing/rowWriter.test.ts',
      figure: `${cells.length} formulas: ${starts.length} first characters, ${ends.length} ends`,
    });
  });

  it('every form begins and ends without rows', () => {
    const empty = ROW_FORMS.map((name) => written([], form(name, ['a'])).text);
    assert.deepEqual(empty, ['a\n', '', '[]\n', '| a |\n| --- |\n', 'a\n']);
  });
});

function parsedAgain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compileFilters } from '../../../../src/core/dataset/query/matchRow.js';
import type { RowFilter } from '../../../../src/core/dataset/query/rowQuery.js';
import { createSelectScan } from '../../../../src/files/scan/selectScan.js';
import { anyTable, filter } from './arbitraryTables.js';
import type { ArbitraryTable } from './arbitraryTables.js';
import { rowGroups } from './rowGroups.js';
import { wholeRows } from './wholeRows.js';

/** The rows that one scan finds, which gets so many records at a time. */
function selected(
  table: ArbitraryTable,
  filters: readonly RowFilter[],
  sizes: readonly number[] = [],
): number[] {
  const scan = createSelectScan(table.form, filters);
  return rowGroups(table, sizes).flatMap(({ bytes, row }) => {
    scan.input(bytes.length).set(bytes);
    return [...scan.rows(bytes.length, row)];
  });
}

const text = (
  wanted: string,
  options: Partial<Extract<RowFilter, { kind: 'text' }>> = {},
): RowFilter => ({
  kind: 'text',
  column: null,
  text: wanted,
  matchCase: false,
  wholeWord: false,
  regex: false,
  ...options,
});

function jsonl(...lines: string[]): ArbitraryTable {
  return { bytes: Buffer.from(lines.join('\n')), form: { columns: [] } };
}

function csv(columns: readonly string[], ...lines: string[]): ArbitraryTable {
  return { bytes: Buffer.from(lines.join('\n')), form: { delimiter: ',', columns } };
}

describe('selectScan', () => {
  it('finds the rows that the filters find one by one, in any groups of records', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 5 });
    const filters = fc.array(filter, { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(anyTable, filters, sizes, async (table, filters, sizes) => {
        const rows = await wholeRows(table.bytes, table.form);
        const expected = rows.filter(compileFilters(filters)).map(({ row }) => row);
        assert.deepEqual(selected(table, filters, sizes), expected);
      }),
      { numRuns: 200 },
    );
  });

  describe('compares letters as regular expressions do without regard to case', () => {
    // Each of them in a row of its own: what else is found shows too.
    const letters = ['I', 'i', 'İ', 'ı', 'S', 's', 'ſ', 'K', 'k', '\u212A', 'ß', 'ẞ', 'SS'];
    letters.push('Σ', 'σ', 'ς', 'µ', 'Μ', 'μ', 'É', 'é', 'Ж', 'ж', '日', '😀');
    const rows = letters.map((letter) => JSON.stringify({ a: `x${letter}y` }));
    for (const letter of letters) {
      it(`${letter} (${[...letter].map((one) => one.codePointAt(0)?.toString(16)).join()})`, () => {
        const expected = letters.flatMap((other, at) =>
          new RegExp(`x${letter}y`, 'i').test(`x${other}y`) ? [at + 1] : [],
        );
        assert.deepEqual(selected(jsonl(...rows), [text(`x${letter}y`)]), expected);
        assert.deepEqual(selected(jsonl(...rows), [text(letter, { matchCase: true })]), [
          ...letters.flatMap((other, at) => (other.includes(letter) ? [at + 1] : [])),
        ]);
      });
    }
  });

  const cases: [string, ArbitraryTable, RowFilter[], number[]][] = [
    ['no filter', jsonl('{}', '[', '{}'), [], [1, 2, 3]],
    ['no bytes', jsonl(), [text('a')], []],
    [
      'a word behind an escape that ends in a letter of it',
      jsonl('{"a": "\\nfoo"}', '{"a": "nfoo"}', '{"a": "\\\\nfoo"}'),
      [text('nfoo')],
      [2, 3],
    ],
    [
      'escapes of four digits',
      jsonl('{"a": "c\\u006fst"}', '{"a": "c\\u006Fst"}', '{"a": "c\\\\u006fst"}', '{"a":"cost"}'),
      [text('cost')],
      [1, 2, 4],
    ],
    [
      'a surrogate pair that is escaped',
      jsonl('{"a": "\\ud83d\\ude00"}', '{"a": "😀"}', '{"a": "\\ud83d"}'),
      [text('😀')],
      [1, 2],
    ],
    [
      'half a surrogate pair',
      jsonl('{"a": "\\ud83d\\ude00"}', '{"a": "\\ud83d"}', '{"a": "\\ude00"}'),
      [text('\uD83D')],
      [1, 2],
    ],
    [
      'compact JSON of lists and objects',
      jsonl('{"a": [1, {"b": "\\u0041\\/"}]}', '{"a": "[1,{"}'),
      [text('[1,{"b":"A/"}]')],
      [1],
    ],
    [
      'keys of objects in cells, but not the names of columns',
      jsonl('{"cost": {"price": 1}}'),
      [text('price'), text('cost', { not: true })],
      [1],
    ],
    [
      'a line that is no JSON',
      jsonl('{"a": cost}', '{"a": "cost"}', 'cost'),
      [text('cost')],
      [1, 2, 3],
    ],
    [
      'a column of a line that is no JSON',
      jsonl('{"a": cost}', '{"a": "cost"}'),
      [text('cost', { column: 'a', not: true })],
      [1],
    ],
    [
      'the last of a repeated key',
      jsonl('{"a": "x", "a": "y"}', '{"a": "y", "a": "x"}'),
      [text('x', { column: 'a' })],
      [2],
    ],
    [
      'a key that is escaped',
      jsonl('{"\\u0061": "x"}', '{"a": "x"}', '{"A": "x"}'),
      [{ kind: 'equals', column: 'a', text: 'x' }],
      [1, 2],
    ],
    ['fields beyond the header', csv(['a'], 'x,cost', '"cost",x', 'x,x'), [text('cost')], [1, 2]],
    [
      'quotes in quotes',
      csv(['a'], '"say ""hi"""', 'say "hi"', '"say hi"'),
      [text('"hi"')],
      [1, 2],
    ],
    [
      'regression: a quote that is left out before a zero byte',
      csv(['a'], '"a"\0', 'a\0', '"a\0"'),
      [{ kind: 'equals', column: 'a', text: 'a\0' }],
      [1, 2, 3],
    ],
    ['a record that is never closed', csv(['a'], 'x', '"cost', 'y'), [text('COST')], [2]],
    [
      'whole words',
      csv(['a'], 'cost', 'costs', 'a cost.', '_cost', 'écost', 'cost1', 'costs cost'),
      [text('cost', { wholeWord: true })],
      [1, 3, 7],
    ],
    [
      'a regular expression',
      csv(['a', 'b'], 'a1,x', 'x,b22', 'x,x'),
      [text('\\d+$', { regex: true })],
      [1, 2],
    ],
    [
      'a range of numbers that are texts',
      csv(['a'], '5', ' 7.5e0', '"1e1"', '0x6', '', 'six'),
      [{ kind: 'range', column: 'a', min: 5, max: 10 }],
      [1, 2, 3],
    ],
    [
      'a range of numbers',
      jsonl('{"a": 5}', '{"a": "7"}', '{"a": 11}', '{"a": [6]}', '{}'),
      [{ kind: 'range', column: 'a', min: 5, max: 10 }],
      [1, 2],
    ],
    [
      'what is empty',
      jsonl(
        '{"a": ""}',
        '{"a": null}',
        '{"a": [ ]}',
        '{"a": {}}',
        '{}',
        '{"a": 0}',
        '{"a": [""]}',
        '[',
      ),
      [{ kind: 'empty', column: 'a' }],
      [1, 2, 3, 4, 5],
    ],
    [
      'marks',
      csv(['a', 'b'], 'x,y', 'x', 'x,y,z', 'x"y,z', 'x,y,', '"a'),
      [{ kind: 'marked', marks: ['missing-fields', 'stray-quote', 'broken'] }],
      [2, 4, 6],
    ],
  ];
  for (const [name, table, filters, rows] of cases) {
    it(name, () => assert.deepEqual(selected(table, filters), rows));
  }

  it('shows bytes that are no text as U+FFFD, and finds them', () => {
    const bytes = Buffer.from('{"a": "x\xff"}\n{"a": "x"}\n{"a": "x\xc3\xbf"}', 'latin1');
    const table = { bytes, form: { columns: [] } };
    assert.deepEqual(selected(table, [text('x\uFFFD')]), [1]);
    assert.deepEqual(selected(table, [{ kind: 'marked', marks: ['bad-bytes'] }]), [1]);
    assert.deepEqual(selected(table, [text('\u00ff')]), [3]);
  });

  it('takes U+FFFD for bytes that were no text, where they were replaced before', () => {
    const bytes = Buffer.from('{"a": "x"}\n{"a": "\uFFFD"}');
    const marked: RowFilter[] = [{ kind: 'marked', marks: ['bad-bytes'] }];
    assert.deepEqual(selected({ bytes, form: { columns: [] } }, marked), []);
    assert.deepEqual(selected({ bytes, form: { columns: [], wasReplaced: true } }, marked), [2]);
  });

  it('refuses a regular expression that is none', () => {
    assert.throws(() => createSelectScan({ columns: [] }, [text('(', { regex: true })]), {
      name: 'UserError',
      kind: 'usage',
    });
  });

  it('finds rows beyond 2^31 and in groups of several megabytes', () => {
    const lines = Array.from({ length: 60_000 }, (_, at) =>
      JSON.stringify({
        at,
        text: 'words and more words '.repeat(3) + (at % 7 === 0 ? 'rare' : ''),
      }),
    );
    const bytes = Buffer.from(lines.join('\n'));
    const scan = createSelectScan({ columns: [] }, [text('RARE')]);
    scan.input(bytes.length).set(bytes);
    const first = 2 ** 31 + 5;
    const expected = lines.flatMap((_, at) => (at % 7 === 0 ? [first + at] : []));
    assert.deepEqual([...scan.rows(bytes.length, first)], expected);
  });
});

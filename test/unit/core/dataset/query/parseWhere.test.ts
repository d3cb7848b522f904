import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseWhere } from '../../../../../src/core/dataset/query/parseWhere.js';
import { ROW_MARKS } from '../../../../../src/core/dataset/rows/readRow.js';
import type { RowFilter } from '../../../../../src/core/dataset/query/rowQuery.js';

const text = (column: string | null, wanted: string, rest: Partial<RowFilter> = {}) =>
  ({
    kind: 'text',
    column,
    text: wanted,
    wholeWord: false,
    regex: false,
    matchCase: false,
    ...rest,
  }) as RowFilter;
const equals = (column: string, wanted: string, rest: { not?: true } = {}): RowFilter => ({
  kind: 'equals',
  column,
  text: wanted,
  ...rest,
});
const range = (column: string, min: number | null, max: number | null, rest: { not?: true } = {}) =>
  ({ kind: 'range', column, min, max, ...rest }) as RowFilter;

const read: readonly [where: string, filters: readonly RowFilter[], column: string | undefined][] =
  [
    ['q~sky', [text('q', 'sky')], 'q'],
    [' q ~ blue sky ', [text('q', 'blue sky')], 'q'],
    ['q!~sky', [text('q', 'sky', { not: true })], 'q'],
    ['*~sky', [text(null, 'sky')], undefined],
    ['"*"~sky', [text('*', 'sky')], '*'],
    ['q~/^w.*\\?$/', [text('q', '^w.*\\?$', { regex: true })], 'q'],
    ['q~"/etc/"', [text('q', '/etc/')], 'q'],
    ['q~/etc', [text('q', '/etc')], 'q'],
    ["q~'it''s'", [text('q', "it's")], 'q'],
    ['q~a=b', [text('q', 'a=b')], 'q'],
    ['q=yes', [equals('q', 'yes')], 'q'],
    ['q==yes', [equals('q', 'yes')], 'q'],
    ['q="=1"', [equals('q', '=1')], 'q'],
    ['q=', [equals('q', '')], 'q'],
    ['q!=yes', [equals('q', 'yes', { not: true })], 'q'],
    ['time=12:30', [equals('time', '12:30')], 'time'],
    ['Best Answer=x', [equals('Best Answer', 'x')], 'Best Answer'],
    ['"a=""b"" ~c"=x', [equals('a="b" ~c', 'x')], 'a="b" ~c'],
    ["'it''s'=x", [equals("it's", 'x')], "it's"],
    ['meta:lang=en', [equals('meta:lang', 'en')], 'meta:lang'],
    ['n>=3', [range('n', 3, null)], 'n'],
    ['n<=-1.5e3', [range('n', null, -1500)], 'n'],
    ['n>3', [range('n', 3, null), range('n', 3, 3, { not: true })], 'n'],
    ['n < .5', [range('n', null, 0.5), range('n', 0.5, 0.5, { not: true })], 'n'],
    ['q:empty', [{ kind: 'empty', column: 'q' }], 'q'],
    ['q!:empty', [{ kind: 'empty', column: 'q', not: true }], 'q'],
    ['q:filled', [{ kind: 'empty', column: 'q', not: true }], 'q'],
    ['q!:filled', [{ kind: 'empty', column: 'q' }], 'q'],
    ['meta:lang:empty', [{ kind: 'empty', column: 'meta:lang' }], 'meta:lang'],
    [':broken', [{ kind: 'marked', marks: ['broken'] }], undefined],
    ['!:broken', [{ kind: 'marked', marks: ['broken'], not: true }], undefined],
    [':extra-fields', [{ kind: 'marked', marks: ['extra-fields'] }], undefined],
    [':odd', [{ kind: 'marked', marks: ROW_MARKS }], undefined],
  ];

const faults: readonly [where: string, at: number, message: string][] = [
  ['', 1, 'a condition is missing: write it like column~text or column>=3'],
  ['question', 9, 'a condition is missing: write it like column~text or column>=3'],
  ['"question~x', 1, 'the quote " is never closed'],
  ['"q" x', 5, 'expected one of ~ = != < <= > >= or :'],
  ['q~', 3, 'a text is missing behind ~'],
  ['~x', 1, 'a column is missing before ~; * means any'],
  ['=x', 1, 'a column is missing before ='],
  ['>3', 1, 'a column is missing before >'],
  ['*=x', 2, '* goes with ~ only; name a column'],
  ['q~/(/', 3, 'this is no regular expression (Unterminated group)'],
  ['q="a" b', 6, 'expected nothing behind the closing quote'],
  ["q='a", 3, "the quote ' is never closed"],
  ['score >= many', 10, 'expected a number such as 3 or 0.5'],
  ['score>', 7, 'expected a number such as 3 or 0.5'],
  ['n!<3', 2, '! goes before ~ = and : only'],
  ['q:emty', 3, 'expected empty or filled behind the colon'],
  [
    ':brokn',
    2,
    'expected one of broken, extra-fields, missing-fields, stray-quote, repeated-key, bad-bytes or odd behind the colon',
  ],
];

describe('parseWhere', () => {
  for (const [where, filters, column] of read) {
    it(where, () => {
      assert.deepEqual(parseWhere(where, { matchCase: false }), {
        filters,
        ...(column !== undefined && { column }),
      });
    });
  }

  it('texts are compared in their case where that is asked for', () => {
    const { filters } = parseWhere('q~Sky', { matchCase: true });
    assert.deepEqual(filters, [{ ...text('q', 'Sky'), matchCase: true }]);
  });

  for (const [where, at, message] of faults) {
    it(`${JSON.stringify(where)}: ${message}, at ${at}`, () => {
      const expected = { filters: [], problem: { at, message } };
      assert.deepEqual(parseWhere(where, { matchCase: false }), expected);
    });
  }

  it('any column and text can be named in quotes', () => {
    const quoted = (part: string) => `"${part.replaceAll('"', '""')}"`;
    const any = fc.string({ unit: 'grapheme', minLength: 1 });
    fc.assert(
      fc.property(any, any, (column, wanted) => {
        const { filters } = parseWhere(`${quoted(column)}~${quoted(wanted)}`, { matchCase: false });
        assert.deepEqual(filters, [text(column, wanted)]);
      }),
    );
  });

  it('anything is read, or its fault is at a place of it', () => {
    const bits = fc.constantFrom(
      'a',
      '"',
      "'",
      '~',
      '=',
      '!',
      '<',
      '>',
      ':',
      '*',
      '/',
      '(',
      ' ',
      '1',
    );
    fc.assert(
      fc.property(fc.string({ unit: bits }), (where) => {
        const { filters, problem } = parseWhere(where, { matchCase: false });
        assert.equal(filters.length > 0, problem === undefined);
        if (problem) assert.ok(problem.at >= 1 && problem.at <= where.length + 1);
      }),
      { numRuns: 1000 },
    );
  });
});

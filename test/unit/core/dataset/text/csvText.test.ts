import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvRecord, isFormula } from '../../../../../src/core/dataset/text/csvText.js';
import {
  DELIMITERS,
  detectDelimiter,
} from '../../../../../src/core/dataset/text/detectDelimiter.js';
import { proven } from '../../../../security/proofs.js';

const records: readonly [name: string, cells: readonly string[], record: string][] = [
  ['plain cells', ['a', 'b c', '1.0'], 'a,b c,1.0\n'],
  ['a quote is doubled', ['say "no"', 'x'], '"say ""no""",x\n'],
  ['line breaks of every kind', ['a\nb', 'a\rb', 'a\r\nb'], '"a\nb","a\rb","a\r\nb"\n'],
  ['each usual delimiter', ['a,b', 'a;b', 'a\tb', 'a|b'], '"a,b","a;b","a\tb","a|b"\n'],
  ['blanks at the ends stay', [' a ', ''], ' a ,\n'],
  ['empty cells', ['', '', ''], ',,\n'],
  ['a lone empty cell is no empty line', [''], '""\n'],
  ['a lone blank cell neither', [' '], '" "\n'],
  ['what would be taken for a byte-order mark', ['\uFEFFa', 'b'], '"\uFEFFa",b\n'],
];

const formulas: readonly [cell: string, isOne: boolean][] = [
  ['=1+1', true],
  ['=cmd|"/C calc"!A0', true],
  ['+SUM(1)', true],
  ['@SUM(1)', true],
  ['-2+3', true],
  ['- a bullet point', true],
  ['\t=1', true],
  ['\r=1', true],
  ['＝1+1', true],
  ['-1', false],
  ['+3.5e2', false],
  ['-.5', false],
  ['--1', true],
  ['-Infinity', true],
  ['a=1', false],
  [' =1', false],
  ["'=1", false],
  ['', false],
];

const cell = fc.oneof(
  fc.string({ unit: fc.constantFrom('"', ',', ';', '\t', '|', '\n', '\r', ' ', 'a', '\uFEFF') }),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const table = fc.integer({ min: 1, max: 4 }).chain((columns) =>
  fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
    minLength: 1,
    maxLength: 6,
  }),
);

const TABLES = 2000;

describe('csvRecord', () => {
  for (const [name, cells, record] of records) {
    it(name, () => assert.equal(csvRecord(cells, ','), record));
  }

  it('any table in any delimiter is read back as it was, by csv-parse', () => {
    fc.assert(
      fc.property(table, fc.constantFrom(...DELIMITERS), (rows, delimiter) => {
        const text = rows.map((cells) => csvRecord(cells, delimiter)).join('');
        const strict = { delimiter, bom: true };
        assert.deepEqual(parse(text, strict), rows);
        const lenient = {
          ...strict,
          relax_quotes: true,
          relax_column_count: true,
          skip_empty_lines: true,
          record_delimiter: ['\r\n', '\n', '\r'],
        };
        assert.deepEqual(parse(text, lenient), rows);
      }),
      { seed: 9, numRuns: TABLES },
    );
    proven({
      area: 'Bad input',
      claim: 'What Gavel writes as CSV is read back as it was, by another parser too',
      test: 'test/unit/core/dataset/text/csvText.test.ts',
      figure: `${TABLES.toLocaleString('en-US')} random tables, ${DELIMITERS.length} delimiters`,
    });
  });

  it('a reader tells the delimiter that it was written with', () => {
    fc.assert(
      fc.property(table, fc.constantFrom(...DELIMITERS), (rows, delimiter) => {
        const text = rows.map((cells) => csvRecord(cells, delimiter)).join('');
        const told = detectDelimiter(text.replace(/^\uFEFF/, ''), 'a.csv');
        // Of one column there is nothing to tell: any delimiter reads it alike.
        assert.equal(told, rows[0]?.length === 1 ? ',' : delimiter);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('isFormula', () => {
  for (const [text, isOne] of formulas) {
    it(`${JSON.stringify(text)}: ${isOne ? 'yes' : 'no'}`, () =>
      assert.equal(isFormula(text), isOne));
  }
});

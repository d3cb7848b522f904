import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { plainFields } from '../../../../src/files/dataset/plainFields.js';

describe('plainFields', () => {
  const cases: readonly [name: string, record: string, fields: readonly string[] | undefined][] = [
    ['nothing', '', ['']],
    ['no quotes', 'a,b c,', ['a', 'b c', '']],
    ['quotes around a delimiter', '"a,b",c', ['a,b', 'c']],
    ['a doubled quote', '"say ""hi""",b', ['say "hi"', 'b']],
    ['nothing in quotes', '"",""', ['', '']],
    ['a line break in quotes', 'a,"b\r\nc"', ['a', 'b\r\nc']],
    ['a quote within a field', 'a"b,c', undefined],
    ['text behind a quote', '"a"b,c', undefined],
    ['a quote that is never closed', 'a,"b', undefined],
  ];
  for (const [name, record, fields] of cases) {
    it(name, () => assert.deepEqual(plainFields(record, ','), fields));
  }

  it('are those of csv-parse, of any record that they are of', () => {
    const piece = fc.constantFrom(
      '"',
      '""',
      ',',
      ';',
      'a',
      ' ',
      '\n',
      '\r',
      '\0',
      '\t',
      'é',
      '\uFEFF',
    );
    let plain = 0;
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 12 }).map((pieces) => pieces.join('')),
        fc.constantFrom(',', ';'),
        (record, delimiter) => {
          const found = plainFields(record, delimiter);
          // A line break outside quotes ends a record: there is none in what is given.
          fc.pre(found !== undefined && !/[\r\n]/.test(record.replaceAll(/"[^"]*"/g, '')));
          const options = { delimiter, relax_quotes: true, relax_column_count: true };
          assert.deepEqual([found], parse(`${record}\n`, options));
          plain += 1;
        },
      ),
      { numRuns: 3000 },
    );
    assert.ok(plain > 1000, `${plain} were plain`);
  });
});

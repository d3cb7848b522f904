import assert from 'node:assert/strict';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import type { DatasetFormat } from '../../../../../src/core/dataset/dataset.js';
import { textUnits, wholeRecords } from '../../../../../src/core/dataset/rows/wholeRecords.js';

const cases: readonly (readonly [string, DatasetFormat, string, string, number])[] = [
  ['lines', 'jsonl', '{"a":1}\n{"a":2}\n{"a"', '{"a":1}\n{"a":2}\n', 2],
  ['lines, all whole', 'jsonl', '{"a":1}\r\n', '{"a":1}\r\n', 1],
  ['no whole line', 'jsonl', '{"a":1}', '', 0],
  ['nothing', 'jsonl', '', '', 0],
  ['rows', 'csv', 'a,b\n1,2\n3,', 'a,b\n1,2\n', 2],
  ['a line break in quotes ends no row', 'csv', 'a,b\n1,"x\ny\nz', 'a,b\n', 1],
  ['a doubled quote closes nothing', 'csv', 'a\n"x ""\n', 'a\n', 1],
  ['a closed field', 'csv', 'a\n"x\n"\nrest', 'a\n"x\n"\n', 2],
  ['a quote inside a plain field', 'csv', 'a\n5" pipe\n6" p', 'a\n5" pipe\n', 2],
  ['returns alone', 'csv', 'a\r1\r2', 'a\r1\r', 2],
  ['a return at the end may be half of a line break', 'csv', 'a\r\n1\r', 'a\r\n', 1],
  ['a mark in front of a quote', 'csv', '\uFEFF"a\nb"\n"c', '\uFEFF"a\nb"\n', 1],
  ['semicolons', 'csv', 'a;b\n1;"x\n', 'a;b\n', 1],
];

describe('the whole records of a part of a dataset', () => {
  for (const [name, format, text, whole, records] of cases) {
    it(name, () => {
      const part = Buffer.from(text);
      const found = wholeRecords(part, format, textUnits(part));
      assert.deepEqual([part.subarray(0, found.bytes).toString(), found.records], [whole, records]);
    });
  }

  for (const order of ['little', 'big'] as const) {
    it(`UTF-16, ${order} end first, never ends within a character`, () => {
      // U+0A0A and U+220A hold bytes of a line break and a quote.
      const text = '\uFEFF"a\n\u0A0Ab"\nc\u220A\u2222\nd';
      const part = Buffer.from(text, 'utf16le');
      if (order === 'big') part.swap16();
      const found = wholeRecords(part, 'csv', textUnits(part));
      assert.deepEqual(found, { records: 2, bytes: 2 * text.lastIndexOf('d') });
      const cut = wholeRecords(part.subarray(0, part.length - 3), 'csv', textUnits(part));
      assert.equal(cut.records, 1);
    });
  }

  const records = (text: string): string[][] =>
    parse(text, {
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      record_delimiter: ['\r\n', '\n', '\r'],
    });

  it('of any CSV cut anywhere are the first of its records', () => {
    const piece = fc.constantFrom(
      'a',
      'b,',
      ',',
      '\n',
      '\r\n',
      '\r',
      '"x"',
      '"x\ny"',
      '"q""q"',
      'ü',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), fc.nat(80), (pieces, at) => {
        const text = pieces.join('');
        const part = Buffer.from(text).subarray(0, at);
        const { bytes } = wholeRecords(part, 'csv', textUnits(part));
        const kept = records(part.subarray(0, bytes).toString());
        let all: string[][];
        try {
          all = records(text);
        } catch {
          return; // a quote that is never closed
        }
        assert.deepEqual(kept, all.slice(0, kept.length));
        const rest = records(Buffer.from(text).subarray(bytes).toString());
        assert.deepEqual([...kept, ...rest], all);
      }),
      { numRuns: 2000 },
    );
  });
});

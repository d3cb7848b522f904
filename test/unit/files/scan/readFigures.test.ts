import assert from 'node:assert/strict';
import fc from 'fast-check';
import { numberOf } from '../../../../src/core/dataset/query/numberOf.js';
import { tableProfileOf } from '../../../../src/core/dataset/survey/tableProfileOf.js';
import { surveyed } from './surveyed.js';

describe('readFigures', () => {
  describe('numbers', () => {
    const digits = fc.stringMatching(/^\d{1,25}$/);
    const exponent = fc.oneof(
      fc.integer({ min: -30, max: 30 }),
      fc.integer({ min: -345, max: 310 }),
    );
    const double = fc.double({ noNaN: true, noDefaultInfinity: true });
    const number = fc.oneof(
      double.map(String),
      fc
        .tuple(double, fc.integer({ min: 0, max: 25 }))
        .map(([value, places]) => value.toExponential(places)),
      fc.tuple(digits, digits, exponent).map(([whole, part, power]) => `${whole}.${part}e${power}`),
      fc.tuple(digits, exponent).map(([whole, power]) => `-${whole}E${power}`),
      // Half way between two numbers, and next to that.
      fc
        .tuple(
          fc.bigInt({ min: 2n ** 53n, max: 2n ** 62n }),
          fc.constantFrom('', '.0', '.5', '.0001'),
        )
        .map(([whole, part]) => `${whole}${part}`),
      fc.constantFrom(
        '9007199254740993',
        '5e-324',
        '2.4703282292062327e-324',
        '2.4703282292062328e-324',
      ),
      fc.constantFrom(
        '1.7976931348623158e308',
        '1.7976931348623159e308',
        '0e999',
        '-0',
        '.5',
        '5.',
        '+7',
      ),
      fc.constantFrom(
        '2.2250738585072011e-308',
        '2.2250738585072014e-308',
        '1e23',
        '8.5e-46',
        '',
        '-',
        '.',
        '1e',
        '1e+',
      ),
    );

    it('are rounded as JavaScript rounds them', () => {
      fc.assert(
        fc.property(fc.array(number, { minLength: 1, maxLength: 100 }), (texts) => {
          const columns = texts.map((_, at) => `${at}`);
          const bytes = Buffer.from(`${texts.map((text) => `"${text}"`).join(',')}\n`);
          const table = { bytes, form: { delimiter: ',', columns } };
          const part = surveyed(table, { detail: 'profile', line: 2 });
          assert.deepEqual(
            part.columns.map(({ numbers }) => numbers?.min),
            texts.map(numberOf),
          );
        }),
        { numRuns: 300 },
      );
    });

    it('are added up without a loss', () => {
      // Far from zero, and near each other.
      const values = Array.from({ length: 5000 }, (_, at) => 1e9 + (at % 7) / 8);
      const bytes = Buffer.from(values.map((value) => `{"a": ${value}}`).join('\n'));
      const part = surveyed({ bytes, form: { columns: [] } }, { detail: 'profile', line: 1 });
      const { mean = 0, squares = 0, every, sample } = part.columns[0]?.numbers ?? {};
      const exact = values.reduce((sum, value) => sum + (value - 1e9), 0) / values.length;
      assert.ok(Math.abs(mean - 1e9 - exact) < 1e-6);
      const expected = values.reduce((sum, value) => sum + (value - 1e9 - exact) ** 2, 0);
      assert.ok(Math.abs(squares / expected - 1) < 1e-9, `${squares} for ${expected}`);
      assert.deepEqual([every, sample?.length], [16, 313]);
      assert.deepEqual(
        [...(sample ?? [])],
        values.filter((_, at) => at % 16 === 0),
      );
    });
  });

  it('knows all values up to a few thousand', () => {
    const lines = Array.from({ length: 10_000 }, (_, at) => `{"a":${at % 4096}}`);
    const bytes = Buffer.from(lines.join('\n'));
    const part = surveyed({ bytes, form: { columns: [] } }, { detail: 'profile', line: 1 });
    const { values = [], registers, error } = part.columns[0]?.values ?? {};
    assert.deepEqual([values.length, registers, error], [4096, undefined, 0]);
    // The last round is not whole.
    const last = 10_000 % 4096;
    for (const { count, slack, row } of values) {
      assert.deepEqual([count, slack], [row <= last ? 3 : 2, 0]);
    }
  });

  it('estimates the values of columns that there is no memory left for', async () => {
    const [rows, width] = [3000, 60];
    const columns = Array.from({ length: width }, (_, at) => `c${at}`);
    const lines = Array.from({ length: rows }, (_, row) =>
      columns.map((_, at) => (row % 3 === 0 ? 'often' : `${row} ${at}`)).join(','),
    );
    const table = { bytes: Buffer.from(lines.join('\n')), form: { delimiter: ',', columns } };
    const part = surveyed(table, { detail: 'profile', line: 2 });
    const profile = await tableProfileOf(part, rows, (row) =>
      Promise.resolve(row % 3 === 1 ? 'often' : ''),
    );
    const isExact = new Set<boolean>();
    for (const { distinct, distinctIsExact, top } of profile.columns) {
      isExact.add(distinctIsExact);
      const apart = Math.abs(distinct / 2001 - 1);
      assert.ok(distinctIsExact ? apart === 0 : apart < 4 * (1.04 / 64), `${distinct}`);
      assert.deepEqual([top[0]?.text, top[0]?.count, top[0]?.isExact], ['often', 1000, true]);
    }
    assert.deepEqual(isExact, new Set([true, false]));
  });
});

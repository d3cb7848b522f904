import assert from 'node:assert/strict';
import fc from 'fast-check';
import { numberOf } from '../../../../src/core/dataset/numberOf.js';
import type { ReadRow } from '../../../../src/core/dataset/readRow.js';
import { rowCells } from '../../../../src/core/dataset/rowCells.js';
import { mergeParts } from '../../../../src/core/dataset/survey/mergeParts.js';
import type { SurveyPart } from '../../../../src/core/dataset/survey/surveyPart.js';
import { tableProfileOf } from '../../../../src/core/dataset/survey/tableProfileOf.js';
import type {
  Bin,
  ColumnProfile,
  TableProfile,
} from '../../../../src/core/dataset/tableProfile.js';
import { rowColumns } from '../../../../src/files/dataset/parseRecords.js';
import { markBit } from '../../../../src/files/scan/rowMarks.js';
import { createSurveyScan } from '../../../../src/files/scan/surveyScan.js';
import { profileOf } from '../../../contract/memoryProfile.js';
import { anyTable } from './arbitraryTables.js';
import type { ArbitraryTable } from './arbitraryTables.js';
import { rowGroups } from './rowGroups.js';
import { surveyed } from './surveyed.js';
import { wholeRows } from './wholeRows.js';

/** Who looks at which group, and in which order what they found is put together. */
interface Shares {
  readonly sizes: readonly number[];
  readonly scanners: readonly number[];
  readonly order: readonly number[];
}

const shares: fc.Arbitrary<Shares> = fc.record({
  sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 4, maxLength: 8 }),
  scanners: fc.array(fc.nat(2), { minLength: 9, maxLength: 9 }),
  order: fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
});

/** What several scanners find that share the groups of a table. */
function shared(table: ArbitraryTable, { sizes, scanners, order }: Shares): SurveyPart {
  const scans = order.map(() => createSurveyScan(table.form, 'profile'));
  for (const [at, { bytes, row, line }] of rowGroups(table, sizes).entries()) {
    const scan = scans[scanners[at] ?? 0];
    scan?.input(bytes.length).set(bytes);
    scan?.add(bytes.length, { row, line });
  }
  return mergeParts(order.flatMap((at) => scans[at]?.part() ?? []));
}

function profiled(part: SurveyPart, rows: readonly ReadRow[]): Promise<TableProfile> {
  const byNumber = new Map(rows.map((row) => [row.row, row]));
  return tableProfileOf(part, rows.length, (row, column) => {
    const found = byNumber.get(row);
    return Promise.resolve(found ? rowCells(found)(column) : '');
  });
}

function columnsOf(rows: readonly ReadRow[], { form }: ArbitraryTable): readonly string[] {
  if (form.delimiter !== undefined) return form.columns;
  return [...new Set(rows.filter(({ broken }) => !broken).flatMap(rowColumns))];
}

/** The profile must be that of the rows, up to what it says at a lower resolution. */
function assertProfile(actual: TableProfile, expected: TableProfile): void {
  assert.deepEqual(
    { ...actual, columns: actual.columns.map(exactly) },
    { ...expected, columns: expected.columns.map(named).map(exactly) },
  );
  for (const [at, column] of actual.columns.entries()) {
    const { numbers, lengths } = expected.columns[at] ?? {};
    assertNear(column.lengths?.mean, lengths?.mean);
    assertMedian(column, lengths?.median);
    const size = Math.max(Math.abs(numbers?.min ?? 0), Math.abs(numbers?.max ?? 0));
    assertNear(column.numbers?.mean, numbers?.mean, size);
    // Squares of larger ones are beyond all numbers.
    if (size < 1e150) assertNear(column.numbers?.std, numbers?.std, size);
    assertBins(column.lengths?.histogram, column.lengths && sumOf(column) - column.empty);
    assertBins(column.numbers?.histogram, column.numbers?.count);
  }
}

function exactly({ lengths, numbers, ...column }: ColumnProfile) {
  return {
    ...column,
    ...(lengths && { lengths: { ...lengths, mean: 0, median: 0, histogram: [] } }),
    ...(numbers && { numbers: { ...numbers, mean: 0, std: 0, histogram: [] } }),
  };
}

/** With the values that a profile names. */
function named(column: ColumnProfile): ColumnProfile {
  const top = column.top.filter(({ count }) => column.top.length <= 10 || count > 1).slice(0, 10);
  return { ...column, top: top.map((value) => ({ ...value, text: shortened(value.text) })) };
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length <= 200 ? text : `${characters.slice(0, 199).join('')}…`;
}

function sumOf({ types }: ColumnProfile): number {
  return Object.values(types).reduce((sum, count) => sum + count, 0);
}

function assertNear(actual = 0, expected = 0, scale = Math.abs(expected)): void {
  if (!Number.isFinite(expected)) return;
  const apart = Math.abs(actual - expected);
  assert.ok(apart <= 1e-9 * Math.max(scale, Math.abs(expected)), `${actual} for ${expected}`);
}

function assertMedian({ lengths }: ColumnProfile, expected = 0): void {
  const apart = Math.abs((lengths?.median ?? 0) - expected);
  assert.ok(apart <= expected / 16, `${lengths?.median} for ${expected}`);
}

function assertBins(bins: readonly Bin[] | undefined, count: number | undefined): void {
  assert.equal(
    bins?.reduce((sum, bin) => sum + bin.count, 0),
    count,
  );
  for (const [at, { from, to }] of bins?.entries() ?? []) {
    assert.ok(from <= to);
    if (at > 0) assert.equal(from, bins?.[at - 1]?.to);
  }
}

describe('surveyScan', () => {
  it('finds what the rows tell, whoever looks at which of them', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, shares, async (table, shares) => {
        const rows = await wholeRows(table.bytes, table.form);
        const expected = profileOf(rows, columnsOf(rows, table));
        const alone = surveyed(table, { detail: 'profile', line: 1 });
        assertProfile(await profiled(alone, rows), expected);
        const together = shared(table, shares);
        assertProfile(await profiled(together, rows), expected);
        assert.deepEqual(together.marks, alone.marks);
        assert.deepEqual(together.faults, alone.faults);
        assert.deepEqual(together.uneven, alone.uneven);
      }),
      { numRuns: 250 },
    );
  });

  it('finds the same marks, lines and faults as reading single rows', async () => {
    await fc.assert(
      fc.asyncProperty(anyTable, fc.constantFrom('profile', 'shape'), async (table, detail) => {
        const rows = await wholeRows(table.bytes, table.form);
        const { marks, faults } = surveyed(table, { detail, line: 1 });
        const odd = rows.filter((row) => row.marks.length > 0);
        assert.deepEqual(
          [...marks.rows],
          odd.map(({ row }) => row),
        );
        assert.deepEqual(
          [...marks.lines],
          odd.map(({ line }) => line),
        );
        assert.deepEqual(
          [...marks.bits],
          odd.map((row) => row.marks.reduce((bits, mark) => bits | markBit(mark), 0)),
        );
        for (const [mark, kind] of Object.entries(marks.kinds)) {
          const marked = odd.filter((row) => row.marks.some((one) => one === mark));
          assert.equal(kind.count, marked.length);
          assert.deepEqual(kind.first, { row: marked[0]?.row, line: marked[0]?.line });
        }
        assert.deepEqual(
          faults.map(({ row, line, message }) => [row, line, message.toLowerCase()]),
          rows.flatMap(({ row, line, broken }) =>
            broken ? [[row, line, broken.message.slice(0, -1).toLowerCase()]] : [],
          ),
        );
      }),
      { numRuns: 250 },
    );
  });

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

  describe('values of a column with many', () => {
    /** Values by how often each is there, spread evenly over the rows. */
    const counts = new Map([
      ['often', 4000],
      ['less', 1500],
      ['seldom', 300],
    ]);
    const distinct = 20_000;
    const texts = Array.from({ length: distinct }, (_, at) => `value ${at}`);
    for (const [text, count] of counts) {
      for (let at = 0; at < count; at += 1) texts.push(text);
    }
    const spread = texts.map((_, at) => texts[(at * 7919) % texts.length] ?? '');
    const table = {
      bytes: Buffer.from(spread.map((text) => `{"a":"${text}"}`).join('\n')),
      form: { columns: [] },
    };
    const sizes = Array.from({ length: 9 }, () => 3000);
    const parts: [string, () => SurveyPart][] = [
      ['one part', () => surveyed(table, { detail: 'profile', line: 1 })],
      [
        'three parts',
        () => shared(table, { sizes, scanners: [0, 1, 2, 1, 0, 2, 0, 1, 2], order: [2, 0, 1] }),
      ],
    ];
    for (const [name, part] of parts) {
      it(`are told within their errors: ${name}`, async () => {
        const { values } = part().columns[0] ?? {};
        assert.ok(values);
        const { columns } = await tableProfileOf(part(), spread.length, (row) =>
          Promise.resolve(spread[row - 1] ?? ''),
        );
        const column = columns[0];
        assert.ok(column);
        // Three standard errors of 4,096 registers.
        const known = distinct + counts.size;
        const apart = Math.abs(column.distinct / known - 1);
        assert.ok(apart < 3 * (1.04 / 64), `${column.distinct} for ${known}`);
        assert.equal(column.distinctIsExact, false);
        assert.deepEqual(
          column.top.slice(0, 2).map(({ text }) => text),
          ['often', 'less'],
        );
        for (const { text, count } of column.top) {
          assert.ok(count <= (counts.get(text) ?? 1), text);
          assert.ok(count + values.error >= (counts.get(text) ?? 1), text);
        }
        for (const { count, slack, row } of values.values) {
          const real = counts.get(spread[row - 1] ?? '') ?? 1;
          assert.ok(count <= real && real <= count + slack);
        }
      });
    }

    it('are all known up to a few thousand', () => {
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

  it('looks at 20,000 columns and counts further ones', () => {
    const keys = (from: number, to: number): string =>
      Array.from({ length: to - from }, (_, at) => `"k${from + at}":1`).join(',');
    const lines = [
      `{${keys(0, 15_000)}}`,
      `{${keys(10_000, 25_000)}}`,
      `{${keys(24_000, 26_000)}}`,
    ];
    const table = { bytes: Buffer.from(lines.join('\n')), form: { columns: [] } };
    const alone = surveyed(table, { detail: 'profile', line: 1 });
    const together = shared(table, { sizes: [1, 1, 1], scanners: [0, 1, 2], order: [2, 1, 0] });
    for (const part of [alone, together]) {
      assert.equal(part.columns.length, 20_000);
      assert.equal(part.columns.at(-1)?.name, 'k19999');
      assert.equal(part.leftOut.size, 6000);
      assert.deepEqual(part.columns[12_000]?.types, { number: 2 });
    }
  });

  it('goes on behind nesting of any depth', () => {
    const deep = `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`;
    const bytes = Buffer.from([deep, deep.slice(0, -2), '{"a":1}'].join('\n'));
    const { rows, faults, columns } = surveyed(
      { bytes, form: { columns: [] } },
      { detail: 'profile', line: 1 },
    );
    assert.deepEqual([rows, columns[0]?.types], [2, { array: 1, number: 1 }]);
    assert.deepEqual(
      faults.map(({ row, line }) => [row, line]),
      [[2, 2]],
    );
  });

  it('counts a row that is too long to be looked at', () => {
    const scan = createSurveyScan({ columns: [] }, 'profile');
    const fault = { row: 7, line: 9, message: 'line 9 begins a row of more than 64 MB' };
    scan.addBroken(fault);
    const { rows, faults, marks } = scan.part();
    assert.deepEqual(
      { rows, faults, kinds: marks.kinds },
      {
        rows: 0,
        faults: [fault],
        kinds: { broken: { count: 1, first: fault } },
      },
    );
    assert.deepEqual([...marks.rows, ...marks.lines], [7, 9]);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ReadRow } from '../../../../src/core/dataset/rows/readRow.js';
import { rowCells } from '../../../../src/core/dataset/rows/rowCells.js';
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
import { profileOf } from '../../../contract/ports/memoryProfile.js';
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
      { numRuns: 100 },
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
      { numRuns: 100 },
    );
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

  it('regression: marks what is nested too deeply to be read, and goes on behind it', () => {
    const nested = (levels: number) => `{"a":${'['.repeat(levels)}${']'.repeat(levels)}}`;
    // The row is a level too.
    const lines = [nested(999), nested(1000), nested(5000), nested(999).slice(0, -2), '{"a":1}'];
    const { rows, faults, columns } = surveyed(
      { bytes: Buffer.from(lines.join('\n')), form: { columns: [] } },
      { detail: 'profile', line: 1 },
    );
    assert.deepEqual([rows, columns[0]?.types], [2, { array: 1, number: 1 }]);
    assert.deepEqual(
      faults.map(({ row, message }) => [row, message.split(':')[0]]),
      [
        [2, 'line 2 is nested too deeply'],
        [3, 'line 3 is nested too deeply'],
        [4, 'line 4 is not JSON'],
      ],
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

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenDataset } from '../../../../src/core/dataset/openDataset.js';
import type { ReadRow, RowMark } from '../../../../src/core/dataset/rows/readRow.js';
import { ROW_MARKS } from '../../../../src/core/dataset/rows/readRow.js';
import type { RowFilter, RowQuery } from '../../../../src/core/dataset/query/rowQuery.js';
import { createDatasetEngine } from '../../../../src/files/engine/datasetEngine.js';
import { inlineScanners } from '../../../../src/files/engine/inlineScanners.js';
import { profileOf } from '../../../contract/ports/memoryProfile.js';
import { listOf } from '../../../contract/ports/memoryQuery.js';
import { NASTY_CSV } from '../../../nasty/nastyCsv.js';
import type { NastyFile } from '../../../nasty/nastyFile.js';
import { NASTY_JSONL } from '../../../nasty/nastyJsonl.js';
import { proven } from '../../../security/proofs.js';

const engine = createDatasetEngine(inlineScanners());
const ALL: RowQuery = { filters: [], order: null };
const PLAIN = { matchCase: false, wholeWord: false, regex: false };
/** Columns that are looked at one by one. */
const LOOKED_AT = 5;
/** Of a table with more rows or bytes than this only so many filters are tried. */
const LONG = 5000;
const LARGE = 1_000_000;
const FEW = 2;
const nothing = () => undefined;

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gavel-nasty-tables-'));
});
after(async () => {
  await engine.dispose();
  await rm(folder, { recursive: true });
});

/** The rows of the list of a query, by their numbers. */
async function listed(open: OpenDataset, query: RowQuery): Promise<number[]> {
  const { rows } = await open.list(query, nothing);
  const numbers: number[] = [];
  for await (const some of open.rows({ query })) numbers.push(...some.map(({ row }) => row));
  assert.equal(numbers.length, rows);
  return numbers;
}

const numbersOf = (rows: readonly ReadRow[]) => rows.map(({ row }) => row);

function marksOf(rows: readonly ReadRow[]): Partial<Record<RowMark, number>> {
  const counts: Partial<Record<RowMark, number>> = {};
  for (const mark of ROW_MARKS) {
    const count = rows.filter(({ marks }) => marks.includes(mark)).length;
    if (count > 0) counts[mark] = count;
  }
  return counts;
}

/** Filters that some of the rows may meet. */
function filtersOf(rows: readonly ReadRow[], columns: readonly string[]): RowFilter[] {
  const texts = rows.slice(0, 3).flatMap(({ values }) =>
    Object.values(values)
      .slice(0, LOOKED_AT)
      .filter((value) => typeof value === 'string')
      .map((value) => Array.from(value.slice(0, 20)).slice(0, 4).join('')),
  );
  return [
    { kind: 'marked', marks: [...ROW_MARKS] },
    ...[...texts, 'e', '"'].map((text) => ({
      kind: 'text' as const,
      column: null,
      text,
      ...PLAIN,
    })),
    ...columns.flatMap((column): RowFilter[] => [
      { kind: 'empty', column },
      { kind: 'empty', column, not: true },
      { kind: 'range', column, min: 0, max: 1e6 },
      { kind: 'text', column, text: '[a-z]$', ...PLAIN, regex: true },
    ]),
  ];
}

/** What every table has, whatever its size. */
function figures(open: OpenDataset, rows: readonly ReadRow[], columns: readonly string[]) {
  const profile = profileOf(rows, columns);
  return {
    rows: rows.length,
    columns: profile.columns.map(({ name, types, missing, empty, firstMissing, numbers }) => ({
      name,
      types,
      missing,
      empty,
      firstMissing,
      numbers: numbers?.count,
    })),
    version: open.state.version,
  };
}

async function check({ ending, bytes, columns }: NastyFile): Promise<void> {
  const path = join(folder, `nasty.${ending}`);
  await writeFile(path, bytes());
  const open = await engine.open(path, nothing);
  try {
    await open.list(ALL, nothing);
    const rows: ReadRow[] = [];
    for await (const some of open.rows({ query: ALL })) rows.push(...some);
    assert.equal(rows.length, open.state.rows);

    const { profile, marked, version } = await open.survey(nothing);
    assert.deepEqual(marked, marksOf(rows));
    // Keys of later rows come last.
    assert.deepEqual(open.state.columns.slice(0, columns.length), columns);
    const seen = profile.columns.slice(0, 50);
    assert.deepEqual(
      {
        rows: profile.rows,
        columns: seen.map(({ name, types, missing, empty, firstMissing, numbers }) => ({
          name,
          types,
          missing,
          empty,
          firstMissing,
          numbers: numbers?.count,
        })),
        version,
      },
      figures(
        open,
        rows,
        seen.map(({ name }) => name),
      ),
    );

    const some = profile.columns.slice(0, LOOKED_AT).map(({ name }) => name);
    const filters = filtersOf(rows, some);
    // Long tables and long texts are hard in one way alone.
    if (rows.length > LONG || open.state.bytes > LARGE) filters.splice(FEW);
    for (const filter of filters) {
      const query: RowQuery = { filters: [filter], order: null };
      assert.deepEqual(
        await listed(open, query),
        numbersOf(listOf(rows, query)),
        JSON.stringify(filter),
      );
    }
    for (const column of some) {
      const query: RowQuery = { filters: [], order: { column, descending: true } };
      assert.deepEqual(await listed(open, query), numbersOf(listOf(rows, query)), column);
    }
  } finally {
    await open.close();
  }
}

for (const [format, files] of [
  ['CSV', NASTY_CSV],
  ['JSON Lines', NASTY_JSONL],
] as const) {
  describe(`nasty tables: ${format}, their profile, filters and orders`, function () {
    this.timeout(60_000);
    let checked = 0;
    for (const file of files) {
      it(file.name, async () => {
        await check(file);
        checked += 1;
      });
    }

    it('are all read alike by every way of reading', () => {
      assert.equal(checked, files.length);
      proven({
        area: 'Bad input',
        claim:
          'A table that is hard to read is listed, profiled, filtered and sorted as a plain reading of its rows would, its broken rows marked',
        test: 'test/unit/files/engine/nastyTables.test.ts',
        figure: `${checked} ${format} files`,
      });
    });
  });
}

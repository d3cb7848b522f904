import { statSync } from 'node:fs';
import type {
  CellKind,
  DatasetEngine,
  DatasetNews,
  DatasetState,
  OnProgress,
  OpenDataset,
  PageRow,
  StepOptions,
} from '../../../src/core/dataset/openDataset.js';
import type { ReadRow, RowMark } from '../../../src/core/dataset/rows/readRow.js';
import { rowCells } from '../../../src/core/dataset/rows/rowCells.js';
import type { RowQuery, TextQuery } from '../../../src/core/dataset/query/rowQuery.js';
import type { PlaceRange } from '../../../src/core/dataset/writing/writeRequest.js';
import { UserError } from '../../../src/core/userError.js';
import { writeDataset } from '../../../src/files/dataset/writeDataset.js';
import { profileOf } from './memoryProfile.js';
import { listOf, patternOf } from './memoryQuery.js';
import { readMemoryTable } from './memoryTable.js';
import type { MemoryTable } from './memoryTable.js';

/** Opens datasets by reading all of them at once: small files, for tests that are not about reading. */
export function createMemoryDatasetEngine(): DatasetEngine {
  return {
    open: (path, onNews) => attempt(() => openMemoryDataset(path, onNews)),
    dispose: () => Promise.resolve(),
  };
}

function openMemoryDataset(path: string, onNews: (news: DatasetNews) => void): OpenDataset {
  let table = readTable(path);
  let stamp = stampOf(path);
  let version = 1;

  const state = (): DatasetState => {
    const { rows, ...rest } = table;
    const indexed = { rows: rows.length, isIndexed: true, indexedBytes: table.bytes };
    return { version, ...rest, ...indexed };
  };

  return {
    get state() {
      return state();
    },
    page: ({ query, from, to, columns, find }, signal) =>
      attempt(() => {
        const shown = table.columns.slice(columns.from, columns.to);
        const rows = listOf(table.rows, query).slice(from - 1, to);
        return { version, rows: rows.map((row) => pageRow(row, shown, find)) };
      }, signal),
    row: (row, signal) =>
      attempt(() => {
        const found = table.rows[row - 1];
        if (!found) throw new UserError('dataset', `There is no row ${row}.`);
        return found;
      }, signal),
    async *rows({ query, places }, signal) {
      const rows = await attempt(() => atPlaces(listOf(table.rows, query), places), signal);
      for (let at = 0; at < rows.length; at += 2) {
        signal?.throwIfAborted();
        yield rows.slice(at, at + 2);
      }
    },
    list: (query, onProgress, signal) =>
      attempt(() => counted(listOf(table.rows, query), onProgress, version), signal),
    place: (query, row, signal) =>
      attempt(() => {
        const place = listOf(table.rows, query).findIndex((each) => each.row === row) + 1;
        return place === 0 ? undefined : place;
      }, signal),
    find: ({ query, find }, onProgress, signal) =>
      attempt(() => counted(holding(table, query, find), onProgress, version), signal),
    step: (options, signal) => attempt(() => nextMatch(table, options), signal),
    survey: (onProgress, signal) =>
      attempt(() => {
        onProgress({ share: 1, count: table.rows.length });
        return surveyOf(table, version);
      }, signal),
    write: (request, onProgress, signal) => {
      const rows = listOf(table.rows, request.query);
      const source = {
        path,
        header: table.format === 'csv' ? table.columns : undefined,
        total: rows.length,
        rows: (places?: readonly PlaceRange[]) => inOne(atPlaces(rows, places)),
      };
      return writeDataset(source, request, { onProgress, signal });
    },
    refresh: () =>
      attempt(() => {
        try {
          if (stampOf(path) === stamp) return;
          stamp = stampOf(path);
          table = readTable(path);
          version += 1;
          onNews({ kind: 'state', state: state() });
        } catch {
          onNews({ kind: 'failed', message: `The dataset ${path} is gone.` });
        }
      }),
    close: () => Promise.resolve(),
  };
}

function attempt<T>(work: () => T, signal?: AbortSignal): Promise<T> {
  return new Promise((resolve) => {
    signal?.throwIfAborted();
    resolve(work());
  });
}

async function* inOne(rows: readonly ReadRow[]) {
  yield await Promise.resolve(rows);
}

function readTable(path: string): MemoryTable {
  try {
    return readMemoryTable(path);
  } catch (cause) {
    throw new UserError('dataset', `Could not read the dataset ${path}.`, { cause });
  }
}

function stampOf(path: string): string {
  const { size, mtimeNs, ino } = statSync(path, { bigint: true });
  return `${size} ${mtimeNs} ${ino}`;
}

function atPlaces(rows: readonly ReadRow[], places?: readonly PlaceRange[]): readonly ReadRow[] {
  return places ? places.flatMap(({ from, to }) => rows.slice(from - 1, to)) : rows;
}

function counted(rows: readonly ReadRow[], onProgress: OnProgress, version: number) {
  onProgress({ share: 1, count: rows.length });
  return { version, rows: rows.length };
}

function holding({ rows }: MemoryTable, query: RowQuery, find: TextQuery): ReadRow[] {
  const text = { kind: 'text', column: null, ...find } as const;
  return listOf(rows, { ...query, filters: [...query.filters, text] });
}

function nextMatch(table: MemoryTable, { query, find, place, backwards }: StepOptions) {
  const list = listOf(table.rows, query);
  const found = holding(table, query, find).map((row) => ({ row, place: list.indexOf(row) + 1 }));
  const next = backwards
    ? (found.findLast((each) => each.place < place) ?? found.at(-1))
    : (found.find((each) => each.place > place) ?? found[0]);
  if (!next) return undefined;
  const [column] = pageRow(next.row, table.columns, find).hits;
  return {
    row: next.row.row,
    place: next.place,
    ordinal: found.indexOf(next) + 1,
    ...(column !== undefined && !next.row.broken && { column }),
  };
}

function pageRow(row: ReadRow, columns: readonly string[], find: TextQuery | undefined): PageRow {
  const cell = rowCells(row);
  const texts = row.broken ? [row.broken.text] : columns.map(cell);
  const pattern = find && patternOf(find);
  return {
    row: row.row,
    line: row.line,
    marks: row.marks,
    cells: texts.map((text) => text.replace(/\s+/g, ' ').trim()),
    kinds: row.broken ? 't' : columns.map((column) => kindOf(row, column)).join(''),
    hits: texts.flatMap((text, at) => (pattern?.test(text) ? [at] : [])),
  };
}

function kindOf({ values }: ReadRow, column: string): CellKind {
  const value = Object.hasOwn(values, column) ? values[column] : undefined;
  if (value === undefined) return '-';
  if (value === null) return '0';
  return ({ string: 't', number: 'n', boolean: 'b' } as const)[typeof value as string] ?? 'j';
}

function surveyOf({ rows, columns }: MemoryTable, version: number) {
  const marked: Partial<Record<RowMark, number>> = {};
  for (const mark of rows.flatMap(({ marks }) => marks)) marked[mark] = (marked[mark] ?? 0) + 1;
  const problems = rows.flatMap(({ row, line, broken }) =>
    broken
      ? [{ severity: 'error', code: 'broken-line', row, line, message: broken.message } as const]
      : [],
  );
  const profile = profileOf(rows, columns);
  return { version, profile, problems, problemCount: problems.length, marked };
}

import { join } from 'node:path';
import type { OpenDataset } from '../../../src/core/dataset/openDataset.js';
import { createDatasetFiles } from '../../../src/files/dataset/datasetFiles.js';
import { createDatasetEngine } from '../../../src/files/engine/datasetEngine.js';
import { inlineScanners } from '../../../src/files/engine/inlineScanners.js';
import { writeParts } from './memoryCase.js';
import type { MemoryCase, Part } from './memoryCase.js';

const nothing = () => undefined;
const EVERY_ROW = { filters: [], order: null };
const DEPTH = 100_000;

/** How large the inputs are. */
export interface MemorySize {
  /** Of one row, or one file. */
  readonly mb: number;
  readonly columns: number;
}

/** Datasets that no memory holds: rows, cells and headers of so many MB, too many values and levels. */
export function hugeDatasets(folder: string, { mb }: MemorySize): readonly MemoryCase[] {
  const bytes = mb * 1024 * 1024;
  const cell: Part = ['x', bytes];
  const dataset = datasetIn(folder);
  return [
    dataset('a row of JSON Lines', 'jsonl', () => [
      ['{"a":1,"b":"x"}\n{"a":2,"b":"', 1],
      cell,
      ['"}\n{"a":3,"b":"y"}\n', 1],
    ]),
    dataset('a cell of CSV', 'csv', () => [['a,b\n1,x\n2,"', 1], cell, ['"\n3,y\n', 1]]),
    dataset('a CSV quote that never closes', 'csv', () => [
      ['a,b\n1,x\n2,"', 1],
      ['z,3\n', bytes / 4],
    ]),
    dataset('a CSV header', 'csv', () => [['a,', 1], cell, ['\n1,x\n', 1]], FEW_WAYS),
    dataset(
      'a CSV header that never closes',
      'csv',
      () => [
        ['a,"', 1],
        ['z,\n', bytes / 4],
      ],
      FEW_WAYS,
    ),
    dataset(
      'a row with more values than any',
      'jsonl',
      () => [
        ['{"a":1}\n{"a":[', 1],
        ['[],', 5_000_000],
        ['1]}\n', 1],
      ],
      ['rows', 'page', 'row'],
    ),
    dataset('levels of JSON Lines', 'jsonl', () => [
      ['{"a":1,"b":"x"}\n{"a":2,"b":', 1],
      ['[', DEPTH],
      [']', DEPTH],
      ['}\n{"a":3,"b":"y"}\n', 1],
    ]),
  ];
}

/** Datasets of so many columns. */
export function wideDatasets(folder: string, { columns }: MemorySize): readonly MemoryCase[] {
  const names = () => Array.from({ length: columns }, (_, at) => `c${at}`);
  const dataset = datasetIn(folder);
  return [
    dataset('columns of CSV', 'csv', () => [
      [`${names().join(',')}\n`, 1],
      [`${'1,'.repeat(columns - 1)}1\n`, 2],
    ]),
    dataset(
      'columns of CSV with one name',
      'csv',
      () => [
        [`${'a,'.repeat(columns - 1)}a\n`, 1],
        [`${'1,'.repeat(columns - 1)}1\n`, 2],
      ],
      FEW_WAYS,
    ),
    dataset('columns of JSON Lines', 'jsonl', () => [
      ['{"a":1}\n', 1],
      [
        `{${names()
          .map((name) => `"${name}":1`)
          .join(',')}}\n`,
        2,
      ],
    ]),
  ];
}

type Way = 'describe' | 'rows' | 'survey' | 'page' | 'row' | 'sort' | 'find';
const ALL_WAYS: readonly Way[] = ['describe', 'rows', 'survey', 'page', 'row', 'sort', 'find'];
const FEW_WAYS: readonly Way[] = ['describe', 'page'];

function datasetIn(folder: string) {
  return (
    name: string,
    ending: 'csv' | 'jsonl',
    parts: () => readonly Part[],
    ways = ALL_WAYS,
  ): MemoryCase => {
    const path = join(folder, `rows.${ending}`);
    return { name, make: () => writeParts(path, parts()), ways: waysOf(path, ways) };
  };
}

function waysOf(path: string, wanted: readonly Way[]): MemoryCase['ways'] {
  let open: OpenDataset | undefined;
  const datasets = createDatasetFiles();
  const opened = async (): Promise<OpenDataset> =>
    (open ??= await createDatasetEngine(inlineScanners()).open(path, nothing));
  const all: Readonly<Record<Way, () => Promise<string>>> = {
    async describe() {
      const { rows, columns, problems } = await datasets.describe(path);
      return `${rows} rows, ${columns.length} columns, ${sentences(problems)}`;
    },
    async rows() {
      let cells = 0;
      for await (const { values } of datasets.rows(path)) cells += Object.keys(values).length;
      return `${cells} cells`;
    },
    async survey() {
      const { profile, problems } = await (await opened()).survey(nothing);
      return `${profile.columns.length} columns, ${sentences(problems)}`;
    },
    async page() {
      // Shown are the rows that are known by then.
      await (await opened()).list(EVERY_ROW, nothing);
      const query = { query: EVERY_ROW, from: 1, to: 20, columns: { from: 0, to: 20 } };
      const { rows } = await (await opened()).page(query);
      const isSmall = JSON.stringify(rows).length < 200_000;
      return `${rows.length} rows in ${isSmall ? 'less' : 'more'} than 200 KB`;
    },
    async row() {
      const { values, broken } = await (await opened()).row(2);
      return broken ? broken.message : `${Object.keys(values).length} cells`;
    },
    async sort() {
      const order = { column: 'a', descending: true };
      return `${(await (await opened()).list({ filters: [], order }, nothing)).rows} rows`;
    },
    async find() {
      const find = { text: 'y', matchCase: false, wholeWord: false, regex: false };
      const { rows } = await (await opened()).find({ query: EVERY_ROW, find }, nothing);
      return `${rows} rows`;
    },
  };
  const close = async () => {
    await open?.close();
    return '';
  };
  return { ...Object.fromEntries(wanted.map((way) => [way, all[way]])), close };
}

function sentences(problems: readonly { readonly message: string }[]): string {
  const [first] = problems;
  return `${problems.length} problems${first ? `, ${first.message}` : ''}`;
}

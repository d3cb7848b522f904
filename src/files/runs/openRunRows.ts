import { derivedColumns } from '../../core/rows/derivedColumns.js';
import type { OpenRows, PlacedRow, RowsReader, RowsState } from '../../core/rows/openRows.js';
import { conditionProblem } from '../../core/rows/readConditions.js';
import type { ResultQuery } from '../../core/rows/resultQuery.js';
import type { ResolvedSpec } from '../../core/spec/evalSpec.js';
import { t } from '../../l10n/t.js';
import { stampOf } from '../scan/fileStamp.js';
import type { FileStamp } from '../scan/fileStamp.js';
import { StaleIndex } from '../scan/staleIndex.js';
import { storageError } from '../storageError.js';
import { parseLine } from './jsonlFile.js';
import { readDetails } from './rowDetails.js';
import { createRowIndex } from './rowIndex.js';
import type { RowFilePair, RowIndex } from './rowIndex.js';
import { openRowPair } from './rowPair.js';
import type { OpenFile, RowPair } from './rowPair.js';
import { readRange } from './scanLines.js';
import { knownColumns, selectRows } from './selectRows.js';
import { labelsStamp, readPeople } from './readPeople.js';
import { storedRow } from './storedLine.js';

/** Lists that are kept: those of a handful of queries is all that is asked of one content. */
const KEPT_LISTS = 8;
/** The files may be replaced while they are read: so often it is tried anew. */
const TRIES = 3;

/** What was read of the files, and which they were. */
interface Version {
  readonly number: number;
  readonly index: RowIndex;
  readonly stamp: PairStamp;
  /** Of what people say; see `labelsStamp`. */
  readonly labels: string;
  /** The end of its last row, by which a file that only grew is known. */
  readonly tail: Buffer;
  readonly lists: Map<string, Promise<Uint32Array>>;
}

/** Opens runs on this thread. */
export function createRowsReader(): RowsReader {
  return {
    open: (run, spec) => Promise.resolve(openRunRows(run.folder, spec)),
    dispose: () => Promise.resolve(),
  };
}

export function openRunRows(folder: string, spec: ResolvedSpec): OpenRows {
  let current: Version | undefined;
  let reading: Promise<Version> | undefined;

  /** Reads on where the files only grew, else all of them. */
  const read = async (signal: AbortSignal | undefined): Promise<Version> => {
    const pair = await openRowPair(folder);
    try {
      const stamp = await stampsOf(pair);
      const known = current;
      if (known && isSamePair(known.stamp, stamp)) return await withPeople(known, pair);
      const files: RowFilePair = { folder, results: pair.results, details: pair.details };
      const mayGoOn = known && hasGrown(known.stamp, stamp) && (await endsWith(pair, known));
      const index = known && mayGoOn ? known.index : createRowIndex(spec);
      await index.readOn(files, signal);
      const tail = await readTail(index, pair);
      const number = (known?.number ?? 0) + 1;
      current = { number, index, stamp, tail, labels: '', lists: new Map() };
      return await withPeople(current, pair);
    } finally {
      await pair.close();
    }
  };
  /** The version with what people say now, where that is something else than before. */
  const withPeople = async (version: Version, pair: RowPair): Promise<Version> => {
    const labels = await labelsStamp(folder);
    if (labels === version.labels) return version;
    const { index } = version;
    const people = await readPeople(folder, spec, (name) => readNamed(index, pair, name));
    index.facts.setPeople(people);
    current = { ...version, number: version.number + 1, labels, lists: new Map() };
    return current;
  };
  const refreshed = (signal: AbortSignal | undefined): Promise<Version> => {
    reading ??= read(signal).finally(() => (reading = undefined));
    return reading;
  };

  /** Does something with the files that the index is about. */
  const use = async <T>(work: (version: Version, pair: RowPair) => Promise<T>): Promise<T> => {
    try {
      for (let tries = 1; ; tries += 1) {
        // Whoever asks first is not the only one who waits for it.
        const version = current ?? (await refreshed(undefined));
        const pair = await openRowPair(folder);
        try {
          const isAbout = areSameFiles(version.stamp, await stampsOf(pair));
          if (!isAbout) throw new StaleIndex();
          return await work(version, pair);
        } catch (error) {
          if (!(error instanceof StaleIndex) || tries === TRIES) throw error;
          await refreshed(undefined);
        } finally {
          await pair.close();
        }
      }
    } catch (error) {
      throw storageError(error, { doing: t('read the results in'), path: folder });
    }
  };

  const makeList = (
    { index, lists }: Version,
    file: OpenFile,
    query: ResultQuery,
    signal: AbortSignal | undefined,
  ): Promise<Uint32Array> => {
    if (lists.size >= KEPT_LISTS) lists.clear();
    const key = JSON.stringify(query);
    const making = selectRows(query, { index, type: spec.type, file, signal });
    lists.set(key, making);
    making.catch(() => lists.get(key) === making && lists.delete(key));
    return making;
  };
  const listOf = (
    version: Version,
    { results }: RowPair,
    query: ResultQuery,
    signal: AbortSignal | undefined,
  ): Promise<Uint32Array> => {
    if (!results) return Promise.resolve(new Uint32Array());
    const known = version.lists.get(JSON.stringify(query));
    const make = () => makeList(version, results, query, signal);
    // Whoever asked for it first may not want it any more: then it was not made.
    return known ? known.catch(make) : make();
  };

  return {
    async refresh(signal) {
      try {
        return stateOf(await refreshed(signal), spec);
      } catch (error) {
        throw storageError(error, { doing: t('read the results in'), path: folder });
      }
    },
    page: (query, range, signal) =>
      use(async (version, pair) => {
        const list = await listOf(version, pair, query, signal);
        const places = list.subarray(range.from - 1, Math.max(range.from - 1, range.to));
        const rows = await readRows(version.index, pair, places);
        return { version: version.number, matched: list.length, rows };
      }),
    names: (query, signal) =>
      use(async (version, pair) => {
        const list = await listOf(version, pair, query, signal);
        return Array.from(list, (at) => nameOf(version.index, at));
      }),
    position: (query, name, signal) =>
      use(async (version, pair) => {
        const at = placeOf(version.index, name);
        if (at === undefined) return undefined;
        const place = (await listOf(version, pair, query, signal)).indexOf(at);
        return place < 0 ? undefined : place + 1;
      }),
    row: (name) => use(({ index }, pair) => readNamed(index, pair, name)),
    async problem(condition) {
      const { index } = current ?? (await refreshed(undefined));
      return conditionProblem(condition, knownColumns(index, spec.type));
    },
    close: () => Promise.resolve(),
  };
}

function stateOf({ number, index }: Version, { type }: ResolvedSpec): RowsState {
  return {
    version: number,
    rows: index.facts.size,
    statistics: index.statistics(),
    columns: index.columns(),
    derived: derivedColumns(type, index.facts).map(({ name, about }) => ({ name, about })),
    counts: index.counts(),
  };
}

function nameOf({ facts }: RowIndex, at: number): number {
  return facts.row(at) ?? -(at + 1);
}

/** The last where several have the same name. */
function placeOf({ facts }: RowIndex, name: number): number | undefined {
  if (name < 0) return -name <= facts.size && !facts.row(-name - 1) ? -name - 1 : undefined;
  for (let at = facts.size - 1; at >= 0; at -= 1) if (facts.row(at) === name) return at;
  return undefined;
}

async function readNamed(
  index: RowIndex,
  pair: RowPair,
  name: number,
): Promise<PlacedRow | undefined> {
  const at = placeOf(index, name);
  const [row] = at === undefined ? [] : await readRows(index, pair, [at]);
  return row;
}

async function readRows(
  index: RowIndex,
  { results, details }: RowPair,
  places: Iterable<number>,
): Promise<PlacedRow[]> {
  const read = async (at: number): Promise<PlacedRow> => {
    if (!results) throw new StaleIndex();
    const text = (await readRange(results, index.result(at))).toString('utf8');
    const result = parseLine(text);
    if (!result) throw new StaleIndex();
    const range = index.details(at);
    const own = range && details ? await readRange(details, range) : undefined;
    const value = own && readDetails(parseLine(own.toString('utf8')));
    return { line: at + 1, stored: storedRow(result, text, value) };
  };
  return Promise.all(Array.from(places, read));
}

// Which files they are -------------------------------------------------------------------------------

interface PairStamp {
  readonly results: FileStamp | undefined;
  readonly details: FileStamp | undefined;
}

async function stampsOf({ results, details }: RowPair): Promise<PairStamp> {
  const stamp = async (file: RowPair['results']) =>
    file && stampOf(await file.handle.stat({ bigint: true }));
  return { results: await stamp(results), details: await stamp(details) };
}

const PARTS = ['results', 'details'] as const;

function isSamePair(left: PairStamp, right: PairStamp): boolean {
  return PARTS.every((part) => {
    const [one, other] = [left[part], right[part]];
    if (!one || !other) return one === other;
    return one.inode === other.inode && one.size === other.size && one.modified === other.modified;
  });
}

/** The same files, or where there was none one that has come. */
function areSameFiles(before: PairStamp, now: PairStamp): boolean {
  return PARTS.every((part) => !before[part] || before[part].inode === now[part]?.inode);
}

function hasGrown(before: PairStamp, now: PairStamp): boolean {
  const isNoSmaller = PARTS.every((part) => (now[part]?.size ?? 0) >= (before[part]?.size ?? 0));
  const isLarger = (now.results?.size ?? 0) > (before.results?.size ?? 0);
  return areSameFiles(before, now) && isNoSmaller && isLarger;
}

const TAIL_BYTES = 4096;

async function readTail(index: RowIndex, { results }: RowPair): Promise<Buffer> {
  const to = index.resultBytes;
  if (!results || to === 0) return Buffer.alloc(0);
  return readRange(results, { from: Math.max(0, to - TAIL_BYTES), to });
}

/** Whether what was read still stands where it stood: a run only appends. */
async function endsWith({ results, ...rest }: RowPair, { index, tail }: Version): Promise<boolean> {
  if (!results || results.bytes < index.resultBytes) return tail.length === 0;
  return tail.equals(await readTail(index, { results, ...rest }));
}

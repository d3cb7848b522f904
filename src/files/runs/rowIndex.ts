import { join } from 'node:path';
import { countFilters } from '../../core/rows/countFilters.js';
import { createGrowingArray } from '../../core/rows/growingArray.js';
import type { FileColumn } from '../../core/rows/openRows.js';
import { createRowFacts } from '../../core/rows/rowFacts.js';
import type { RowFacts } from '../../core/rows/rowFacts.js';
import type { RunStatistics } from '../../core/runs/manifest.js';
import type { RowDetails, StoredRow } from '../../core/runs/resultRow.js';
import type { ResolvedSpec } from '../../core/spec/evalSpec.js';
import { collectStatistics } from '../../core/stats/runStatistics.js';
import { hasLostPage, lineGroups, parseLine } from './jsonlFile.js';
import type { FileLine } from './jsonlFile.js';
import { lineReader } from './lineReader.js';
import type { LineReader } from './lineReader.js';
import { DETAILS, RESULTS } from './rowPair.js';
import type { OpenFile } from './rowPair.js';
import { brokenLine } from './storedLine.js';

/** A stretch of a file, in bytes; the end is not included. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/** Where the rows of a run begin, and what is known of each. Rows are named by their place, from 0. */
export interface RowIndex {
  readonly facts: RowFacts;
  /** Bytes of the results that are rows in it. */
  readonly resultBytes: number;
  /** Of the row's line, without the line feed. */
  result(at: number): ByteRange;
  /** Undefined for a row without details. */
  details(at: number): ByteRange | undefined;
  statistics(): RunStatistics;
  columns(): readonly FileColumn[];
  counts(): Readonly<Record<string, number>>;
  /** Adds the rows behind those that it has. Throws `UserError` where a line before others is no row. */
  readOn(files: RowFilePair, signal?: AbortSignal): Promise<void>;
}

export interface RowFilePair {
  readonly folder: string;
  readonly results: OpenFile | undefined;
  readonly details: OpenFile | undefined;
}

type ReadDetails = (value: unknown) => RowDetails | undefined;

export function createRowIndex(spec: ResolvedSpec): RowIndex {
  const facts = createRowFacts(spec);
  const statistics = collectStatistics(spec);
  const columns = new Map<string, FileColumn['kind']>();
  const resultFrom = createGrowingArray(Float64Array);
  const resultTo = createGrowingArray(Float64Array);
  const detailsFrom = createGrowingArray(Float64Array);
  const detailsTo = createGrowingArray(Float64Array);
  /** Lines gone through, and their bytes. */
  let results = { lines: 0, bytes: 0 };
  let details = { lines: 0, bytes: 0 };

  const addColumns = (result: StoredRow['result']): void => {
    for (const name in result) {
      const known = columns.get(name);
      if (known !== undefined && known !== 'empty') continue;
      const value = result[name];
      const isKnown = value !== null && value !== undefined;
      columns.set(name, !isKnown ? 'empty' : typeof value === 'number' ? 'number' : 'other');
    }
  };

  const add = (row: StoredRow, at: ByteRange, detailsAt: ByteRange | undefined): void => {
    facts.add(row);
    statistics.add(row);
    addColumns(row.result);
    resultFrom.push(at.from);
    resultTo.push(at.to);
    detailsFrom.push(detailsAt?.from ?? 0);
    detailsTo.push(detailsAt?.to ?? 0);
  };

  /** Undefined where the file has no such line, or not yet. */
  const detailsOf = async (lines: LineReader, line: number): Promise<FileLine | undefined> => {
    while (details.lines < line && !lines.hasEnded) {
      const found = lines.next() ?? (await lines.more());
      if (!found || found.end === undefined || hasLostPage(found.bytes)) {
        lines.end();
        return undefined;
      }
      details = { lines: details.lines + 1, bytes: found.end };
      if (details.lines === line) return found;
    }
    return undefined;
  };

  return {
    facts,
    get resultBytes() {
      return results.bytes;
    },
    result: (at) => ({ from: resultFrom.at(at), to: resultTo.at(at) }),
    details(at) {
      const to = detailsTo.at(at);
      return to === 0 ? undefined : { from: detailsFrom.at(at), to };
    },
    statistics: statistics.current,
    columns: () => [...columns].map(([name, kind]) => ({ name, kind })),
    counts: () => countFilters(spec, facts),
    async readOn(files, signal) {
      const { readDetails } = await import('./rowDetails.js'); // brings the schema library
      const detailLines = lineReader(files.details, details.bytes, signal);
      let broken: number | undefined;
      let brokenDetails: number | undefined;
      for await (const lines of lineGroups(files.results, signal, results.bytes)) {
        for (const { bytes, end } of lines) {
          const line = results.lines + 1;
          if (broken !== undefined) throw brokenLine(broken, join(files.folder, RESULTS));
          if (end === undefined || hasLostPage(bytes)) return;
          const result = parseLine(bytes.toString('utf8'));
          if (result === undefined) {
            broken = line;
            continue;
          }
          const found = detailLines.hasEnded ? undefined : await detailsOf(detailLines, line);
          if (found && brokenDetails !== undefined) {
            throw brokenLine(brokenDetails, join(files.folder, DETAILS));
          }
          const own = found && readOwn(found, readDetails);
          if (own === null) brokenDetails = line;
          if (result !== null) {
            const at = { from: end - bytes.length - 1, to: end - 1 };
            add({ result, ...(own && { details: own.value }) }, at, own?.at);
          }
          results = { lines: line, bytes: end };
        }
      }
    },
  };
}

/** Null for a line that is no JSON object; undefined for one that describes no row. */
function readOwn(
  { bytes, end = 0 }: FileLine,
  readDetails: ReadDetails,
): { readonly value: RowDetails; readonly at: ByteRange } | null | undefined {
  const parsed = parseLine(bytes.toString('utf8'));
  if (parsed === undefined) return null;
  const value = parsed === null ? undefined : readDetails(parsed);
  return value && { value, at: { from: end - bytes.length - 1, to: end - 1 } };
}

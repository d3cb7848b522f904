import { stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { columnsOf } from '../../core/dataset/columnsOf.js';
import type { DatasetFormat } from '../../core/dataset/dataset.js';
import { DELIMITERS } from '../../core/dataset/text/detectDelimiter.js';
import type { OnProgress } from '../../core/dataset/openDataset.js';
import { mustReadToPick, pickRows } from '../../core/dataset/rows/pickRows.js';
import type { RowSource } from '../../core/dataset/rows/pickRows.js';
import { placeCount } from '../../core/dataset/rows/placeRanges.js';
import { createRowWriter } from '../../core/dataset/writing/rowWriter.js';
import { writtenColumns } from '../../core/dataset/writing/writtenColumns.js';
import type { WriteOutcome, WriteRequest } from '../../core/dataset/writing/writeRequest.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { contentDigest } from './contentDigest.js';
import { singleOutput, splitOutput } from './datasetOutput.js';

/** What is written from: the rows of the request's query. */
export interface DatasetSource extends RowSource {
  /** Absolute. */
  readonly path: string;
  /** The columns of CSV; undefined for JSON Lines, where each row has its own. */
  readonly header: readonly string[] | undefined;
}

interface WriteWatch {
  readonly onProgress: OnProgress;
  readonly signal?: AbortSignal | undefined;
}

const ENDINGS: Readonly<Record<DatasetFormat, readonly string[]>> = {
  csv: ['.csv', '.tsv'],
  jsonl: ['.jsonl', '.ndjson'],
};

/**
 * Writes rows as a new dataset, in constant memory. Nothing is left behind when it fails or is
 * stopped, and no file is ever replaced. Throws `UserError`, what reading the rows throws, and the
 * signal's reason.
 */
export async function writeDataset(
  source: DatasetSource,
  request: WriteRequest,
  watch: WriteWatch,
): Promise<WriteOutcome> {
  checkForm(request);
  checkColumns(source, request);
  // Of a split the target names no file: its parts have names of their own.
  if (request.splitBy === undefined) await refuseSource(source.path, request.target);
  const { target, format, columns, renames, splitBy, guardFormulas } = request;

  // JSON Lines may have a new column in its last row: where all must be known they are read twice.
  const isWhole = format === 'jsonl' && columns === undefined && renames === undefined;
  const looksForColumns = !isWhole && columns === undefined && source.header === undefined;
  const readings = 1 + Number(looksForColumns) + Number(mustReadToPick(request));
  const picked = await pickRows(watched(source, readings, watch), request, contentDigest);
  const all = source.header ?? (looksForColumns ? await columnsOf(picked.read()) : []);
  if (!isWhole && (columns ?? all).length === 0) {
    throw new UserError(
      'usage',
      t('There is no column to write; choose at least one that rows have.'),
    );
  }
  const writer = createRowWriter({
    form: format,
    columns: isWhole ? undefined : writtenColumns(all, request),
    delimiter: request.delimiter ?? (isTabbed(target) ? '\t' : ','),
    guardFormulas,
  });

  const output =
    splitBy === undefined
      ? await singleOutput(target, writer.head)
      : splitOutput({ target, column: splitBy }, writer.head);
  try {
    for await (const rows of picked.read()) {
      for (const row of rows) {
        const line = writer.line(row);
        if (line === undefined) continue;
        const pause = output.add(row, line);
        if (pause) await pause;
      }
    }
    watch.signal?.throwIfAborted();
    const files = await output.finish();
    return { files, repeated: picked.repeated(), ...writer.counts() };
  } catch (error) {
    // What went wrong first is what matters.
    await output.discard().catch(() => undefined);
    throw error;
  }
}

/** The source, telling how much of all readings is done, and stopped by the signal. */
function watched(
  source: RowSource,
  readings: number,
  { onProgress, signal }: WriteWatch,
): RowSource {
  let done = 0;
  return {
    total: source.total,
    async *rows(places) {
      signal?.throwIfAborted();
      const length = Math.max(1, places ? placeCount(places) : source.total);
      let count = 0;
      try {
        for await (const rows of source.rows(places)) {
          signal?.throwIfAborted();
          count += rows.length;
          const isLast = done === readings - 1;
          onProgress({ share: (done + count / length) / readings, count: isLast ? count : 0 });
          yield rows;
        }
      } finally {
        done += 1;
      }
    },
  };
}

function checkForm({ target, format, delimiter }: WriteRequest): void {
  const endings = ENDINGS[format];
  if (!endings.includes(extname(target).toLowerCase())) {
    const name = format === 'csv' ? 'CSV' : t('JSON Lines');
    throw new UserError(
      'usage',
      t(
        '{0} would hold {1}; give it a name that ends in {2}.',
        basename(target),
        name,
        endings.join(' or '),
      ),
    );
  }
  if (delimiter !== undefined && !DELIMITERS.some((known) => known === delimiter)) {
    throw new UserError(
      'usage',
      t('The delimiter of CSV must be a comma, a semicolon, a tab or |.'),
    );
  }
}

function isTabbed(path: string): boolean {
  return extname(path).toLowerCase() === '.tsv';
}

function checkColumns(
  { header, path }: DatasetSource,
  { columns = [], splitBy, distinctBy = [] }: WriteRequest,
): void {
  if (!header) return;
  const named = [...columns, ...distinctBy, ...(splitBy === undefined ? [] : [splitBy])];
  const unknown = named.find((column) => !header.includes(column));
  if (unknown === undefined) return;
  throw new UserError(
    'usage',
    t('{0} has no column "{1}"; choose another one.', basename(path), unknown),
  );
}

/** Two paths may lead to one file. */
async function refuseSource(path: string, target: string): Promise<void> {
  const [left, right] = await Promise.all(
    [path, target].map((each) => stat(each, { bigint: true }).catch(() => undefined)),
  );
  if (!left || !right || left.ino !== right.ino || left.dev !== right.dev) return;
  throw new UserError(
    'usage',
    t('{0} is the dataset itself, which is never changed; choose another name.', basename(target)),
  );
}

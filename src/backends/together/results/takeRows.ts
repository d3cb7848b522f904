import { addToTally, emptyTally } from '../../../core/judging/accounting.js';
import type { Tally } from '../../../core/judging/accounting.js';
import { resultColumns } from '../../../core/judging/resultColumns.js';
import type { DatasetRow } from '../../../core/dataset/dataset.js';
import type { RunManifest } from '../../../core/runs/manifest.js';
import type { StoredRow } from '../../../core/runs/resultRow.js';
import type { RunRef } from '../../../core/runs/runStore.js';
import { collectStatistics } from '../../../core/stats/runStatistics.js';
import type { StatisticsCollector } from '../../../core/stats/runStatistics.js';
import { UserError } from '../../../core/userError.js';
import { t } from '../../../l10n/t.js';
import { selectedRows } from '../upload/datasetUpload.js';
import { filePath } from '../fileId.js';
import { holdFile } from './heldFile.js';
import { addToJoin, joinRows, NO_JOIN } from './joinRows.js';
import type { JoinCounts } from './joinRows.js';
import { openResultFile } from './resultFile.js';
import type { ResultFile, WantedRows } from './resultFile.js';
import { projectionOf } from '../submitRun.js';
import type { ServiceContext } from '../submitRun.js';
import { readFile } from '../wire/files.js';

interface TakenRows {
  readonly tally: Tally;
  readonly statistics: StatisticsCollector;
  /** Undefined where there is no dataset to join to. */
  readonly join: JoinCounts | undefined;
}

/** `mayBeEmpty`: the job failed, maybe before its first row. */
interface JobRows extends Pick<WantedRows, 'fileId' | 'mayBeEmpty'> {
  readonly manifest: RunManifest;
}

interface Taking {
  readonly context: ServiceContext;
  readonly signal: AbortSignal;
}

/**
 * Downloads the rows of a job and puts them into the run, joined to its dataset: the local one, else
 * the file that the job was given, as long as the service has it.
 */
export async function takeRows(
  run: RunRef,
  { manifest, fileId, mayBeEmpty }: JobRows,
  taking: Taking,
): Promise<TakenRows> {
  const { context, signal } = taking;
  const file = { fileId, columns: resultColumns(manifest.spec), mayBeEmpty };
  const results = await openResultFile(context.client, file, signal);
  let input: Input | undefined;
  try {
    const keep = (rows: AsyncIterable<StoredRow>) => keepRows(run, rows, { manifest, context });
    input = localInput(run, manifest, taking) ?? (await serviceInput(manifest, taking));
    if (!input) return { ...(await keep(plainRows(results))), join: undefined };
    const { spec } = manifest;
    const joined = await keep(joinRows({ spec, results, columns: input.columns }, input.rows()));
    // Not one fits: the dataset is another one. The rows are then shown as the service has them.
    if (joined.join.joined > 0 || joined.join.without_row === 0) return joined;
    return { ...(await keep(plainRows(results))), join: joined.join };
  } finally {
    await input?.close();
    await results.close();
  }
}

async function keepRows(
  run: RunRef,
  rows: AsyncIterable<StoredRow>,
  { manifest, context }: { readonly manifest: RunManifest; readonly context: ServiceContext },
): Promise<TakenRows & { readonly join: JoinCounts }> {
  const { spec } = manifest;
  const statistics = collectStatistics(spec);
  let tally = emptyTally();
  let join = NO_JOIN;
  const counted = async function* (): AsyncGenerator<StoredRow> {
    for await (const row of rows) {
      tally = addToTally(tally, row.result, spec);
      join = addToJoin(join, row);
      statistics.add(row);
      yield row;
    }
  };
  await context.runs.replaceRows(run, counted());
  return { tally, statistics, join };
}

async function* plainRows(results: ResultFile): AsyncGenerator<StoredRow> {
  for await (const { row } of results.rows()) yield row;
}

/** The dataset of a run, as the job got it. */
interface Input {
  readonly columns: readonly string[];
  rows(): AsyncIterable<DatasetRow>;
  close(): Promise<void>;
}

function localInput(
  run: RunRef,
  manifest: RunManifest,
  { context, signal }: Taking,
): Input | undefined {
  const projection = projectionOf(run, manifest, context);
  return (
    projection && {
      columns: projection.columns,
      rows: () => selectedRows(projection, signal),
      close: () => Promise.resolve(),
    }
  );
}

/** Larger files are not fetched for the sake of row numbers alone. */
const MOST_BYTES = 256 * 1024 * 1024;

/** The dataset that is on the service; undefined where it is not to be had or can't be read. */
async function serviceInput(
  { file_ids: ids }: RunManifest,
  { context, signal }: Taking,
): Promise<Input | undefined> {
  const fileId = ids?.dataset;
  if (fileId === undefined) return undefined;
  const { client, ownDatasets: datasets = context.datasets } = context;
  const doing = t('download the dataset of the job');
  try {
    const reply = await client.ask({ doing, method: 'GET', path: filePath(fileId) }, signal);
    const file = readFile(fileId, reply, { doing, host: client.host });
    if ((file.bytes ?? 0) > MOST_BYTES) return undefined;
    const ending = file.FileType?.toLowerCase() === 'csv' ? 'csv' : 'jsonl';
    // Its size is what the service says of it.
    const content = { client, fileId, doing, name: `dataset.${ending}`, limitBytes: MOST_BYTES };
    const held = await holdFile(content, signal);
    try {
      const { columns } = await datasets.describe(held.path, signal);
      return {
        columns,
        rows: () => datasets.rows(held.path, undefined, signal),
        close: held.close,
      };
    } catch (error) {
      await held.close();
      throw error;
    }
  } catch (error) {
    // The rows hold every column themselves: without the file they lack their numbers alone.
    if (signal.aborted || !(error instanceof UserError)) throw error;
    return undefined;
  }
}

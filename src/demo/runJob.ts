import { Readable } from 'node:stream';
import { setImmediate, setTimeout as delay } from 'node:timers/promises';
import type { Chat } from '../core/judging/chat.js';
import {
  addToTally,
  emptyTally,
  serviceResults,
  tooManyFailed,
} from '../core/judging/accounting.js';
import { judgeRow } from '../core/judging/judgeRow.js';
import type { Json } from '../core/json.js';
import { resultLine } from '../core/runs/resultRow.js';
import type { ResultRow, StoredRow } from '../core/runs/resultRow.js';
import type { ResolvedSpec } from '../core/spec/evalSpec.js';
import { specColumns } from '../core/spec/specColumns.js';
import type { DemoFiles } from './demoFiles.js';
import { readDatasetRows } from './datasetRows.js';
import type { Faults } from './faults.js';
import { shareOf } from './words.js';

/** How fast jobs go on; a person wants to watch, a test to be done. */
export interface DemoPace {
  /** Time in `pending` and in `queued`, milliseconds each. */
  readonly stepMs: number;
  readonly rowsPerSecond: number;
}

export const WATCHABLE_PACE: DemoPace = { stepMs: 700, rowsPerSecond: 60 };
export const INSTANT_PACE: DemoPace = { stepMs: 0, rowsPerSecond: Infinity };

interface JobWork {
  readonly workflowId: string;
  readonly spec: ResolvedSpec;
}

export interface JobTools {
  readonly files: DemoFiles;
  readonly chat: Chat;
  readonly faults: Faults;
  readonly pace: DemoPace;
  readonly seed: number;
  readonly signal: AbortSignal;
}

interface JobEnd {
  readonly status: 'completed' | 'error' | 'user_error';
  readonly results: Record<string, unknown>;
}

/** Where faults of jobs strike. */
const JOB_SITE = { method: 'POST', path: '/evaluation' } as const;

/** Does a job from `running` to its end. Throws only when `signal` is aborted. */
export async function runJob(work: JobWork, tools: JobTools): Promise<JobEnd> {
  const { spec } = work;
  const { files, faults } = tools;
  const site = JOB_SITE;
  const userError = faults.strike(['user_error'], site);
  if (userError) return ended('user_error', userError.message ?? 'The request is at fault.');

  const file = await files.get(spec.dataset);
  const bytes = await files.content(spec.dataset);
  if (!file || !bytes) return ended('user_error', `File ${spec.dataset} was not found.`);
  const dataset = await readDatasetRows(bytes, file.FileType);
  if (!dataset.ok) return ended('user_error', dataset.error);
  const used = specColumns(spec);
  const unused = dataset.columns.filter((column) => !used.includes(column));
  if (unused.length > 0) return ended('user_error', unsupported(unused));

  let tally = emptyTally();
  const results: StoredRow[] = [];
  const turn = { startMs: performance.now() };
  for (const row of dataset.rows) {
    await keepPace(results.length, tools, turn);
    const judged = await judgeRow({ spec, row }, tools.chat, tools.signal);
    tally = addToTally(tally, judged.result, spec);
    results.push(judged);
  }
  const failed = faults.strike(['failed_job'], site);
  if (failed) return ended('error', failed.message ?? 'Internal error.');
  if (tooManyFailed(tally)) return ended('error', 'More than 30% of the samples failed.');

  const kept = resultLines(results, tools);
  const id = await keepResults(work, kept, tools);
  const aggregates: Record<string, unknown> = { ...serviceResults(spec, tally) };
  if ('label_counts' in aggregates && faults.strike(['label_counts_text'], site)) {
    aggregates['label_counts'] = JSON.stringify(aggregates['label_counts']);
  }
  return { status: 'completed', results: { ...aggregates, result_file_id: id } };
}

/** The rows as the file has them. */
function resultLines(rows: readonly StoredRow[], { faults }: JobTools): string[] {
  const site = JOB_SITE;
  const isDropping = faults.strike(['dropped_rows'], site) !== undefined;
  const isOld = faults.strike(['old_columns'], site) !== undefined;
  return rows
    .filter(({ result }) => !isDropping || result['evaluation_successful'] === true)
    .map((row) => (isOld ? JSON.stringify(oldColumns(row.result)) : resultLine(row)));
}

/** As older result files had them (API reference, section 5). */
function oldColumns(result: ResultRow): ResultRow {
  const names: Readonly<Record<string, string>> = {
    evaluation_successful: 'evaluation_status',
    is_invalid_judge_output: 'is_incomplete',
  };
  return Object.fromEntries(
    Object.entries<Json>(result)
      .filter(([name]) => !name.startsWith('judge_raw_output_'))
      .map(([name, value]) => [
        names[name] ?? name,
        name === 'evaluation_successful' ? (value === true ? 'True' : 'False') : value,
      ]),
  );
}

function ended(status: 'error' | 'user_error', error: string): JobEnd {
  return { status, results: { error } };
}

function unsupported(columns: readonly string[]): string {
  const names = columns.toSorted().map((column) => `'${column}'`);
  return `Unsupported dataset column(s): [${names.join(', ')}]. Every column must be used by a template or as a response.`;
}

/** Rows between two rests: short ones cost more time than they wait. */
const ROWS_PER_REST = 5;

/** Work in one go, in milliseconds: other requests are answered in between. */
const TURN_MS = 5;

async function keepPace(done: number, tools: JobTools, turn: { startMs: number }): Promise<void> {
  const { pace, signal } = tools;
  signal.throwIfAborted();
  if (performance.now() - turn.startMs >= TURN_MS) {
    await setImmediate();
    turn.startMs = performance.now();
  }
  if (pace.rowsPerSecond === Infinity || done === 0 || done % ROWS_PER_REST !== 0) return;
  const ms = (1000 * ROWS_PER_REST) / pace.rowsPerSecond;
  await delay(ms, undefined, { signal, ref: false });
}

/** As on the service: the rows come back shuffled, and nothing in them tells which is which. */
async function keepResults(
  { workflowId }: JobWork,
  results: readonly string[],
  { files, seed }: JobTools,
): Promise<string> {
  const shuffled = results
    .map((line, index) => ({ line, place: shareOf(seed, workflowId, index) }))
    .sort((a, b) => a.place - b.place);
  const lines = shuffled.map(({ line }) => `${line}\n`);
  // The same id when the job is done again after a restart.
  const id = `file-${uuidOf(workflowId)}`;
  const filename = `${workflowId}.jsonl`;
  await files.reserve({ id, filename, purpose: 'eval-output', fileType: 'jsonl' });
  await files.put(id, await files.receive(Readable.from(lines.map((line) => Buffer.from(line)))));
  return id;
}

function uuidOf(text: string): string {
  const digits = [0, 1, 2, 3].map((part) =>
    Math.floor(shareOf('uuid', text, part) * 2 ** 32)
      .toString(16)
      .padStart(8, '0'),
  );
  return digits.join('').replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5');
}

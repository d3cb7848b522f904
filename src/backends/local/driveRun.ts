import { setMaxListeners } from 'node:events';
import { basename, resolve } from 'node:path';
import type { DatasetFiles, DatasetRow } from '../../core/dataset/dataset.js';
import type { Chat } from '../../core/judging/chat.js';
import { judgeRow } from '../../core/judging/judgeRow.js';
import { INTERRUPTED, type RunEvent } from '../../core/runs/evalBackend.js';
import type { RunManifest, RunStatus } from '../../core/runs/manifest.js';
import type { RunRef, RunStore } from '../../core/runs/runStore.js';
import { UserError } from '../../core/userError.js';
import type { Clock } from '../http/clock.js';
import { createEventQueue, type EventQueue } from './eventQueue.js';
import { createRunAccount, type RunAccount } from './runAccount.js';
import { createRowStorer } from './rowStorer.js';

/** Why a run stops before its last row. `lost`: another process has taken it over. */
export type StopReason = 'cancelled' | typeof INTERRUPTED | 'lost';

export interface DriveOptions {
  readonly run: RunRef;
  readonly manifest: RunManifest;
  readonly runs: RunStore;
  readonly datasets: DatasetFiles;
  readonly chat: Chat;
  readonly clock: Clock;
  /** Rows at a time. */
  readonly concurrency: number;
  /** Whether a scripted model has answered. */
  readonly isDemo: () => boolean;
}

/** A run that is being worked on. */
export interface DrivenRun {
  /** For one listener; ends with the final or `paused` status. */
  readonly events: EventQueue<RunEvent>;
  stop(why: StopReason): void;
  /** The folder is true and no request is under way. Never rejects: the events tell of a fault. */
  readonly finished: Promise<void>;
}

interface NextStatus {
  readonly status: RunStatus;
  readonly reason?: string;
}

/** Events that may wait for a slow listener before no new row is begun. */
const EVENTS_AHEAD = 256;
/** For answers under way when a run has to pause: they are paid for. */
const GRACE_MS = 20_000;

/** Judges the rows that have not ended yet, and keeps the run's folder true. */
export function driveRun(options: DriveOptions): DrivenRun {
  const { run, manifest, runs, clock } = options;
  const events = createEventQueue<RunEvent>(EVENTS_AHEAD);
  const work = new AbortController();
  setMaxListeners(0, work.signal);
  const total = manifest.selected_rows?.length ?? manifest.dataset.rows ?? 0;
  const account = createRunAccount(manifest.spec, total);
  const storer = createRowStorer({
    run,
    runs,
    clock,
    account,
    emit: (event) => events.push(event),
    isDemo: options.isDemo,
    mostPending: options.concurrency,
  });
  let stopped: StopReason | undefined;
  let fault: { readonly error: unknown } | undefined;

  function stop(why: StopReason): void {
    stopped ??= why;
    events.release();
    work.abort();
  }

  /** The first fault that all rows would meet: no new row is begun. */
  function halt(error: unknown): void {
    if (stopped || fault || work.signal.aborted) return;
    fault = { error };
    clock.sleep(GRACE_MS, work.signal).then(
      () => work.abort(),
      () => undefined,
    );
  }

  async function begin(): Promise<void> {
    await readDone(options, account, work.signal);
    await checkDataset(options, work.signal);
    await setStatus({ status: 'running' });
  }

  async function judgeRows(): Promise<void> {
    const rows = rowsToDo(options, account, work.signal);
    const worker = async (): Promise<void> => {
      for (;;) {
        await events.room();
        const next = stopped || fault ? undefined : await rows.next();
        if (!next || next.done || stopped || fault) return;
        const start = clock.now();
        const task = { spec: manifest.spec, row: next.value };
        const judged = await judgeRow(task, options.chat, work.signal);
        await storer.store(judged, clock.now() - start);
      }
    };
    const lanes = Math.max(1, Math.min(options.concurrency, total));
    try {
      await Promise.all(Array.from({ length: lanes }, () => worker().catch(halt)));
      await storer.flush();
    } finally {
      // Ends the grace period, and the reading of a dataset whose rows are not all wanted.
      work.abort();
      await rows.return(undefined).catch(() => undefined);
    }
  }

  async function settle(): Promise<void> {
    if (stopped === 'lost') {
      throw new UserError('busy', 'Another process has taken this run over; follow it there.');
    }
    const isDone = !fault && account.progress().done >= total;
    // A disk that is too full for it is no end either: the run can go on once there is room.
    if (isDone) await runs.sortRows(run).catch((error: unknown) => (fault = { error }));
    if (isDone && !fault) return conclude();
    if (stopped === 'cancelled') return setStatus({ status: 'cancelled', reason: 'cancelled' });
    if (stopped) return setStatus({ status: 'paused', reason: INTERRUPTED });
    if (!fault) throw new Error(`${total - account.progress().done} rows were not found`);
    await setStatus({ status: 'paused', reason: messageOf(fault.error) });
    if (!(fault.error instanceof UserError)) throw fault.error;
  }

  function conclude(): Promise<void> {
    if (!account.tooManyFailed()) return setStatus({ status: 'completed' });
    const { done, errors } = account.progress();
    const reason = `${errors} of ${done} rows failed, more than 30 %; the rows say why.`;
    return setStatus({ status: 'failed', reason });
  }

  async function setStatus(next: NextStatus): Promise<void> {
    const now = new Date(clock.now()).toISOString();
    const started = next.status === 'running';
    const ended = !started && next.status !== 'paused';
    await runs.update(run, (before) => ({
      ...withoutReason(before),
      ...next,
      ...account.soFar(),
      demo: options.isDemo(),
      ...(started && before.started_at === undefined && { started_at: now }),
      ...(ended && { finished_at: now, ...account.results() }),
    }));
    events.push({ type: 'progress', progress: account.progress() });
    events.push({ type: 'status', ...next });
  }

  async function drive(): Promise<void> {
    try {
      await begin().then(judgeRows).catch(halt);
      await settle();
      events.end();
    } catch (error) {
      events.end(error);
    } finally {
      work.abort();
    }
  }

  return { events, stop, finished: drive() };
}

/** What made an earlier watch stop is over. */
function withoutReason(manifest: RunManifest): RunManifest {
  const { ...rest } = manifest;
  delete rest.reason;
  return rest;
}

/** Takes the rows of an earlier watch into the account. */
async function readDone(
  { run, runs }: DriveOptions,
  account: RunAccount,
  signal: AbortSignal,
): Promise<void> {
  for await (const row of runs.rows(run, signal)) {
    if (!row.details) {
      const message = `details.jsonl in ${run.folder} doesn't say which rows are done; restore it, or run the spec again.`;
      throw new UserError('storage', message);
    }
    account.add(row);
  }
}

/** A run is about one state of the data: rows of two states would not add up. */
async function checkDataset(
  { run, manifest, datasets }: DriveOptions,
  signal: AbortSignal,
): Promise<void> {
  const path = datasetPath(run, manifest);
  const { sha256 } = await datasets.describe(path, signal).catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    // A run is found from anywhere, its dataset by the way from the run's folder.
    const way = 'put it back there and resume, or run the spec again';
    const message = `The dataset of this run can't be read at ${path}; ${way}.`;
    throw new UserError('dataset', message, { cause: error });
  });
  if (manifest.dataset.sha256 === undefined || sha256 === manifest.dataset.sha256) return;
  const message = `${basename(path)} has changed since this run was launched; put the old version back and resume, or run the spec again on the new one.`;
  throw new UserError('dataset', message);
}

async function* rowsToDo(
  { run, manifest, datasets }: DriveOptions,
  account: RunAccount,
  signal: AbortSignal,
): AsyncGenerator<DatasetRow, void> {
  const selected = manifest.selected_rows && new Set(manifest.selected_rows);
  const last = manifest.selected_rows?.at(-1);
  if (selected && last === undefined) return;
  const range = last === undefined ? undefined : { from: 1, to: last };
  for await (const row of datasets.rows(datasetPath(run, manifest), range, signal)) {
    if (account.has(row.row) || selected?.has(row.row) === false) continue;
    yield row;
  }
}

function datasetPath(run: RunRef, { dataset }: RunManifest): string {
  if (dataset.path !== undefined) return resolve(run.folder, dataset.path);
  throw new UserError('dataset', 'This run names no dataset file; run the spec again.');
}

function messageOf(error: unknown): string {
  if (error instanceof UserError) return error.message;
  return `Unexpected fault: ${error instanceof Error ? error.message : String(error)}`;
}

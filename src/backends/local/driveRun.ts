import { setMaxListeners } from 'node:events';
import type { DatasetFiles, DatasetRow } from '../../core/dataset/dataset.js';
import type { Chat } from '../../core/judging/chat.js';
import { judgeRow } from '../../core/judging/judgeRow.js';
import type { INTERRUPTED, PAUSED, RunEvent, RunProgress } from '../../core/runs/evalBackend.js';
import type { RunManifest, RunStatus } from '../../core/runs/manifest.js';
import type { StoredRow } from '../../core/runs/resultRow.js';
import type { RunRef, RunStore } from '../../core/runs/runStore.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { steadyClock, type Clock } from '../http/clock.js';
import { createBell } from './bell.js';
import { createCostCap, type CostState } from './costCap.js';
import { createEventQueue, type EventQueue } from './eventQueue.js';
import { createHeldFailures } from './heldFailures.js';
import { createRunAccount } from '../../core/runs/runAccount.js';
import { createRowStorer } from './rowStorer.js';
import { checkDataset, readDone, rowsToDo } from './rowsOfRun.js';
import { createPaceMeter } from './runPace.js';

/** Why a run stops before its last row; an error: it is not ours any more, and nothing is written. */
export type StopReason = 'cancelled' | typeof INTERRUPTED | typeof PAUSED | UserError;

interface DriveOptions {
  readonly run: RunRef;
  readonly manifest: RunManifest;
  readonly runs: RunStore;
  readonly datasets: DatasetFiles;
  readonly chat: Chat;
  readonly clock: Clock;
  /** Rows under way at a time: enough that no endpoint waits for another one. */
  readonly rowsAtATime: number;
  /** Called once a fault ends the run; what is under way has a while to come to its end. */
  readonly onHalt: (error: Error) => void;
  /** Whether a scripted model has answered. */
  readonly isDemo: () => boolean;
}

/** A run that is being worked on. */
export interface DrivenRun {
  /** For one listener; ends with the final or `paused` status. */
  readonly events: EventQueue<RunEvent>;
  stop(why: StopReason): void;
  /** Says what the run waits for while it goes on; undefined: for nothing any more. */
  tell(waiting: string | undefined): Promise<void>;
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
  const steady = steadyClock(clock);
  const events = createEventQueue<RunEvent>(EVENTS_AHEAD);
  const work = new AbortController();
  setMaxListeners(0, work.signal);
  const total = manifest.selected_rows?.length ?? manifest.dataset.rows ?? 0;
  const account = createRunAccount(manifest, total);
  const storer = createRowStorer({
    run,
    runs,
    clock,
    account,
    emit: (event) => {
      events.push(event);
      rowEnded.ring();
    },
    isDemo: options.isDemo,
    progress,
    mostPending: options.rowsAtATime,
  });
  const pace = createPaceMeter(() => steady.now());
  const cap = createCostCap(manifest.spec.run?.max_cost_usd);
  const held = createHeldFailures();
  const rowEnded = createBell();
  /** Rows that were begun, those of an earlier watch among them; they end in the account. */
  let begun = 0;
  let stopped: StopReason | undefined;
  let fault: { readonly error: unknown } | undefined;

  function stop(why: StopReason): void {
    stopped ??= why;
    events.release();
    rowEnded.ring();
    work.abort();
  }

  /** The first fault that all rows would meet: no new row is begun. */
  function halt(error: unknown): void {
    if (stopped || fault) return;
    fault = { error };
    // All rows were begun: the last of them could not be kept.
    if (work.signal.aborted) return;
    options.onHalt(error instanceof Error ? error : new Error(String(error)));
    rowEnded.ring();
    clock.sleep(GRACE_MS, work.signal).then(
      () => work.abort(),
      () => undefined,
    );
  }

  async function begin(): Promise<void> {
    await readDone(options, account, work.signal);
    begun = account.progress().done;
    await checkDataset(options, work.signal);
    await setStatus({ status: 'running' });
  }

  function progress(): RunProgress {
    const soFar = account.progress();
    const rowsPerSecond = pace.perSecond();
    const costUsd = account.cost();
    return {
      ...soFar,
      pace: {
        rowsPerSecond,
        ...(rowsPerSecond > 0 && { leftMs: ((total - soFar.done) * 1000) / rowsPerSecond }),
        tokens: account.tokens(),
        ...(costUsd !== undefined && { costUsd }),
        cacheHits: account.cacheHits(),
      },
    };
  }

  function costState(): CostState {
    const { done: rows } = account.progress();
    return { spent: account.cost(), rows, underWay: begun - rows - held.count() };
  }

  /** False where the run ends before the turn of another row comes. */
  async function turn(): Promise<boolean> {
    await events.room();
    while (!stopped && !fault) {
      if (cap.mayBegin(costState) === 'begin') {
        // At once: other workers ask the same before this one goes on.
        begun += 1;
        return true;
      }
      await rowEnded.next();
    }
    return false;
  }

  async function judgeNext(rows: AsyncGenerator<DatasetRow, void>): Promise<boolean> {
    const next = await rows.next();
    if (next.done || stopped || fault) return false;
    const start = steady.now();
    const task = { spec: manifest.spec, row: next.value };
    const judged = await judgeRow(task, options.chat, work.signal);
    await storer.store(held.take(lasting(judged, steady.now() - start)));
    pace.add(1);
    return true;
  }

  async function judgeRows(): Promise<void> {
    const rows = rowsToDo(options, account, work.signal);
    const worker = async (): Promise<void> => {
      while (await turn()) {
        if (await judgeNext(rows)) continue;
        begun -= 1;
        rowEnded.ring();
        return;
      }
    };
    const lanes = Math.max(1, Math.min(options.rowsAtATime, total));
    try {
      await Promise.all(Array.from({ length: lanes }, () => worker().catch(halt)));
      if (!stopped && !fault) await storer.store(held.rest());
      await storer.flush();
    } finally {
      // Ends the grace period, and the reading of a dataset whose rows are not all wanted.
      work.abort();
      await rows.return(undefined).catch(() => undefined);
    }
  }

  async function settle(): Promise<void> {
    if (stopped instanceof UserError) throw stopped;
    const isDone = !fault && account.progress().done >= total;
    // A disk that is too full for it is no end either: the run can go on once there is room.
    if (isDone) await runs.sortRows(run).catch((error: unknown) => (fault = { error }));
    if (isDone && !fault) return conclude();
    if (stopped === 'cancelled') return setStatus({ status: 'cancelled', reason: 'cancelled' });
    if (stopped) return setStatus({ status: 'paused', reason: stopped });
    if (!fault) throw new Error(`${total - account.progress().done} rows were not found`);
    await setStatus({ status: 'paused', reason: messageOf(fault.error) });
    if (!(fault.error instanceof UserError)) throw fault.error;
  }

  function conclude(): Promise<void> {
    if (!account.tooManyFailed()) return setStatus({ status: 'completed' });
    const { done, errors } = account.progress();
    const reason = t('{0} of {1} rows failed, more than 30 %; the rows say why.', errors, done);
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
    events.push({ type: 'progress', progress: progress() });
    events.push({ type: 'status', ...next });
  }

  async function tell(reason: string | undefined): Promise<void> {
    if (stopped || fault) return;
    await setStatus({ status: 'running', ...(reason !== undefined && { reason }) });
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

  return { events, stop, tell, finished: drive() };
}

function lasting(row: StoredRow, ms: number): StoredRow {
  if (!row.details) throw new Error('a row was judged without saying which');
  return { ...row, details: { ...row.details, duration_ms: Math.round(ms) } };
}

/** What made an earlier watch stop is over. */
function withoutReason(manifest: RunManifest): RunManifest {
  const { ...rest } = manifest;
  delete rest.reason;
  return rest;
}

function messageOf(error: unknown): string {
  if (error instanceof UserError) return error.message;
  return t('Unexpected fault: {0}', error instanceof Error ? error.message : String(error));
}

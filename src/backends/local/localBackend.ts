import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import type { DatasetFiles } from '../../core/dataset/dataset.js';
import type { Chat, ChatTarget } from '../../core/judging/chat.js';
import type { Keys } from '../../core/keys.js';
import {
  INTERRUPTED,
  isFinal,
  type CancelOutcome,
  type EvalBackend,
  type EvalPlan,
  type RunEvent,
} from '../../core/runs/evalBackend.js';
import type { RunManifest } from '../../core/runs/manifest.js';
import { newManifest } from '../../core/runs/newManifest.js';
import type { ResultRow } from '../../core/runs/resultRow.js';
import type { RunRef, RunStore } from '../../core/runs/runStore.js';
import type { ResolvedSpec } from '../../core/spec/evalSpec.js';
import { modelObjects } from '../../core/spec/responders.js';
import { UserError } from '../../core/userError.js';
import { createChatClient } from './chatClient.js';
import { chatEndpoint, isEditorModel } from './chatEndpoint.js';
import { systemClock, type Clock } from '../http/clock.js';
import { driveRun, type DrivenRun, type StopReason } from './driveRun.js';
import { dropReopened } from './reopenRun.js';
import { createRunAccount } from './runAccount.js';
import { heldRuns } from './heldRuns.js';
import { isLocked, lockRun, requestCancel } from './runLock.js';

export interface LocalBackendOptions {
  readonly runs: RunStore;
  readonly datasets: DatasetFiles;
  readonly keys: Keys;
  /** Where serverless and dedicated models are asked, e.g. `https://api.together.ai/v1`. */
  readonly baseUrl: string;
  readonly toolVersion: string;
  readonly clock?: Clock;
  /** Answers for `vscode:<vendor>/<family>` models. */
  readonly languageModel?: Chat;
}

const DEFAULT_CONCURRENCY = 8;
/** How long the process that works on a run has for noticing that it shall stop. */
const CANCEL_WAIT_MS = 5000;
const CANCEL_POLL_MS = 100;

/** Judges on this machine, against any OpenAI-compatible endpoint. */
export function createLocalBackend(options: LocalBackendOptions): EvalBackend {
  const { runs, clock = systemClock } = options;
  /** The runs that this process works on, by folder. */
  const active = new Map<string, ActiveRun>();

  async function submit(plan: EvalPlan, signal: AbortSignal): Promise<RunRef> {
    signal.throwIfAborted();
    if (!('info' in plan.dataset)) {
      const message = `${plan.name}: the local runner needs a dataset file on this machine, not a file id of the service.`;
      throw new UserError('spec', message);
    }
    const targets = targetsOf(plan.spec);
    for (const target of targets) checkTarget(target, options);
    const manifest = newManifest(plan, {
      id: randomBytes(4).toString('hex'),
      createdAt: new Date(clock.now()).toISOString(),
      toolVersion: options.toolVersion,
      origin: URL.canParse(options.baseUrl) ? new URL(options.baseUrl).origin : options.baseUrl,
      demo: false,
    });
    return runs.create(plan.runsRoot, manifest);
  }

  async function* watch(run: RunRef, signal: AbortSignal): AsyncGenerator<RunEvent> {
    const before = await runs.read(run);
    if (isFinal(before.status)) {
      yield* lastEvents(before);
      return;
    }
    if (active.has(run.folder)) {
      throw new UserError('busy', 'This run is being worked on already; follow it where it runs.');
    }
    const mine = createActiveRun();
    active.set(run.folder, mine);
    const interrupt = () => mine.stop(INTERRUPTED);
    if (signal.aborted) interrupt();
    signal.addEventListener('abort', interrupt, { once: true });
    try {
      yield* driveLocked(run, mine);
    } finally {
      signal.removeEventListener('abort', interrupt);
      active.delete(run.folder);
      mine.settle();
    }
  }

  async function* driveLocked(run: RunRef, mine: ActiveRun): AsyncGenerator<RunEvent> {
    const lock = await lockRun(run.folder, {
      cancelRequested: () => mine.stop('cancelled'),
      lost: () => mine.stop('lost'),
    });
    try {
      // Another process may have brought the run to its end before we had the lock.
      const manifest = await runs.read(run);
      if (isFinal(manifest.status)) {
        yield* lastEvents(manifest);
        return;
      }
      await dropReopened(run, manifest, runs);
      yield* drive(run, manifest, { mine, held: heldRuns(runs, lock) });
    } finally {
      await lock.release();
    }
  }

  async function* drive(
    run: RunRef,
    manifest: RunManifest,
    { mine, held }: { readonly mine: ActiveRun; readonly held: RunStore },
  ): AsyncGenerator<RunEvent> {
    const { spec } = manifest;
    const concurrency = spec.run?.concurrency ?? spec.judge.num_workers ?? DEFAULT_CONCURRENCY;
    // Compare asks two things of each row at a time.
    let demo = manifest.demo;
    const onScripted = () => (demo = true);
    const client = createChatClient({
      ...options,
      clock,
      onScripted,
      spec:
        manifest.spec_path === undefined ? manifest.name : resolve(run.folder, manifest.spec_path),
      connections: 2 * concurrency,
    });
    const chat = chooseChat(client.chat, options.languageModel);
    const isDemo = () => demo;
    const driven = driveRun({
      ...options,
      runs: held,
      clock,
      run,
      manifest,
      chat,
      concurrency,
      isDemo,
    });
    mine.begin(driven);
    try {
      yield* driven.events;
    } finally {
      mine.stop(INTERRUPTED);
      await driven.finished;
      await client.close();
    }
  }

  async function cancel(run: RunRef): Promise<CancelOutcome> {
    const manifest = await runs.read(run);
    if (isFinal(manifest.status)) return { outcome: 'already-finished' };
    const mine = active.get(run.folder);
    if (mine) {
      mine.stop('cancelled');
      await mine.finished;
    } else if (await isLocked(run.folder)) {
      await cancelElsewhere(run);
    } else {
      await cancelIdle(run, manifest);
    }
    const { status } = await runs.read(run);
    return { outcome: status === 'cancelled' ? 'cancelled' : 'already-finished' };
  }

  async function cancelElsewhere(run: RunRef): Promise<void> {
    await requestCancel(run.folder);
    for (let waited = 0; waited < CANCEL_WAIT_MS; waited += CANCEL_POLL_MS) {
      await clock.sleep(CANCEL_POLL_MS, new AbortController().signal);
      if (isFinal((await runs.read(run)).status)) return;
    }
    const message = 'The process that works on this run does not react; end it, then cancel again.';
    throw new UserError('usage', message);
  }

  /** Nobody works on the run; after a crash its manifest may be behind its rows. */
  async function cancelIdle(run: RunRef, manifest: RunManifest): Promise<void> {
    const account = createRunAccount(manifest.spec, manifest.progress.total ?? 0);
    for await (const row of runs.rows(run)) account.add(row);
    await runs.update(run, (now) => ({
      ...now,
      ...account.soFar(),
      ...account.results(),
      status: 'cancelled',
      reason: 'cancelled',
      finished_at: new Date(clock.now()).toISOString(),
    }));
  }

  return {
    submit,
    watch,
    async *results(run, signal): AsyncGenerator<ResultRow> {
      for await (const { result } of runs.rows(run, signal)) yield result;
    },
    cancel,
  };
}

function targetsOf(spec: ResolvedSpec): readonly ChatTarget[] {
  return modelObjects(spec).map(([, { model, model_source, ...rest }]) => ({
    model,
    model_source,
    ...(rest.external_base_url !== undefined && { external_base_url: rest.external_base_url }),
  }));
}

/** Throws `UserError` of kind `spec` for a model that can't be asked from here. */
function checkTarget(target: ChatTarget, { baseUrl, languageModel }: LocalBackendOptions): void {
  if (!isEditorModel(target)) {
    chatEndpoint(target, baseUrl);
    return;
  }
  if (languageModel) return;
  const message = `Model "${target.model}" answers inside VS Code only; run this spec there, or name another model.`;
  throw new UserError('spec', message);
}

function chooseChat(http: Chat, languageModel: Chat | undefined): Chat {
  return (request, signal) =>
    languageModel && isEditorModel(request.target)
      ? languageModel(request, signal)
      : http(request, signal);
}

function* lastEvents(manifest: RunManifest): Generator<RunEvent> {
  const { status, reason, progress, statistics } = manifest;
  const errors = (statistics?.judge_errors ?? 0) + (statistics?.generation_errors ?? 0);
  yield { type: 'progress', progress: { ...progress, errors } };
  yield { type: 'status', status, ...(reason !== undefined && { reason }) };
}

/** A run from the moment this process takes it, before its lock is there, to its end. */
interface ActiveRun {
  stop(why: StopReason): void;
  begin(driven: DrivenRun): void;
  settle(): void;
  /** Nothing is asked or written any more. */
  readonly finished: Promise<void>;
}

function createActiveRun(): ActiveRun {
  let driven: DrivenRun | undefined;
  let stopped: StopReason | undefined;
  let settle = () => {};
  const finished = new Promise<void>((resolve) => (settle = resolve));
  return {
    stop(why) {
      stopped ??= why;
      driven?.stop(stopped);
    },
    begin(started) {
      driven = started;
      if (stopped) started.stop(stopped);
      void started.finished.then(settle);
    },
    settle: () => settle(),
    finished,
  };
}

import { createHash, randomBytes } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import type { DatasetFiles } from '../../core/dataset/dataset.js';
import type { ChatTarget } from '../../core/judging/chat.js';
import type { AllowRows } from '../../core/allowRows.js';
import { cachedChat } from '../../core/judging/cachedChat.js';
import type { DialectStore } from '../../core/judging/dialect.js';
import type { Keys } from '../../core/keys.js';
import type { EditorModels } from '../../core/models/editorModels.js';
import {
  INTERRUPTED,
  PAUSED,
  isFinal,
  type CancelOutcome,
  type EvalBackend,
  type EvalPlan,
  type PauseOutcome,
  type RunEvent,
} from '../../core/runs/evalBackend.js';
import type { RunManifest } from '../../core/runs/manifest.js';
import { newManifest } from '../../core/runs/newManifest.js';
import type { ResultRow } from '../../core/runs/resultRow.js';
import type { RunRef, RunStore } from '../../core/runs/runStore.js';
import type { FolderCompletions } from '../../core/services.js';
import { usedColumns } from '../../core/spec/usedColumns.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { createActiveRun, type ActiveRun } from './activeRun.js';
import { createChatClient } from './chatClient.js';
import { checkLaunch } from './checkLaunch.js';
import { chatEndpoint, isEditorModel } from './chatEndpoint.js';
import { systemClock, type Clock } from '../http/clock.js';
import { createEditorChats } from './editorChat.js';
import { driveRun } from './driveRun.js';
import { patientChat } from './patientChat.js';
import { dropReopened } from './reopenRun.js';
import { createRunAccount } from '../../core/runs/runAccount.js';
import { heldRuns } from './heldRuns.js';
import { forgetRequests, lockRun, requestStop, whoWorksOn, type StopRequest } from './runLock.js';
import { chooseChat, gatedChat, limitsOf, rowsAtATime } from './runLimits.js';
import { lastEvents } from './lastEvents.js';

interface LocalBackendOptions {
  readonly runs: RunStore;
  readonly datasets: DatasetFiles;
  readonly keys: Keys;
  /** See `ChatClientOptions`. */
  readonly allowRows?: AllowRows;
  /** Where serverless and dedicated models are asked, e.g. `https://api.together.ai/v1`. */
  readonly baseUrl: string;
  readonly toolVersion: string;
  /** What others are told works on a run, e.g. `the VS Code window “judges”`. */
  readonly program?: () => string;
  readonly clock?: Clock;
  /** What earlier runs found out about endpoints. */
  readonly dialects?: DialectStore;
  /** Answers for `vscode:<vendor>/<family>` models. */
  readonly editorModels?: EditorModels;
  /** Replies kept from run to run; absent: none are. */
  readonly completions?: (runsRoot: string) => Promise<FolderCompletions>;
}

/** How long the process that works on a run has for noticing that it shall stop. */
const STOP_WAIT_MS = 5000;
const STOP_POLL_MS = 100;

/** Judges on this machine, against any OpenAI-compatible endpoint. */
export function createLocalBackend(options: LocalBackendOptions): EvalBackend {
  const { runs, clock = systemClock, editorModels } = options;
  const editorChat = editorModels && createEditorChats({ models: editorModels, clock });
  /** The runs that this process works on, by folder. */
  const active = new Map<string, ActiveRun>();

  async function submit(plan: EvalPlan, signal: AbortSignal): Promise<RunRef> {
    signal.throwIfAborted();
    checkLaunch(plan, options);
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
      throw new UserError(
        'busy',
        t('This run is being worked on already; follow it where it runs.'),
      );
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
    const watcher = {
      stopRequested: (how: StopRequest) => mine.stop(how === 'cancel' ? 'cancelled' : PAUSED),
      lost: (why: UserError) => mine.stop(why),
    };
    const lock = await lockRun(run.folder, watcher, options.program?.());
    try {
      // Another process may have brought the run to its end before we had the lock.
      const manifest = await runs.read(run);
      if (isFinal(manifest.status)) {
        yield* lastEvents(manifest);
        return;
      }
      const held = heldRuns(runs, lock);
      // New files: what the owner before may still write goes nowhere.
      if (lock.mayReturn) await held.replaceRows(run, runs.rows(run));
      await dropReopened(run, manifest, runs);
      yield* drive(run, manifest, { mine, held });
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
    const limits = limitsOf(spec);
    let demo = manifest.demo;
    const onScripted = () => (demo = true);
    const client = createChatClient({
      ...options,
      clock,
      onScripted,
      spec:
        manifest.spec_path === undefined ? manifest.name : resolve(run.folder, manifest.spec_path),
      columns: usedColumns(spec, manifest.dataset.columns ?? []),
      limits,
    });
    client.prepare();
    const editor = editorChat && gatedChat(editorChat(), spec, clock);
    const patient = patientChat(client.chat, {
      urlOf: (target) => chatEndpoint(target, options.baseUrl).url,
      clock,
      tell: (silence) => driven.tell(silence),
    });
    const asked = chooseChat(patient, editor);
    const cache = (await options.completions?.(dirname(run.folder)))?.cache;
    const endpointOf = (target: ChatTarget) => endpointText(target, options.baseUrl);
    const driven = driveRun({
      ...options,
      runs: held,
      clock,
      run,
      manifest,
      chat: cache
        ? cachedChat(asked, {
            spec,
            cache,
            endpointOf,
            sha256,
            onScripted,
            isRetry: manifest.retries !== undefined,
          })
        : asked,
      rowsAtATime: rowsAtATime(limits, manifest),
      onHalt: (error) => client.finish(error),
      isDemo: () => demo,
    });
    mine.begin(driven);
    try {
      yield* driven.events;
    } finally {
      mine.stop(INTERRUPTED);
      await driven.finished;
      await client.close();
      const cache_fault = await cache?.flush();
      if (cache_fault !== undefined) {
        // What is said of the cache fails no run.
        await runs.update(run, (now) => ({ ...now, cache_fault })).catch(() => undefined);
      }
    }
  }

  async function cancel(run: RunRef): Promise<CancelOutcome> {
    const manifest = await runs.read(run);
    if (isFinal(manifest.status)) return { outcome: 'already-finished' };
    const mine = active.get(run.folder);
    if (mine) {
      mine.stop('cancelled');
      await mine.finished;
    } else if (!(await stopElsewhere(run, 'cancel'))) {
      await cancelIdle(run, manifest);
      // Who began meanwhile has read the run as it was before.
      const begun = active.get(run.folder);
      begun?.stop('cancelled');
      await begun?.finished;
    }
    const { status } = await runs.read(run);
    return { outcome: status === 'cancelled' ? 'cancelled' : 'already-finished' };
  }

  /** Asks the process that works on the run, and waits until it has ended that; false where there is none. */
  async function stopElsewhere(run: RunRef, how: StopRequest): Promise<boolean> {
    const who = await whoWorksOn(run.folder);
    if (who === undefined) return false;
    try {
      for (let waited = 0; waited < STOP_WAIT_MS; waited += STOP_POLL_MS) {
        // Each time: whoever has just taken the run forgets what was asked before.
        await requestStop(run.folder, how);
        await clock.sleep(STOP_POLL_MS, new AbortController().signal);
        const { status } = await runs.read(run);
        if (isFinal(status) || status === 'paused') return true;
        // It was killed meanwhile.
        if ((await whoWorksOn(run.folder)) === undefined) return false;
      }
    } finally {
      await forgetRequests(run.folder);
    }
    const message =
      how === 'cancel'
        ? t(
            'This run is being worked on by {0}, which does not react; end that, then cancel again.',
            who,
          )
        : t(
            'This run is being worked on by {0}, which does not react; end that, then pause again.',
            who,
          );
    throw new UserError('busy', message);
  }

  async function pause(run: RunRef): Promise<PauseOutcome> {
    const { status } = await runs.read(run);
    if (isFinal(status)) return 'already-finished';
    const mine = active.get(run.folder);
    if (mine) {
      mine.stop(PAUSED);
      await mine.finished;
    } else if (!(await stopElsewhere(run, 'pause'))) {
      // Nobody works on it: it only must not be taken up unasked.
      await runs.update(run, (now) =>
        isFinal(now.status) ? now : { ...now, status: 'paused', reason: PAUSED },
      );
      return 'already-paused';
    }
    const after = await runs.read(run);
    return isFinal(after.status) ? 'already-finished' : 'paused';
  }

  /** Nobody works on the run; after a crash its manifest may be behind its rows. */
  async function cancelIdle(run: RunRef, manifest: RunManifest): Promise<void> {
    const account = createRunAccount(manifest, manifest.progress.total ?? 0);
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
    pause,
    drivenBy: ({ folder }) => whoWorksOn(folder),
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What tells one endpoint from another. */
function endpointText(target: ChatTarget, baseUrl: string): string {
  return isEditorModel(target) ? 'vscode:' : chatEndpoint(target, baseUrl).url.href;
}

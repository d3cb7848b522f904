import { drivenBackend } from '../../core/runs/drivenBackend.js';
import type { CancelOutcome, EvalBackend, RunEvent } from '../../core/runs/evalBackend.js';
import { isFinal } from '../../core/runs/evalBackend.js';
import type { RunManifest } from '../../core/runs/manifest.js';
import { pauseRun } from '../../core/runs/pauseRun.js';
import { createProgressMeter, storedProgress } from '../../core/runs/progressFacts.js';
import type { ProgressFacts } from '../../core/runs/progressFacts.js';
import type { RunRef, RunStore } from '../../core/runs/runStore.js';
import type { BackendName } from '../../core/spec/evalSpec.js';

/** What the registry of live runs needs from around it. */
interface LiveRunPorts {
  readonly runs: () => RunStore;
  readonly backend: (name: BackendName) => Promise<EvalBackend>;
  /** Milliseconds. */
  readonly now: () => number;
  readonly emit: (run: RunRef, event: RunEvent) => void;
  /** A run began or ceased to be live. */
  readonly changed: (run: RunRef) => void;
  /** The watch of a run came to its end: with the manifest as it then is, or with what was thrown. */
  readonly ended: (run: RunRef, end: RunEnd) => void;
}

export type RunEnd =
  | { readonly kind: 'status'; readonly manifest: RunManifest }
  /** `asked`: a person asked for this run; false where it was taken up unasked. */
  | { readonly kind: 'thrown'; readonly error: unknown; readonly asked: boolean };

/** The runs this window drives, by folder. */
export interface LiveRunRegistry {
  isLive(run: RunRef): boolean;
  progress(run: RunRef): ProgressFacts | undefined;
  all(): readonly RunRef[];
  resume(run: RunRef): void;
  /** As `resume`, but nobody asked for it. */
  takeUp(run: RunRef): void;
  cancel(run: RunRef): Promise<CancelOutcome>;
  /** The manifest of the run as it then is; see `pauseRun`. */
  pause(run: RunRef): Promise<RunManifest>;
  /** Lets go of every run; each can be resumed. Resolves when their work has stopped. */
  dispose(): Promise<void>;
}

interface LiveRun {
  readonly run: RunRef;
  readonly abort: AbortController;
  asked: boolean;
  progress: ProgressFacts;
  readonly meter: ReturnType<typeof createProgressMeter>;
  finished: Promise<void>;
}

/** Drives runs in the background: one watch for each, whoever asks for it and how often. */
export function createLiveRuns(ports: LiveRunPorts): LiveRunRegistry {
  const live = new Map<string, LiveRun>();
  let disposed = false;

  async function drive(entry: LiveRun): Promise<RunEnd | undefined> {
    const { run, abort } = entry;
    try {
      const manifest = await ports.runs().read(run);
      entry.progress = storedProgress(manifest);
      const backend = await ports.backend(drivenBackend(manifest));
      for await (const event of backend.watch(run, abort.signal)) {
        if (abort.signal.aborted) break;
        if (event.type === 'progress') entry.progress = entry.meter(event.progress, ports.now());
        ports.emit(run, event);
      }
      if (abort.signal.aborted) return undefined;
      return { kind: 'status', manifest: await ports.runs().read(run) };
    } catch (error) {
      return abort.signal.aborted ? undefined : { kind: 'thrown', error, asked: entry.asked };
    }
  }

  function start(run: RunRef, asked: boolean): void {
    const entry: LiveRun = {
      run,
      abort: new AbortController(),
      asked,
      progress: { done: 0, total: null, errors: 0 },
      meter: createProgressMeter(),
      finished: Promise.resolve(),
    };
    live.set(run.folder, entry);
    ports.changed(run);
    entry.finished = drive(entry).then((end) => {
      if (live.get(run.folder) === entry) live.delete(run.folder);
      if (disposed) return;
      ports.changed(run);
      if (end) ports.ended(run, end);
    });
  }

  function begin(run: RunRef, { asked }: { readonly asked: boolean }): void {
    const known = live.get(run.folder);
    if (known) known.asked ||= asked;
    else if (!disposed) start(run, asked);
  }

  /** The person who stopped a run needs no notice of its end. */
  async function letGo(run: RunRef): Promise<void> {
    const entry = live.get(run.folder);
    if (entry) {
      entry.abort.abort();
      await entry.finished;
    }
    ports.changed(run);
  }

  return {
    isLive: (run) => live.has(run.folder),
    progress: (run) => live.get(run.folder)?.progress,
    all: () => [...live.values()].map((entry) => entry.run),
    resume: (run) => begin(run, { asked: true }),
    takeUp: (run) => begin(run, { asked: false }),
    async cancel(run) {
      const manifest = await ports.runs().read(run);
      if (isFinal(manifest.status)) return { outcome: 'already-finished' };
      const backend = await ports.backend(drivenBackend(manifest));
      const outcome = await backend.cancel(run);
      await letGo(run);
      return outcome;
    },
    async pause(run) {
      await pauseRun(run, ports.runs(), ports.backend);
      await letGo(run);
      return ports.runs().read(run);
    },
    async dispose() {
      disposed = true;
      for (const entry of live.values()) entry.abort.abort();
      await Promise.all([...live.values()].map((entry) => entry.finished));
    },
  };
}

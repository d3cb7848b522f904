import { t } from '../../../l10n/t.js';
import { steadyClock } from '../../http/clock.js';
import { MOST_OUTAGE_MS } from '../../http/mostOutageMs.js';
import type { Attention } from '../../../core/attention.js';
import { isLoopback } from '../../../core/loopback.js';
import { isFinal } from '../../../core/runs/evalBackend.js';
import { UserError } from '../../../core/userError.js';
import { createServiceClient } from '../client.js';
import type { ServiceClient } from '../client.js';
import { createJobReader, LONGEST_PAGE } from './jobReader.js';
import { jobWatcher } from './jobWatcher.js';
import type { JobNews, JobWatcher } from './jobWatcher.js';
import { isPassing } from '../outage.js';
import { pollTimer } from './pollTimer.js';
import type { ServiceOptions } from '../serviceOptions.js';
import { sharedRead } from './sharedRead.js';
import { serviceUrl } from '../serviceUrl.js';
import type { WireJob } from '../wire/jobs.js';

export interface JobPollerOptions extends ServiceOptions {
  /** Polls rest while nobody looks; always focused where absent. */
  readonly attention?: Attention;
  /** The longest wait between two polls in milliseconds; a minute where absent. */
  readonly longestPollMs?: () => number;
}

/** One reading of the list. */
export interface JobPage {
  /** As the service gave them. */
  readonly jobs: readonly WireJob[];
  /** There may be older ones. */
  readonly truncated: boolean;
  /** When it was asked for, in milliseconds since 1970. */
  readonly readMs: number;
}

interface PageListener {
  read(page: JobPage): void;
  /** It was not to be had any more, and is not asked for again unasked. */
  failed(error: unknown): void;
}

/**
 * Reads the jobs of one service for everybody who wants to know of them: one timer, one request at a
 * time, and none while nothing runs. Throws `UserError`.
 */
export interface JobPoller {
  readonly client: ServiceClient;
  /**
   * The job each time it was read, to its end. A job runs whether or not the service answers: it is
   * asked on through an outage of `MOST_OUTAGE_MS`, one request at each of the longest waits.
   */
  watch(workflowId: string, signal: AbortSignal): AsyncGenerator<JobNews>;
  /** The list; one that is at most `maxAgeMs` old is not asked for again. */
  list(signal: AbortSignal, maxAgeMs?: number): Promise<JobPage>;
  /**
   * Tells each reading of the list, whoever asked for it, and keeps reading while a job of it runs.
   * The function that it gives ends that.
   */
  follow(listener: PageListener): () => void;
  /** Ends every watch, as cancelled. */
  dispose(): void;
}

/** In a row, before those who follow the list are told that it is not to be had. */
const MAX_FAILED_POLLS = 10;
/** A job of the list that is older than this and goes nowhere keeps nobody asking. */
const MOST_AGE_MS = 24 * 3_600_000;
const ended = () =>
  new UserError('cancelled', t('Jobs are not watched any more: the window closes.'));

export function createJobPoller(options: JobPollerOptions): JobPoller {
  const client = createServiceClient(options);
  const clock = steadyClock(client.clock);
  const { attention } = options;
  const reader = createJobReader(client);
  const pace = pollTimer(options.name, options.longestPollMs);
  // On this machine there is no rate and no network to spare.
  const isNear = options.name === 'demo' || isLoopback(serviceUrl(options.baseUrl).hostname);
  const watchers = new Map<string, Set<JobWatcher>>();
  const listeners = new Set<PageListener>();
  let page: JobPage | undefined;
  let signature = '';
  let dueMs = 0;
  let polledMs = -Infinity;
  let failures = 0;
  /** Since the last answer: when it was missed, and how long was asked for it. */
  let silence: { readonly sinceMs: number; askedMs: number } | undefined;
  let isLooping = false;
  let isDisposed = false;
  const reading = sharedRead(readPage);
  let nudge: () => void = () => undefined;

  const isUnderWay = (job: WireJob): boolean =>
    !isFinal(job.status) && !(client.clock.now() - Date.parse(job.createdAt ?? '') > MOST_AGE_MS);
  const isWanted = (): boolean =>
    !isDisposed &&
    (watchers.size > 0 || (listeners.size > 0 && page?.jobs.some(isUnderWay) === true));
  const isResting = (): boolean => !isNear && attention?.isFocused() === false;

  async function readPage(signal: AbortSignal): Promise<JobPage> {
    const readMs = clock.now();
    const jobs = await reader.page(signal, patience());
    return took({ jobs, truncated: jobs.length >= LONGEST_PAGE, readMs });
  }

  function took(fresh: JobPage): JobPage {
    const words = fresh.jobs.map((job) => `${job.workflowId} ${job.serviceStatus}`).join('\n');
    if (signature !== '' && words !== signature) pace.restart();
    signature = words;
    page = fresh;
    for (const listener of listeners) listener.read(fresh);
    return fresh;
  }

  /** A service that is known not to answer is not asked five times in a row. */
  function patience(): { readonly retries?: number } {
    return failures > 0 ? { retries: 0 } : {};
  }

  async function loop(): Promise<void> {
    while (isWanted()) {
      const left = isResting() ? undefined : dueMs - clock.now();
      if (left !== undefined && (left <= 0 || (await slept(left)))) await poll();
      else if (left === undefined) await nudged();
    }
  }

  function start(): void {
    if (isLooping || !isWanted()) {
      nudge();
      return;
    }
    isLooping = true;
    pace.restart();
    void loop().finally(() => {
      isLooping = false;
      answered();
      // Somebody may have come while the last one left.
      if (isWanted()) start();
    });
  }

  /** Whether the time is up; false where something may have changed before. */
  async function slept(ms: number): Promise<boolean> {
    const stop = new AbortController();
    nudge = () => stop.abort();
    await clock.sleep(ms, stop.signal).catch(() => undefined);
    nudge = () => undefined;
    return !stop.signal.aborted;
  }

  /** Until something may have changed. */
  async function nudged(): Promise<void> {
    await new Promise<void>((resolve) => {
      nudge = resolve;
    });
    nudge = () => undefined;
  }

  async function poll(): Promise<void> {
    const stop = new AbortController();
    nudge = () => {
      if (!isWanted()) stop.abort();
    };
    polledMs = clock.now();
    try {
      const { jobs } = await reading.join(stop.signal);
      await deliver(new Map(jobs.map((job) => [job.workflowId, job])), stop.signal);
      answered();
      // A service that was slow to answer, as it limits the rate, is asked less often.
      dueMs = clock.now() + Math.max(pace.nextMs(), clock.now() - polledMs);
    } catch (error) {
      if (stop.signal.aborted) return;
      failures += 1;
      const isLimited = error instanceof UserError && error.kind === 'rate_limit';
      dueMs = clock.now() + pace.backoffMs(failures, isLimited);
      silence ??= { sinceMs: client.clock.now(), askedMs: 0 };
      silence.askedMs += dueMs - polledMs;
      const isWatched = watchers.size > 0 && silence.askedMs <= MOST_OUTAGE_MS;
      if (isPassing(error) && (isWatched || failures <= MAX_FAILED_POLLS)) {
        const outage = { sinceMs: silence.sinceMs, everyMs: pace.longestMs(), error };
        for (const each of everybody()) each.offer({ kind: 'silent', outage });
        if (failures === MAX_FAILED_POLLS + 1) giveUpList(error);
        return;
      }
      answered();
      giveUpList(error);
      for (const each of everybody()) each.fail(error);
      watchers.clear();
    }
  }

  /** What was missed is no longer counted. */
  function answered(): void {
    failures = 0;
    silence = undefined;
  }

  function giveUpList(error: unknown): void {
    page = undefined;
    for (const listener of listeners) listener.failed(error);
  }

  function everybody(): JobWatcher[] {
    return [...watchers.values()].flatMap((set) => [...set]);
  }

  /** Tells all who watch; what the list lacks, or may tell in short, is read by itself. */
  async function deliver(listed: ReadonlyMap<string, WireJob>, signal: AbortSignal): Promise<void> {
    for (const workflowId of [...watchers.keys()]) {
      const known = listed.get(workflowId);
      if (known && !isFinal(known.status)) tell(workflowId, known);
      else await tellAlone(workflowId, signal);
    }
  }

  async function tellAlone(workflowId: string, signal: AbortSignal): Promise<void> {
    try {
      tell(workflowId, await reader.job(workflowId, signal, patience()));
    } catch (error) {
      if (signal.aborted || isPassing(error)) throw error;
      for (const each of watchers.get(workflowId) ?? []) each.fail(error);
      watchers.delete(workflowId);
    }
  }

  const shown = new Map<string, string>();
  function tell(workflowId: string, job: WireJob): void {
    const before = shown.get(workflowId);
    if (before !== undefined && before !== job.serviceStatus) pace.restart();
    if (isFinal(job.status)) shown.delete(workflowId);
    else shown.set(workflowId, job.serviceStatus);
    for (const each of watchers.get(workflowId) ?? []) each.offer({ kind: 'read', job });
    if (isFinal(job.status)) watchers.delete(workflowId);
  }

  /** Somebody wants to know now; what was asked a moment ago is not asked again at once. */
  function hurry(): void {
    pace.restart();
    if (failures === 0) dueMs = Math.min(dueMs, Math.max(clock.now(), polledMs + pace.firstMs));
    start();
  }

  const unlisten = attention?.onChange(() => nudge());

  return {
    client,
    async *watch(workflowId, signal) {
      signal.throwIfAborted();
      if (isDisposed) throw ended();
      const watcher = jobWatcher();
      const others = watchers.get(workflowId) ?? new Set();
      watchers.set(workflowId, others.add(watcher));
      hurry();
      try {
        yield* watcher.news(signal);
      } finally {
        const left = watchers.get(workflowId);
        left?.delete(watcher);
        if (left?.size === 0) watchers.delete(workflowId);
        if (!watchers.has(workflowId)) shown.delete(workflowId);
        nudge();
      }
    },
    async list(signal, maxAgeMs = 0) {
      if (page && clock.now() - page.readMs < maxAgeMs) return page;
      const fresh = await reading.join(signal);
      polledMs = clock.now();
      dueMs = Math.max(dueMs, polledMs + pace.firstMs);
      start();
      return fresh;
    },
    follow(listener) {
      listeners.add(listener);
      start();
      return () => {
        listeners.delete(listener);
        nudge();
      };
    },
    dispose() {
      isDisposed = true;
      unlisten?.();
      for (const each of everybody()) each.fail(ended());
      watchers.clear();
      listeners.clear();
      reading.abort();
      nudge();
    },
  };
}

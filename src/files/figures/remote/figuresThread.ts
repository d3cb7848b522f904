import { Worker } from 'node:worker_threads';
import type { BaselineEntry } from '../../../core/compare/compareWithBaseline.js';
import type { RankedRun } from '../../../core/compare/rankModels.js';
import type { ReadJudge, RunFigures } from '../../../core/figures/runFigures.js';
import type { JudgeReliability } from '../../../core/reliability/judgeReliability.js';
import { currentTexts } from '../../../l10n/t.js';
import { createCalls } from '../../engine/remote/calls.js';
import type { Calls } from '../../engine/remote/calls.js';
import type { DatasetWorkerData } from '../../engine/remote/threadedEngine.js';
import { figuresHere } from '../figuresHere.js';
import type { FiguresRequest, ReadJudgeReply } from './serveFigures.js';

/** Without work the thread is ended after this long. */
const IDLE_MS = 10_000;

interface Followed {
  readonly signal?: AbortSignal | undefined;
  onProgress?(rows: number): void;
}

/**
 * Finds everything out on a thread of its own, `worker` being its file: it takes none of the editor's
 * time. The thread is started with the first question and ended a while after the last answer. Where none
 * can be started the work is done here.
 */
export function figuresThread(worker: URL): RunFigures {
  let started: Promise<Calls | undefined> | undefined;
  let nextKey = 1;
  let idle: NodeJS.Timeout | undefined;
  let working = 0;
  const here = figuresHere();

  const start = async (): Promise<Calls | undefined> => {
    try {
      const workerData: DatasetWorkerData = { role: 'figures', scanners: 0, texts: currentTexts() };
      const calls = createCalls(new Worker(worker, { workerData }), 'rows');
      await calls.call(0, asked({ name: 'ready' }));
      return calls;
    } catch {
      // Whatever keeps threads from starting, the answer can be had without.
      return undefined;
    }
  };
  /** Undefined where there is none. */
  const thread = async (): Promise<Calls | undefined> => {
    const known = await (started ??= start());
    if (known?.isEnded !== true) return known;
    started = start();
    return started;
  };
  const begin = (): void => {
    working += 1;
    clearTimeout(idle);
  };
  const end = (): void => {
    working -= 1;
    if (working > 0) return;
    idle = setTimeout(() => void started?.then((calls) => calls?.end()), IDLE_MS);
    idle.unref();
  };
  const during = async <T>(work: (calls: Calls | undefined) => Promise<T>): Promise<T> => {
    begin();
    try {
      return await work(await thread());
    } finally {
      end();
    }
  };

  return {
    // The other end answers with what the port's types say, here and below.
    compare: (baseline, others, { mapped, pair, signal, onProgress }) =>
      during((calls) => {
        const options = { ...(mapped && { mapped }), ...(pair && { pair }) };
        const followed = { ...(signal && { signal }), ...(onProgress && { onProgress }) };
        if (!calls) return here.compare(baseline, others, { ...options, ...followed });
        const request = { name: 'compare', baseline, others, options } as const;
        return calls.call(0, asked(request, followed)) as Promise<readonly BaselineEntry[]>;
      }),
    countWins: (run, signal) =>
      during((calls) =>
        calls
          ? (calls.call(0, asked({ name: 'countWins', run }, { signal })) as Promise<RankedRun>)
          : here.countWins(run, signal),
      ),
    readJudge: (run, manifest, { chosen, signal, onProgress }) =>
      during(async (calls) => {
        const followed = { signal, ...(onProgress && { onProgress }) };
        if (!calls) return here.readJudge(run, manifest, { chosen, ...followed });
        const key = nextKey;
        nextKey += 1;
        const request = { name: 'readJudge', run, manifest, options: { chosen } } as const;
        const reply = (await calls.call(key, asked(request, followed))) as ReadJudgeReply;
        // The reading lives on the thread as long as it is open.
        begin();
        return readJudge(calls, key, { ...reply, closed: end });
      }),
    async dispose() {
      clearTimeout(idle);
      await (await started)?.end();
    },
  };
}

function readJudge(
  calls: Calls,
  key: number,
  { people, columns, closed }: ReadJudgeReply & { closed(): void },
): ReadJudge {
  let isOpen = true;
  return {
    people,
    columns,
    current: (truth) =>
      calls.call(key, asked({ name: 'judge', truth })) as Promise<JudgeReliability>,
    close() {
      if (!isOpen) return;
      isOpen = false;
      closed();
      if (!calls.isEnded) calls.call(key, asked({ name: 'close' })).catch(() => undefined);
    },
  };
}

function asked(request: FiguresRequest, { signal, onProgress }: Followed = {}) {
  return {
    name: request.name,
    request,
    ...(signal && { signal }),
    ...(onProgress && { onProgress: ({ count }: { readonly count: number }) => onProgress(count) }),
  };
}

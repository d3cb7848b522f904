import type { ScanChunk, ScanJob } from './scanJob.js';

/** Goes through chunks for one job; on a thread of its own or not. */
export interface Scanner {
  /** The next one may be asked for before this one is done: they are gone through in their order. */
  chunk(chunk: ScanChunk): Promise<unknown>;
  /** What all chunks together came to, for work that is told at its end. */
  finish(): Promise<unknown>;
  close(): Promise<void>;
}

/** Makes scanners; as many may be at work at a time as `size` says. */
export interface ScannerSource {
  readonly size: number;
  start(job: ScanJob, signal: AbortSignal): Promise<Scanner>;
  dispose(): Promise<void>;
}

interface ScanOptions {
  readonly chunks: Iterable<ScanChunk>;
  readonly signal: AbortSignal;
  /** Results come in the order of the chunks. */
  onChunk(result: unknown, chunk: ScanChunk): void | Promise<void>;
}

/**
 * Has the chunks scanned, by as many scanners as there are; gives what each of them came to in the
 * end. The first failure ends all.
 */
export async function scanAll(
  source: ScannerSource,
  job: ScanJob,
  { chunks, signal, onChunk }: ScanOptions,
): Promise<readonly unknown[]> {
  // Not AbortSignal.any: Node keeps what that derives, with all it holds, for as long as anybody listens.
  const abort = new AbortController();
  const ended = abort.signal;
  const pass = (): void => abort.abort(signal.reason);
  if (signal.aborted) pass();
  signal.addEventListener('abort', pass, { once: true });
  const waiting = numbered(chunks);
  const told = inOrder(onChunk, ended);

  const work = async (): Promise<unknown> => {
    const scanner = await source.start(job, ended);
    try {
      // While one chunk is told of, the next is gone through already.
      let before: Promise<void> | undefined;
      for (const [number, chunk] of waiting) {
        ended.throwIfAborted();
        const scanning = scanner.chunk(chunk).then((result) => told(number, result, chunk));
        scanning.catch(() => undefined);
        await before;
        before = scanning;
      }
      await before;
      return await scanner.finish();
    } finally {
      await scanner.close();
    }
  };

  const works = Array.from({ length: source.size }, () =>
    work().catch((error: unknown) => {
      abort.abort(error);
      throw error;
    }),
  );
  const results = await Promise.allSettled(works);
  signal.removeEventListener('abort', pass);
  signal.throwIfAborted();
  // What failed first is the reason that the others were ended for.
  if (ended.aborted) throw ended.reason;
  return results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
}

/** One iterator for all who take from it. */
function* numbered<T>(items: Iterable<T>): Generator<[number, T], void, undefined> {
  let number = 0;
  for (const item of items) {
    yield [number, item];
    number += 1;
  }
}

/**
 * Calls `tell` in the order of the numbers, whatever the order in which the results come. Each call
 * resolves when its own result was told, so that nobody runs far ahead; it fails when all ends.
 */
function inOrder<R, C>(tell: (result: R, chunk: C) => void | Promise<void>, ended: AbortSignal) {
  const waiting = new Map<number, () => void>();
  let next = 0;
  const endAll = (): void => {
    for (const go of waiting.values()) go();
  };
  ended.addEventListener('abort', endAll, { once: true });
  return async (number: number, result: R, chunk: C): Promise<void> => {
    ended.throwIfAborted();
    if (number !== next) await new Promise<void>((go) => waiting.set(number, go));
    ended.throwIfAborted();
    await tell(result, chunk);
    next = number + 1;
    waiting.get(next)?.();
    waiting.delete(next);
  };
}

import type { Rejudgement } from '../../../core/judging/rejudgement.js';

/** What was asked again in one open editor; kept while it is open, and nowhere else. */
interface Rejudgements {
  of(row: number): { readonly all: readonly Rejudgement[]; readonly isAsking: boolean };
  /** Resolves with the new one in the list; rejects with what stood in its way. */
  ask(row: number): Promise<void>;
  stop(row: number): void;
  dispose(): void;
}

/** `ask`: of one row; one asking at a time for each, who comes meanwhile waits for the same. */
export function createRejudgements(
  ask: (row: number, signal: AbortSignal) => Promise<Rejudgement>,
): Rejudgements {
  const done = new Map<number, Rejudgement[]>();
  const asking = new Map<
    number,
    { readonly abort: AbortController; readonly end: Promise<void> }
  >();

  async function askOnce(row: number, signal: AbortSignal): Promise<void> {
    try {
      const rejudgement = await ask(row, signal);
      if (signal.aborted) return;
      done.set(row, [...(done.get(row) ?? []), rejudgement]);
    } catch (error) {
      // Who stopped it knows.
      if (!signal.aborted) throw error;
    } finally {
      asking.delete(row);
    }
  }

  return {
    of: (row) => ({ all: done.get(row) ?? [], isAsking: asking.has(row) }),
    ask(row) {
      const underWay = asking.get(row);
      if (underWay) return underWay.end;
      const abort = new AbortController();
      const end = askOnce(row, abort.signal);
      asking.set(row, { abort, end });
      return end;
    },
    stop: (row) => asking.get(row)?.abort.abort(),
    dispose: () => asking.forEach(({ abort }) => abort.abort()),
  };
}

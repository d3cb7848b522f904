import type { RunEvent, RunProgress } from '../../core/runs/evalBackend.js';
import type { StoredRow } from '../../core/runs/resultRow.js';
import type { RunRef, RunStore } from '../../core/runs/runStore.js';
import { steadyClock, type Clock } from '../http/clock.js';
import { createBell } from './bell.js';
import type { RunAccount } from '../../core/runs/runAccount.js';

/** Keeps rows: those that end while the disk is busy go together in one write. */
interface RowStorer {
  /**
   * Takes rows; resolves when there is room for more. Throws what an earlier write threw.
   */
  store(rows: readonly StoredRow[]): Promise<void>;
  /** Resolves when every row is durable and told; throws what a write threw. */
  flush(): Promise<void>;
}

interface RowStorerOptions {
  readonly run: RunRef;
  readonly runs: RunStore;
  readonly clock: Clock;
  readonly account: RunAccount;
  readonly emit: (event: RunEvent) => void;
  readonly isDemo: () => boolean;
  readonly progress: () => RunProgress;
  /** Rows that a crash may cost at most, besides those being written. */
  readonly mostPending: number;
}

const MANIFEST_EVERY_MS = 1000;

export function createRowStorer(options: RowStorerOptions): RowStorer {
  const { run, runs, account, emit } = options;
  const clock = steadyClock(options.clock);
  let pending: StoredRow[] = [];
  let writing: Promise<void> | undefined;
  let failure: { readonly error: unknown } | undefined;
  const taken = createBell();
  let manifestAt = clock.now();

  async function writePending(): Promise<void> {
    while (pending.length > 0) {
      const rows = pending;
      pending = [];
      taken.ring();
      await runs.append(run, rows);
      for (const row of rows) {
        account.add(row);
        emit({ type: 'row', row });
      }
      emit({ type: 'progress', progress: options.progress() });
      if (clock.now() - manifestAt < MANIFEST_EVERY_MS) continue;
      await runs.update(run, (manifest) => ({
        ...manifest,
        ...account.soFar(),
        demo: options.isDemo(),
      }));
      manifestAt = clock.now();
    }
  }

  function startWriting(): Promise<void> {
    writing ??= writePending()
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => {
        writing = undefined;
        if (failure) taken.ring();
        // A row may have come after the last look and before this.
        if (pending.length > 0 && !failure) void startWriting();
      });
    return writing;
  }

  async function flush(): Promise<void> {
    while (pending.length > 0 && !failure) await startWriting();
    await writing;
    if (failure) throw failure.error;
  }

  /** Waits until the next write takes what is pending, not until it ends: the disk holds no row up. */
  async function room(): Promise<void> {
    while (pending.length >= options.mostPending && !failure) await taken.next();
    if (failure) throw failure.error;
  }

  return {
    flush,
    async store(rows) {
      if (failure) throw failure.error;
      pending.push(...rows);
      if (pending.length > 0) void startWriting();
      await room();
    },
  };
}

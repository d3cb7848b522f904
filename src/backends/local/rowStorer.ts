import type { RunEvent } from '../../core/runs/evalBackend.js';
import type { StoredRow } from '../../core/runs/resultRow.js';
import type { RunRef, RunStore } from '../../core/runs/runStore.js';
import type { Clock } from './clock.js';
import type { RunAccount } from './runAccount.js';

/** Keeps rows: those that end while the disk is busy go together in one write. */
export interface RowStorer {
  /** Resolves when the row is durable and told. */
  store(row: StoredRow, durationMs: number): Promise<void>;
}

export interface RowStorerOptions {
  readonly run: RunRef;
  readonly runs: RunStore;
  readonly clock: Clock;
  readonly account: RunAccount;
  readonly emit: (event: RunEvent) => void;
}

const MANIFEST_EVERY_MS = 1000;

export function createRowStorer(options: RowStorerOptions): RowStorer {
  const { run, runs, clock, account, emit } = options;
  let pending: StoredRow[] = [];
  let writing: Promise<void> | undefined;
  let manifestAt = clock.now();

  async function write(): Promise<void> {
    try {
      while (pending.length > 0) {
        const rows = pending;
        pending = [];
        await runs.append(run, rows);
        for (const row of rows) {
          account.add(row);
          emit({ type: 'row', row });
        }
        emit({ type: 'progress', progress: account.progress() });
        if (clock.now() - manifestAt < MANIFEST_EVERY_MS) continue;
        await runs.update(run, (manifest) => ({ ...manifest, ...account.soFar() }));
        manifestAt = clock.now();
      }
    } finally {
      writing = undefined;
    }
  }

  return {
    async store({ result, details }, durationMs) {
      if (!details) throw new Error('a row was judged without saying which');
      pending.push({ result, details: { ...details, duration_ms: Math.round(durationMs) } });
      await (writing ??= write());
    },
  };
}

import type { Clock } from '../../../../src/backends/http/clock.js';

export interface ManualClock extends Clock {
  /** Lets time pass: whoever sleeps is woken in turn, and what follows from it happens in between. */
  advance(ms: number): Promise<void>;
  /** How many sleep. */
  readonly sleepers: number;
}

/** Time stands still until it is told to go on. */
export function manualClock(startMs = Date.parse('2026-11-23T12:00:00Z')): ManualClock {
  let now = startMs;
  const sleepers = new Set<{ readonly at: number; wake(): void }>();

  return {
    now: () => now,
    random: () => 0,
    get sleepers() {
      return sleepers.size;
    },
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const give = () => {
          sleepers.delete(sleeper);
          reject(signal.reason as Error);
        };
        const sleeper = {
          at: now + ms,
          wake: () => {
            signal.removeEventListener('abort', give);
            sleepers.delete(sleeper);
            resolve();
          },
        };
        sleepers.add(sleeper);
        signal.addEventListener('abort', give, { once: true });
      }),
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const next = [...sleepers].sort((a, b) => a.at - b.at)[0];
        if (!next || next.at > end) break;
        now = Math.max(now, next.at);
        next.wake();
        await settle();
      }
      now = end;
    },
  };
}

/** Everything that follows from what has happened, as far as it needs no time. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

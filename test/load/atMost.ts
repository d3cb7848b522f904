import { setTimeout as delay } from 'node:timers/promises';
import type { ProcessState } from './processState.js';

const DEADLINE_MS = 20_000;
const PAUSE_MS = 250;

/**
 * Waits until the process holds no more of these than it did before, and gives what it holds then.
 * Rejects with what is left where that does not come.
 */
export async function atMost(
  before: ProcessState,
  names: readonly (keyof ProcessState)[],
  read: () => Promise<ProcessState>,
): Promise<ProcessState> {
  const deadline = Date.now() + DEADLINE_MS;
  for (;;) {
    const now = await read();
    const more = names.filter((name) => now[name] > before[name]);
    if (more.length === 0) return now;
    if (Date.now() > deadline) {
      const words = more.map((name) => `${name}: ${before[name]} before, ${now[name]} now`);
      throw new Error(`${words.join('; ')} (${process.getActiveResourcesInfo().join(', ')})`);
    }
    await delay(PAUSE_MS);
  }
}

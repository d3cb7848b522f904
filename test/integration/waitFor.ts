import { setTimeout as pause } from 'node:timers/promises';

/** Asks until the answer is there; rejects with `what` was waited for, and the last answer, after 20 s. */
export async function waitFor<T>(
  what: string,
  probe: () => T | Promise<T>,
  isReady: (answer: T) => boolean,
): Promise<T> {
  const end = performance.now() + 20_000;
  for (;;) {
    const answer = await probe();
    if (isReady(answer)) return answer;
    if (performance.now() > end) {
      throw new Error(`Waited 20 s for ${what}; the last answer was ${JSON.stringify(answer)}`);
    }
    await pause(50);
  }
}

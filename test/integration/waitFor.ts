import { setTimeout as pause } from 'node:timers/promises';

/** Asks until the answer is there; rejects with `what` was waited for, and the last answer, after `mostMs`. */
export async function waitFor<T>(
  what: string,
  probe: () => T | Promise<T>,
  isReady: (answer: T) => boolean,
  mostMs = 20_000,
): Promise<T> {
  const end = performance.now() + mostMs;
  for (;;) {
    const answer = await probe();
    if (isReady(answer)) return answer;
    if (performance.now() > end) {
      throw new Error(
        `Waited ${mostMs / 1000} s for ${what}; the last answer was ${JSON.stringify(answer)}`,
      );
    }
    await pause(50);
  }
}

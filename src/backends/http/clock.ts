import { setTimeout as delay } from 'node:timers/promises';

/** Port: time and chance, so that tests need neither. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Rejects with the signal's reason when aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** From 0 to below 1. */
  random(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await delay(ms, undefined, { signal });
  },
  random: Math.random,
};

/**
 * The clock for spans of time: its `now` is of no date, and nobody sets it. With the time of day a wait
 * would last a year where that is set back by one.
 */
export function steadyClock(clock: Clock): Clock {
  return clock === systemClock ? { ...systemClock, now: () => performance.now() } : clock;
}

/** Port: rings once after so long; tests ring it themselves. */
export type SetAlarm = (ms: number, ring: () => void) => Alarm;

export interface Alarm {
  /** Begins the time anew. */
  restart(ms: number): void;
  stop(): void;
}

export const systemAlarm: SetAlarm = (firstMs, ring) => {
  let timer = setTimeout(ring, firstMs);
  let setMs = firstMs;
  return {
    restart: (ms) => {
      if (ms === setMs) {
        // Called for each piece of a transfer: nothing is made anew.
        timer.refresh();
        return;
      }
      clearTimeout(timer);
      setMs = ms;
      timer = setTimeout(ring, ms);
    },
    stop: () => clearTimeout(timer),
  };
};

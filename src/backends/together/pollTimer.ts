/** Waits between polls: short while something is likely to change, long for a job that takes long. */
export interface PollTimer {
  /** Milliseconds to wait now; the next wait is longer. */
  nextMs(): number;
  /** Something changed: begin with short waits again. */
  restart(): void;
}

const PACES = {
  together: { firstMs: 2000, mostMs: 60_000 },
  demo: { firstMs: 200, mostMs: 1000 },
} as const;
const GROWTH = 1.5;

export function pollTimer(name: keyof typeof PACES): PollTimer {
  const { firstMs, mostMs } = PACES[name];
  let next: number = firstMs;
  return {
    nextMs: () => {
      const now = next;
      next = Math.min(mostMs, next * GROWTH);
      return now;
    },
    restart: () => {
      next = firstMs;
    },
  };
}

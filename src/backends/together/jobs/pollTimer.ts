/** Waits between polls: short while something is likely to change, long for a job that takes long. */
interface PollTimer {
  /** The shortest wait, in milliseconds. */
  readonly firstMs: number;
  /** Milliseconds to wait now; the next wait is longer. */
  nextMs(): number;
  /** Something changed: begin with short waits again. */
  restart(): void;
  /** The wait after so many failures in a row; `isLimited`: the service wants fewer requests. */
  backoffMs(failures: number, isLimited: boolean): number;
  /** No wait is longer, in milliseconds. */
  longestMs(): number;
}

const PACES = {
  together: { firstMs: 2000, mostMs: 60_000 },
  demo: { firstMs: 200, mostMs: 1000 },
} as const;
const GROWTH = 1.5;

/** `mostMs`: the longest wait, where it is not the usual one. */
export function pollTimer(
  name: keyof typeof PACES,
  mostMs: () => number | undefined = () => undefined,
): PollTimer {
  const { firstMs } = PACES[name];
  const most = (): number => Math.max(firstMs, mostMs() ?? PACES[name].mostMs);
  let next: number = firstMs;
  return {
    firstMs,
    nextMs: () => {
      const now = Math.min(most(), next);
      next = Math.min(most(), now * GROWTH);
      return now;
    },
    restart: () => {
      next = firstMs;
    },
    backoffMs: (failures, isLimited) =>
      isLimited ? most() : Math.min(most(), firstMs * 2 ** failures),
    longestMs: most,
  };
}

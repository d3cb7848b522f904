/** Who goes first on a thread: short work that somebody waits for, before the next step of long work. */
interface Turns {
  first<T>(work: () => Promise<T>): Promise<T>;
  /** To be awaited before each step of long work; undefined where it can go on at once. */
  free(): Promise<void> | undefined;
}

export function createTurns(): Turns {
  let working = 0;
  let waiting: { readonly freed: Promise<void>; readonly free: () => void } | undefined;
  return {
    async first(work) {
      working += 1;
      try {
        return await work();
      } finally {
        working -= 1;
        if (working === 0) {
          waiting?.free();
          waiting = undefined;
        }
      }
    },
    free() {
      if (working === 0) return undefined;
      if (!waiting) {
        let free: () => void = () => undefined;
        const freed = new Promise<void>((resolve) => (free = resolve));
        waiting = { freed, free };
      }
      return waiting.freed;
    },
  };
}

/** The shortest rest between two rounds, in milliseconds. */
export const REST_MS = 250;

interface Repeating {
  dispose(): void;
  now(): void;
  /** After the rest that the work asked for; many calls are one. */
  soon(): void;
}

/**
 * Work that never overlaps itself: it gives the milliseconds to rest before it is done again. Each
 * failure is told, and the rest is then as long as the one before.
 */
export function repeating(
  work: () => Promise<number>,
  failed: (error: unknown) => void,
): Repeating {
  let state: 'idle' | 'working' | 'again' | 'disposed' = 'idle';
  let restMs = REST_MS;
  let timer: NodeJS.Timeout | undefined;

  const start = async () => {
    timer = undefined;
    if (state !== 'idle') return;
    state = 'working';
    try {
      restMs = await work();
    } catch (error) {
      failed(error);
    }
    const isWanted = ended() === 'again';
    if (ended() === 'disposed') return;
    state = 'idle';
    if (isWanted) soon();
  };
  // What `state` became while the work was awaited, which the compiler can't see.
  const ended = (): string => state;
  const soon = () => {
    if (state === 'working') state = 'again';
    if (state === 'idle') timer ??= setTimeout(() => void start(), restMs);
  };
  return {
    now: () => void start(),
    soon,
    dispose() {
      state = 'disposed';
      clearTimeout(timer);
    },
  };
}

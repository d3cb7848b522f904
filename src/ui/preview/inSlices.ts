/** How work that may be long shares its thread. */
export interface Pauses {
  /** Milliseconds, from any beginning. */
  now(): number;
  /** Resolves when other work had its turn; later while somebody types. */
  rest(): Promise<void>;
}

const SLICE_MS = 8;

/**
 * Calls `visit` for each item, a few milliseconds at a time, until it gives `false`. Resolves to
 * whether all were visited; an abort ends it like a `false`.
 */
export async function inSlices<T>(
  items: AsyncIterable<T>,
  visit: (item: T) => boolean | undefined,
  { pauses, signal }: { readonly pauses: Pauses; readonly signal: AbortSignal },
): Promise<boolean> {
  let began = pauses.now();
  for await (const item of items) {
    if (signal.aborted || visit(item) === false) return false;
    if (pauses.now() - began < SLICE_MS) continue;
    await pauses.rest();
    began = pauses.now();
  }
  return !signal.aborted;
}

const CALM_MS = 400;
const REST_MS = 2;

/** Rests of real time; `busy` says that somebody types, and everything waits a while. */
export function createPauses(): Pauses & { busy(): void } {
  let calmAt = 0;
  const wait = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
  return {
    now: () => performance.now(),
    busy: () => void (calmAt = performance.now() + CALM_MS),
    async rest() {
      await wait(REST_MS);
      for (let left = calmAt - performance.now(); left > 0; left = calmAt - performance.now()) {
        await wait(left);
      }
    },
  };
}

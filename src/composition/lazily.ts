export interface Lazy<T> {
  get(): Promise<T>;
  /** What was made or is being made; undefined where nobody has asked yet. */
  started(): Promise<T> | undefined;
}

/** Made on first use, then kept; a failure is forgotten, so that the next call tries again. */
export function lazily<T>(make: () => Promise<T>): Lazy<T> {
  let made: Promise<T> | undefined;
  return {
    started: () => made,
    get: () => {
      made ??= make().catch((cause: unknown) => {
        made = undefined;
        throw cause;
      });
      return made;
    },
  };
}

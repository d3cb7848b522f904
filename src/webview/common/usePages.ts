import { useEffect, useMemo, useReducer, useRef, useState } from 'preact/hooks';
import { createPageCache } from './pageCache.js';
import { reasonOf } from './reasonOf.js';

export interface Pages<R> {
  at(index: number): R | undefined;
  want(first: number, last: number): void;
  /** Fetches again what is on the screen; the old rows stay until then. */
  refresh(): void;
  readonly error: string | null;
}

/**
 * Rows in pages, as a table needs them. `load` is the identity of the list: another function is
 * another list.
 */
export function usePages<R>(load: (from: number, to: number) => Promise<readonly R[]>): Pages<R> {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const [error, setError] = useState<string | null>(null);
  const visible = useRef<readonly [first: number, last: number]>([0, -1]);
  const cache = useMemo(
    () =>
      createPageCache<R>({
        pageSize: 100,
        keep: 40,
        load,
        onChange: () => {
          setError(null);
          redraw(undefined);
        },
        onError: (failure) => setError(reasonOf(failure)),
      }),
    [load],
  );
  useEffect(() => {
    cache.want(...visible.current);
    return () => cache.dispose();
  }, [cache]);

  return useMemo(
    () => ({
      at: cache.at,
      want: (first: number, last: number) => {
        visible.current = [first, last];
        cache.want(first, last);
      },
      refresh: () => {
        cache.invalidate();
        // A table without rows shows no stretch: whether it has some now, the first page tells.
        const [first, last] = visible.current;
        cache.want(first, Math.max(first, last));
      },
      error,
    }),
    [cache, error],
  );
}

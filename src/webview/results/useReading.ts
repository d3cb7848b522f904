import { useEffect, useState } from 'preact/hooks';
import { reasonOf } from '../common/reasonOf.js';

type Reading<T> =
  | {
      readonly state: 'reading' | 'read';
      readonly done: number;
      readonly total: number | null;
      /** The last that is known: it stays on screen while the rows are read anew. */
      readonly known: T | null;
    }
  | { readonly state: 'failed'; readonly message: string };

type Answer<T> =
  | { readonly state: 'reading'; readonly done: number; readonly total: number | null }
  | { readonly state: 'read'; readonly version: number; readonly view: T };

/**
 * Asks until the rows of a version are read. `ask` is the identity of the question: another function
 * asks anew.
 */
export function useReading<T>(
  ask: () => Promise<Answer<T>>,
  version: number,
): { readonly reading: Reading<T>; retry(): void } {
  const [reading, setReading] = useState<Reading<T>>({
    state: 'reading',
    done: 0,
    total: null,
    known: null,
  });
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let current = true;
    const follow = async (): Promise<void> => {
      const reply = await ask();
      if (!current) return;
      setReading((old) =>
        reply.state === 'read'
          ? { state: 'read', done: 0, total: null, known: reply.view }
          : {
              state: 'reading',
              done: reply.done,
              total: reply.total,
              known: old.state === 'failed' ? null : old.known,
            },
      );
      // Newer rows came while it was read: what is known of the others stands here meanwhile.
      if (reply.state === 'reading' || reply.version !== version) await follow();
    };
    follow().catch((error: unknown) => {
      if (current) setReading({ state: 'failed', message: reasonOf(error) });
    });
    return () => void (current = false);
  }, [ask, version, attempt]);
  return { reading, retry: () => setAttempt(attempt + 1) };
}

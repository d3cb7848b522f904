import { useEffect, useState } from 'preact/hooks';
import { reasonOf } from './reasonOf.js';

interface FullRowOptions<Id, Detail> {
  /** The same function as long as it reads from the same place. */
  read(id: Id): Promise<Detail>;
  /** Null where no row is selected. */
  readonly id: Id | null;
  /** Another one is read again. */
  readonly version: unknown;
  /** With another one a row that could not be read is tried once more: it may have come. */
  readonly triedAgainAt?: unknown;
}

interface FullRow<Detail> {
  /** Null while none is here. */
  readonly detail: Detail | null;
  readonly error: string | null;
  retry(): void;
}

type Shown<Detail> =
  | { readonly is: 'row'; readonly detail: Detail }
  | { readonly is: 'failed'; readonly error: string };

/** One row in full. The one before stays until it is here; answers that come late are dropped. */
export function useFullRow<Id, Detail>(options: FullRowOptions<Id, Detail>): FullRow<Detail> {
  const { read, id, version, triedAgainAt } = options;
  const [shown, setShown] = useState<Shown<Detail> | null>(null);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    if (id === null) {
      setShown(null);
      return;
    }
    let current = true;
    read(id).then(
      (detail) => current && setShown({ is: 'row', detail }),
      (error: unknown) => current && setShown({ is: 'failed', error: reasonOf(error) }),
    );
    return () => void (current = false);
  }, [read, id, version, attempt]);

  const retry = () => setAttempt((before) => before + 1);
  useEffect(() => {
    if (shown?.is === 'failed') retry();
  }, [triedAgainAt]);

  return {
    detail: shown?.is === 'row' ? shown.detail : null,
    error: shown?.is === 'failed' ? shown.error : null,
    retry,
  };
}

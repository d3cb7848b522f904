import { useCallback, useLayoutEffect, useState } from 'preact/hooks';
import type { Protocol } from '../../shared/rpc.js';
import type { Host } from './host.js';

/**
 * What a view remembers over a reload, and how to change a part of it. It is written before the change
 * is painted: what a person has seen is there again, however soon the page goes.
 *
 * @param isWorthKeeping false: what is remembered is not overwritten yet.
 */
export function useRemembered<S extends object, P extends Protocol>(
  host: Host<P>,
  atFirst: S,
  isWorthKeeping: (kept: S) => boolean = () => true,
): readonly [S, (change: Partial<S>) => void] {
  const [kept, setKept] = useState(() => host.remembered(atFirst));
  const keep = useCallback((change: Partial<S>) => setKept((old) => ({ ...old, ...change })), []);
  useLayoutEffect(() => {
    if (isWorthKeeping(kept)) host.keep(kept);
  }, [kept]);
  return [kept, keep];
}

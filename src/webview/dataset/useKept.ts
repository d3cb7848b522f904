import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Host } from '../common/host.js';
import type { Protocol } from '../../shared/rpc.js';
import type { ScrollPlace } from '../common/grid/useRowScroll.js';
import { FRESH } from './kept.js';
import type { Kept } from './kept.js';

const WRITTEN_AFTER_MS = 100;

export type Change = Partial<Kept> | ((now: Kept) => Partial<Kept>);

export interface KeptState {
  readonly kept: Kept;
  keep(change: Change): void;
  /** Apart from the rest: nothing is drawn again for it. */
  keepScroll(place: ScrollPlace): void;
}

/** What the view remembers; written a moment after the last change, and when the page is left. */
export function useKept<P extends Protocol>(host: Host<P>): KeptState {
  const [kept, setKept] = useState<Kept>(() => host.remembered(FRESH));
  const latest = useRef(kept);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const write = useCallback(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    host.keep(latest.current);
  }, [host]);
  const writeSoon = useCallback(() => {
    timer.current ??= setTimeout(write, WRITTEN_AFTER_MS);
  }, [write]);
  useEffect(() => {
    const leave = () => timer.current !== undefined && write();
    window.addEventListener('pagehide', leave);
    return () => window.removeEventListener('pagehide', leave);
  }, [write]);

  const keep = useCallback(
    (change: Change) => {
      const now = latest.current;
      latest.current = { ...now, ...(typeof change === 'function' ? change(now) : change) };
      setKept(latest.current);
      writeSoon();
    },
    [writeSoon],
  );
  const keepScroll = useCallback(
    (scroll: ScrollPlace) => {
      latest.current = { ...latest.current, scroll };
      writeSoon();
    },
    [writeSoon],
  );
  return { kept, keep, keepScroll };
}

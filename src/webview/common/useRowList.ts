import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';
import type { GridHandle } from './grid/grid.js';
import { usePages } from './usePages.js';
import type { Pages } from './usePages.js';

/** Both functions are the identity of the list: others are another list. */
interface RowListOptions<R extends { readonly id: Id }, Id> {
  load(
    from: number,
    to: number,
  ): Promise<{ readonly matched: number; readonly rows: readonly R[] }>;
  /** Place of a row in the list, from 1; null where it isn't in it. */
  place(id: Id): Promise<{ readonly position: number | null }>;
  readonly selected: Id | null;
  onSelect(id: Id): void;
  /** Rows to show until it is known how many there are. */
  readonly expected: number;
}

interface RowList<R> {
  readonly pages: Pages<R>;
  /** Rows of the list; null until known. */
  readonly matched: number | null;
  readonly count: number;
  /** Place of the selected row, from 0. */
  readonly active: number | null;
  activate(index: number): void;
  step(by: number): void;
  readonly canStep: { readonly back: boolean; readonly on: boolean };
  readonly onVisible: (stretch: readonly [first: number, last: number]) => void;
  readonly grid: RefObject<GridHandle | null>;
}

/**
 * A list of rows for a grid, one of which is selected: it is found again where the list changes. A view that
 * was left with a row selected, and is loaded anew when it shows again, takes the keys up at that row.
 */
export function useRowList<R extends { readonly id: Id }, Id>({
  load,
  place,
  selected,
  onSelect,
  expected,
}: RowListOptions<R, Id>): RowList<R> {
  const grid = useRef<GridHandle | null>(null);
  const [matched, setMatched] = useState<number | null>(null);
  const [active, setActive] = useState<number | null>(null);
  const loadRows = useCallback(
    async (from: number, to: number) => {
      const { matched: all, rows } = await load(from, to);
      setMatched(all);
      return rows;
    },
    [load],
  );
  const pages = usePages(loadRows);
  useEffect(() => {
    // The first page says how many rows match; the table asks for the others.
    pages.want(0, 0);
  }, [loadRows]);

  // Filters, sorting and new rows move the selected row: ask where it is now.
  useEffect(() => {
    if (selected === null) {
      setActive(null);
      return;
    }
    let current = true;
    place(selected).then(
      ({ position }) => current && setActive(position === null ? null : position - 1),
      () => undefined,
    );
    return () => void (current = false);
  }, [place, selected]);

  // A row that isn't here yet (End, Page Down) is selected when it arrives.
  const pending = useRef<number | null>(null);
  const activate = (index: number) => {
    setActive(index);
    const row = pages.at(index);
    if (row) onSelect(row.id);
    else pending.current = index;
  };
  const pendingRow = pending.current === null ? undefined : pages.at(pending.current);
  useEffect(() => {
    if (!pendingRow) return;
    pending.current = null;
    onSelect(pendingRow.id);
  }, [pendingRow]);

  const count = matched ?? expected;
  // Once for each place: where the row stands may be told before how many rows there are now.
  const revealed = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (active === revealed.current || (active !== null && active >= count)) return;
    revealed.current = active;
    if (active !== null) grid.current?.reveal({ row: active, column: null });
  }, [active, count]);

  useEffect(() => {
    if (selected === null) return;
    const back = () => {
      if (document.activeElement === document.body) grid.current?.focus();
    };
    if (document.hasFocus()) back();
    else window.addEventListener('focus', back, { once: true });
    return () => window.removeEventListener('focus', back);
  }, []);

  const onVisible = useCallback(
    ([first, last]: readonly [number, number]) => pages.want(first, last),
    [pages],
  );
  return {
    pages,
    matched,
    count,
    active,
    activate,
    step(by) {
      const next = (active ?? -1) + by;
      if (next >= 0 && next < count) activate(next);
    },
    canStep: { back: (active ?? 0) > 0, on: (active ?? -1) < count - 1 },
    onVisible,
    grid,
  };
}

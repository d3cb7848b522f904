import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Activation, GridHandle } from '../../common/grid/grid.js';
import type { GridPlace } from '../../common/grid/gridKeys.js';
import type { Kept } from '../kept.js';
import { isWhole } from '../query/rowQuery.js';
import type { DatasetHost } from '../useDataset.js';
import type { Change } from '../useKept.js';
import {
  NOTHING_SELECTED,
  countRows,
  extendTo,
  holds,
  selectAll,
  selectRow,
  toggleRow,
} from './rowSelection.js';
import type { Ranges } from './rowSelection.js';
import type { TableColumn } from './tableColumns.js';
import type { ShownList } from './useShownList.js';

/** Where the person is in the table, and which rows are selected. */
export interface Cursor {
  readonly place: GridPlace;
  /** Name of the column; null where there are none. */
  readonly column: string | null;
  readonly selected: Ranges;
  readonly selectedRows: number;
  isSelected(index: number): boolean;
  activate(place: GridPlace, how: Activation): void;
  /** By so many rows, and shows it. */
  step(by: number): void;
  stepColumn(by: number): void;
  selectAll(): void;
  clearSelection(): void;
  /** Goes to a row of the file and shows it. False: the list has no such row. */
  goTo(row: number, column?: string): Promise<boolean>;
  /** Goes to a place of the list, from 1. */
  goToPlace(at: { place: number; row: number; column: string | null }): void;
}

interface CursorOptions {
  readonly host: DatasetHost;
  readonly list: ShownList;
  readonly columns: readonly TableColumn[];
  readonly kept: Kept;
  keep(change: Change): void;
  readonly grid: { readonly current: GridHandle | null };
}

export function useCursor({ host, list, columns, kept, keep, grid }: CursorOptions): Cursor {
  const [index, setIndex] = useState<number | null>(null);
  const [selection, setSelection] = useState(NOTHING_SELECTED);
  /** A row that isn't here yet (End, Page Down) is known by its number when it arrives. */
  const pending = useRef<number | null>(null);
  const whole = isWhole(list.query);
  const current = useRef({ list, columns, index });
  current.current = { list, columns, index };

  const arrived = pending.current === null ? undefined : list.rowAt(pending.current)?.row;
  useEffect(() => {
    if (arrived === undefined) return;
    pending.current = null;
    keep({ row: arrived });
  }, [arrived]);

  const move = useCallback(
    (to: number) => {
      const { list: now } = current.current;
      setIndex(to);
      const row = isWhole(now.query) ? to + 1 : now.rowAt(to)?.row;
      pending.current = row === undefined ? to : null;
      if (row !== undefined) keep({ row });
    },
    [keep],
  );

  // Another list: the row is somewhere else in it, and the selection means other rows.
  useEffect(() => {
    setSelection(NOTHING_SELECTED);
    pending.current = null;
    if (kept.row === null) {
      setIndex(null);
      return;
    }
    if (whole) {
      setIndex(kept.row - 1);
      return;
    }
    let isCurrent = true;
    host.call('place', { query: list.query, row: kept.row }).then(
      ({ place }) => isCurrent && setIndex(place === null ? null : place - 1),
      () => isCurrent && setIndex(null),
    );
    return () => void (isCurrent = false);
  }, [list.key]);

  const columnIndex = columns.findIndex((column) => column.id === kept.column);
  const isThere = index !== null && index < list.count;
  const column = columnIndex >= 0 ? columnIndex : columns.length > 0 ? 0 : null;
  const place: GridPlace = { row: isThere ? index : null, column: isThere ? column : null };

  /** What is to be shown as soon as the list is that long. */
  const awaited = useRef<{ row: number; name: string | null } | null>(null);
  const reveal = useCallback(
    (row: number, name: string | null) => {
      const now = current.current;
      const at = now.columns.findIndex((one) => one.id === name);
      const shown = row < now.list.count ? grid.current : null;
      awaited.current = shown ? null : { row, name };
      shown?.reveal({ row, column: at < 0 ? null : at });
    },
    [grid],
  );
  useLayoutEffect(() => {
    if (awaited.current) reveal(awaited.current.row, awaited.current.name);
  });

  return {
    place,
    column: column === null ? null : (columns[column]?.id ?? null),
    selected: selection.ranges,
    selectedRows: countRows(selection.ranges),
    isSelected: useCallback((at: number) => holds(selection.ranges, at + 1), [selection]),
    activate(to, how) {
      if (to.row === null) return;
      const at = to.row + 1;
      const active = isThere ? index + 1 : null;
      setSelection((now) => {
        switch (how) {
          case 'go':
            return now.ranges.length === 0 && now.anchor === null ? now : NOTHING_SELECTED;
          case 'row':
            return selectRow(at);
          case 'toggle':
            return toggleRow(now, at);
          case 'extend':
            return extendTo(now, at, active);
        }
      });
      const name = to.column === null ? undefined : columns[to.column]?.id;
      if (name !== undefined && name !== kept.column) keep({ column: name });
      move(to.row);
    },
    step(by) {
      const next = (isThere ? index : -1) + by;
      if (next < 0 || next >= list.count) return;
      setSelection(NOTHING_SELECTED);
      move(next);
      reveal(next, null);
    },
    stepColumn(by) {
      const next = columns[(column ?? 0) + by];
      if (!next) return;
      keep({ column: next.id });
      if (isThere) reveal(index, next.id);
    },
    selectAll: () => setSelection(selectAll(list.count)),
    clearSelection: () => setSelection(NOTHING_SELECTED),
    goTo: useCallback(
      async (row: number, name?: string) => {
        const { list: now } = current.current;
        // Of a file that is still gone through the row may be yet to come.
        const inAll = row <= now.count || !now.isComplete ? row : null;
        const found = isWhole(now.query)
          ? inAll
          : (await host.call('place', { query: now.query, row })).place;
        if (name !== undefined) keep({ column: name });
        keep({ row });
        setSelection(NOTHING_SELECTED);
        setIndex(found === null ? null : found - 1);
        if (found === null) return false;
        reveal(found - 1, name ?? null);
        return true;
      },
      [host, keep, reveal],
    ),
    goToPlace: useCallback(
      ({ place: to, row, column: name }) => {
        if (name !== null) keep({ column: name });
        keep({ row });
        setSelection(NOTHING_SELECTED);
        setIndex(to - 1);
        reveal(to - 1, name);
      },
      [keep, reveal],
    ),
  };
}

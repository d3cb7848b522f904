import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { columnLayout } from './columnLayout.js';
import { ROW_HEIGHT } from './gridColumn.js';
import type { GridColumn } from './gridColumn.js';
import { GridHead } from './gridHead.js';
import { gridKey } from './gridKeys.js';
import type { GridKey, GridPlace } from './gridKeys.js';
import { GridRow } from './gridRow.js';
import type { RowLook } from './gridRow.js';
import { useRowScroll } from './useRowScroll.js';
import type { ScrollPlace } from './useRowScroll.js';

const HEAD_HEIGHT = 26;
const NARROWEST = 40;
/** Columns drawn beyond either edge of the screen, in pixels. */
const OVERSCAN = 240;

/** How a place became the active one: by itself, with all up to it, added, or as a whole row. */
export type Activation = 'go' | 'extend' | 'toggle' | 'row';

export interface GridHandle {
  focus(): void;
  /** Shows a place by the least move. */
  reveal(place: GridPlace): void;
  scrollTo(place: Partial<ScrollPlace>): void;
}

interface GridProps<R> extends Omit<RowLook<R>, 'columns'> {
  readonly label: string;
  readonly count: number;
  /** The greatest row number; `count` where it is absent. */
  readonly greatest?: number;
  readonly columns: readonly GridColumn<R>[];
  /** Undefined while the row is on its way. */
  rowAt(index: number): R | undefined;
  readonly active: GridPlace;
  /** Whether rows are selected beside the active one; else the active row is the selected one. */
  isSelected?(index: number): boolean;
  /** The cursor is always on a cell. */
  readonly byCell?: boolean;
  onActivate(place: GridPlace, how: Activation): void;
  onOpen(): void;
  onVisible(rows: readonly [first: number, last: number], columns: readonly [number, number]): void;
  /** Keys that mean something to the owner alone. */
  onKey?(key: Exclude<GridKey['kind'], 'move' | 'open' | 'toggle' | 'resize'>): void;
  /** A place was clicked with the right button; null for a head. */
  onMenu?(row: number | null, column: number, at: { readonly x: number; readonly y: number }): void;
  onSort?(column: string): void;
  onFit?(column: GridColumn<R>): void;
  head?(column: GridColumn<R>, isCurrent: boolean): ComponentChildren;
  readonly headHeight?: number;
  readonly rowHeight?: number;
  /** Widths set by hand, by column. */
  readonly widths: Readonly<Record<string, number>>;
  onWidths(widths: Readonly<Record<string, number>>): void;
  readonly start: ScrollPlace;
  onScroll(place: ScrollPlace): void;
  readonly handle?: { current: GridHandle | null };
  /** Rows of another list stand there until those of this one come. */
  readonly isBusy?: boolean;
  /** Shown where there are no rows. */
  readonly empty: ComponentChildren;
}

/** A table of any length and width: only what is on the screen is drawn. One tab stop. */
export function Grid<R>(props: GridProps<R>) {
  const { columns, count, active, widths, numberOf, mark, whole, context } = props;
  const { rowHeight = ROW_HEIGHT, headHeight = HEAD_HEIGHT } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useRowScroll({
    scroller,
    count,
    rowHeight,
    headHeight,
    start: props.start,
    onScroll: props.onScroll,
  });

  const numberWidth = (mark ? 44 : 28) + 8 * String(props.greatest ?? count).length;
  const room = rows.width - numberWidth;
  const layout = useMemo(
    () => columnLayout(columnWidths(columns, widths, room)),
    [columns, widths, room],
  );
  const { first, last } = layout.between(
    Math.max(0, rows.left - OVERSCAN),
    rows.left + Math.max(0, room) + OVERSCAN,
  );
  const drawn = useMemo(() => ({ all: columns, first, last }), [columns, first, last]);
  const look = useMemo<RowLook<R>>(
    () => ({
      columns: drawn,
      numberOf,
      ...(mark && { mark }),
      ...(whole && { whole }),
      ...(context && { context }),
    }),
    [drawn, numberOf, mark, whole, context],
  );

  useEffect(
    () => props.onVisible([rows.first, rows.last], [first, last]),
    [rows.first, rows.last, first, last, props.onVisible],
  );

  const reveal = (place: GridPlace) => {
    if (place.row !== null && place.row < count) rows.reveal(place.row);
    if (place.column !== null && place.column < columns.length) {
      const [from, to] = [layout.start(place.column), layout.end(place.column)];
      rows.revealAcross(from, to, numberWidth);
    }
  };
  useLayoutEffect(() => {
    if (!props.handle) return;
    props.handle.current = {
      focus: () => scroller.current?.focus({ preventScroll: true }),
      reveal,
      scrollTo: rows.scrollTo,
    };
  });

  const resize = (column: GridColumn<R>, width: number) =>
    props.onWidths({ ...widths, [column.id]: Math.max(NARROWEST, Math.round(width)) });
  const resizing = useRef(resize);
  resizing.current = resize;
  const onResize = useCallback(
    (column: GridColumn<R>, width: number) => resizing.current(column, width),
    [],
  );
  const activate = (place: GridPlace, how: Activation) => {
    props.onActivate(place, how);
    reveal(place);
  };

  const onKey = (event: KeyboardEvent) => {
    // The head's buttons have keys of their own.
    if (event.target !== event.currentTarget) return;
    const extent = { rows: count, columns: columns.length, screen: rows.visible };
    const key = gridKey(event, active, { ...extent, byCell: props.byCell === true });
    if (key === null || (!props.onKey && OWNERS_KEYS.has(key.kind))) return;
    event.preventDefault();
    event.stopPropagation();
    const column = active.column ?? 0;
    const shown = columns[column];
    switch (key.kind) {
      case 'move':
        activate(key.to, key.extend && props.isSelected ? 'extend' : 'go');
        break;
      case 'open':
        props.onOpen();
        break;
      case 'toggle':
        if (active.row !== null) activate(active, 'toggle');
        break;
      case 'resize':
        if (shown) resize(shown, layout.end(column) - layout.start(column) + key.by);
        break;
      case 'fit':
        if (shown) props.onFit?.(shown);
        break;
      default:
        props.onKey?.(key.kind);
    }
  };

  const onPointer = (event: MouseEvent) => {
    const place = placeOf(event.target);
    if (!place || place.row === null) return;
    const how = event.shiftKey ? 'extend' : event.ctrlKey || event.metaKey ? 'toggle' : 'go';
    const isNumber = place.column === null;
    const column = isNumber || !props.byCell ? active.column : place.column;
    props.onActivate({ row: place.row, column }, how === 'go' && isNumber ? 'row' : how);
  };
  const onMenu = (event: MouseEvent) => {
    if (!props.onMenu) return;
    // Also of the key, which has opened a menu by now.
    event.preventDefault();
    const place = placeOf(event.target);
    if (!place) return;
    props.onMenu(place.row, place.column ?? active.column ?? 0, {
      x: event.clientX,
      y: event.clientY,
    });
  };

  const isDrawn = active.row !== null && active.row >= rows.first && active.row <= rows.last;
  const current =
    active.column === null ? `row-${active.row}` : `cell-${active.row}-${active.column}`;
  const isCellDrawn = active.column === null || (active.column >= first && active.column <= last);

  const lead = layout.start(first);
  const tracks = [numberWidth];
  for (let at = first; at <= last; at++) {
    tracks.push(layout.end(at) - layout.start(at) + (at === first ? lead : 0));
  }
  // Rows that leave are drawn again as those that come: a node is kept, its texts change.
  const slots = useRef(0);
  slots.current = Math.max(slots.current, rows.last - rows.first + 1);
  const indexes: number[] = [];
  for (let index = rows.first; index <= rows.last; index++) indexes.push(index);

  return (
    <div class="grid-frame">
      <div
        class={`grid${props.isBusy ? ' busy' : ''}`}
        role="grid"
        ref={scroller}
        tabIndex={0}
        aria-label={props.label}
        aria-rowcount={count + 1}
        aria-colcount={columns.length + 1}
        {...(props.isSelected && { 'aria-multiselectable': true })}
        {...(props.isBusy && { 'aria-busy': true })}
        {...(isDrawn && isCellDrawn ? { 'aria-activedescendant': current } : {})}
        onKeyDown={onKey}
        onContextMenu={onMenu}
        style={{
          '--columns': tracks.map((width) => `${width}px`).join(' '),
          '--lead': `${lead}px`,
          '--number': `${numberWidth}px`,
          '--width': `${numberWidth + layout.width}px`,
          '--row-height': `${rowHeight}px`,
          '--head-height': `${headHeight}px`,
        }}
      >
        <GridHead
          columns={drawn}
          current={active.column}
          height={headHeight}
          onResize={onResize}
          {...(props.head && { head: props.head })}
          {...(props.onSort && { onSort: props.onSort })}
          {...(props.onFit && { onFit: props.onFit })}
        />
        <div
          class="grid-body"
          role="rowgroup"
          style={{ height: `${rows.height}px` }}
          onClick={onPointer}
          onDblClick={(event) => placeOf(event.target) && props.onOpen()}
        >
          {indexes.map((index) => {
            const isActive = index === active.row;
            return (
              <GridRow
                key={index % slots.current}
                look={look}
                index={index}
                row={props.rowAt(index)}
                top={rows.topOf(index)}
                isActive={isActive}
                isSelected={props.isSelected ? props.isSelected(index) : isActive}
                current={isActive ? active.column : null}
              />
            );
          })}
        </div>
      </div>
      {count === 0 && (
        <div class="grid-empty" style={{ top: `${headHeight}px` }}>
          {props.empty}
        </div>
      )}
    </div>
  );
}

const OWNERS_KEYS: ReadonlySet<GridKey['kind']> = new Set(['selectAll', 'clear', 'menu', 'toggle']);

/** What is set by hand or else as wide as the column wants; the last one takes what is left. */
function columnWidths<R>(
  columns: readonly GridColumn<R>[],
  byHand: Readonly<Record<string, number>>,
  room: number,
): readonly number[] {
  const widths = columns.map((column) => byHand[column.id] ?? column.width);
  const last = columns.at(-1);
  if (last && !Object.hasOwn(byHand, last.id)) {
    const others = widths.slice(0, -1).reduce((sum, width) => sum + width, 0);
    widths[widths.length - 1] = Math.max(last.width, room - others);
  }
  return widths;
}

/** The row and column of an element of the table; a row number has no column, a head no row. */
function placeOf(target: EventTarget | null): GridPlace | null {
  if (!(target instanceof Element)) return null;
  const row = target.closest<HTMLElement>('[data-index]')?.dataset['index'];
  const column = target.closest<HTMLElement>('[data-column]')?.dataset['column'];
  if (row === undefined && column === undefined) return null;
  return {
    row: row === undefined ? null : Number(row),
    column: column === undefined ? null : Number(column),
  };
}

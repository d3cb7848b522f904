import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { useVirtualRows } from './useVirtualRows.js';

export const ROW_HEIGHT = 22;
const HEAD_HEIGHT = 26;
const NARROWEST = 40;

export interface GridColumn<R> {
  readonly id: string;
  readonly label: string;
  readonly title?: string;
  /** In pixels, before anyone resizes it. */
  readonly width: number;
  readonly numeric?: boolean;
  readonly sort?: 'ascending' | 'descending' | 'none';
  cell(row: R): ComponentChildren;
}

interface GridProps<R> {
  readonly label: string;
  readonly count: number;
  readonly columns: readonly GridColumn<R>[];
  /** Undefined while the row is on its way. */
  rowAt(index: number): R | undefined;
  /** The number that people call the row. */
  numberOf(row: R): number;
  /** Index of the active row, from 0; null: none. */
  readonly active: number | null;
  onActivate(index: number): void;
  onOpen(): void;
  onVisible(first: number, last: number): void;
  onSort?(column: string): void;
  /** Widths set by hand, by column. */
  readonly widths: Readonly<Record<string, number>>;
  onWidths(widths: Readonly<Record<string, number>>): void;
  readonly scrollTop: number;
  onScroll(scrollTop: number): void;
  /** Shown where there are no rows. */
  readonly empty: ComponentChildren;
}

/** A table of any length: only the rows on screen are drawn. One tab stop; arrows move inside. */
export function Grid<R>(props: GridProps<R>) {
  const { columns, count, active } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [column, setColumn] = useState<number | null>(null);
  const rows = useVirtualRows({
    count,
    scroller,
    rowHeight: ROW_HEIGHT,
    headHeight: HEAD_HEIGHT,
    scrollTop: props.scrollTop,
  });

  useEffect(() => props.onVisible(rows.first, rows.last), [rows.first, rows.last, props.onVisible]);
  useLayoutEffect(() => {
    if (active !== null) rows.reveal(active);
  }, [active]);

  const widthOf = (c: GridColumn<R>) => props.widths[c.id] ?? c.width;
  const numberWidth = 28 + 8 * String(count).length;
  const last = columns.length - 1;
  const tracks = columns.map((c, i) =>
    i === last && !(c.id in props.widths) ? `minmax(${c.width}px, 1fr)` : `${widthOf(c)}px`,
  );
  const template = [`${numberWidth}px`, ...tracks].join(' ');

  const resize = (c: GridColumn<R>, width: number) =>
    props.onWidths({ ...props.widths, [c.id]: Math.max(NARROWEST, Math.round(width)) });

  const onKey = (event: KeyboardEvent) => {
    // The header's buttons have keys of their own.
    if (event.target !== event.currentTarget) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = active ?? -1;
    const targets: Record<string, number> = {
      ArrowDown: at + 1,
      j: at + 1,
      ArrowUp: at - 1,
      k: at - 1,
      PageDown: at + rows.visible,
      PageUp: at - rows.visible,
      Home: 0,
      End: count - 1,
    };
    const target = targets[event.key];
    if (target !== undefined) {
      event.preventDefault();
      if (count > 0) props.onActivate(Math.min(count - 1, Math.max(0, target)));
      return;
    }
    const shown = columns[column ?? 0];
    switch (event.key) {
      case 'ArrowRight':
        setColumn(Math.min(last, (column ?? -1) + 1));
        break;
      case 'ArrowLeft':
        setColumn(column === null || column === 0 ? null : column - 1);
        break;
      case 'Enter':
        props.onOpen();
        break;
      case ']':
        if (shown) resize(shown, widthOf(shown) + 24);
        break;
      case '[':
        if (shown) resize(shown, widthOf(shown) - 24);
        break;
      default:
        return;
    }
    event.preventDefault();
  };

  const isDrawn = active !== null && active >= rows.first && active <= rows.last;
  const current = column === null ? `row-${active}` : `cell-${active}-${column}`;
  useLayoutEffect(() => {
    if (column !== null) {
      document.getElementById(current)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  }, [column]);

  const drawn: number[] = [];
  for (let index = rows.first; index <= rows.last && index < count; index++) drawn.push(index);

  return (
    <div
      class="grid"
      role="grid"
      ref={scroller}
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length + 1}
      {...(isDrawn ? { 'aria-activedescendant': current } : {})}
      onKeyDown={onKey}
      onScroll={(event) => props.onScroll(event.currentTarget.scrollTop)}
      style={{ '--columns': template }}
    >
      <div class="grid-head" role="rowgroup">
        <div class="grid-row" role="row" aria-rowindex={1}>
          <div class="grid-cell grid-number" role="columnheader" aria-colindex={1}>
            #
          </div>
          {columns.map((c, i) => (
            <div
              class={`grid-cell${c.numeric ? ' numeric' : ''}${column === i ? ' current' : ''}`}
              role="columnheader"
              aria-colindex={i + 2}
              key={c.id}
              title={c.title ?? c.label}
              {...(c.sort ? { 'aria-sort': c.sort } : {})}
            >
              {c.sort ? (
                <button class="grid-sort" onClick={() => props.onSort?.(c.id)}>
                  {c.label}
                  <span class={`codicon ${sortIcon(c.sort)}`} aria-hidden="true" />
                </button>
              ) : (
                <span class="clip">{c.label}</span>
              )}
              <span class="grid-grip" onPointerDown={(e) => dragColumn(e, (w) => resize(c, w))} />
            </div>
          ))}
        </div>
      </div>
      {count === 0 && <div class="grid-empty">{props.empty}</div>}
      <div class="grid-body" role="rowgroup" style={{ height: `${rows.height}px` }}>
        {drawn.map((index) => {
          const row = props.rowAt(index);
          return (
            <div
              class={`grid-row${index === active ? ' active' : ''}`}
              role="row"
              id={`row-${index}`}
              key={index}
              aria-rowindex={index + 2}
              aria-selected={index === active}
              style={{ top: `${index * ROW_HEIGHT}px` }}
              onClick={() => props.onActivate(index)}
              onDblClick={() => props.onOpen()}
            >
              <div class="grid-cell grid-number" role="rowheader" aria-colindex={1}>
                {row === undefined ? index + 1 : props.numberOf(row)}
              </div>
              {columns.map((c, i) => (
                <div
                  class={cellClass(c, index === active && i === column)}
                  role="gridcell"
                  id={`cell-${index}-${i}`}
                  key={c.id}
                  aria-colindex={i + 2}
                >
                  {row === undefined ? <span class="pending" /> : c.cell(row)}
                </div>
              ))}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function cellClass(column: { readonly numeric?: boolean }, current: boolean): string {
  return `grid-cell${column.numeric ? ' numeric' : ''}${current ? ' current' : ''}`;
}

function sortIcon(sort: 'ascending' | 'descending' | 'none'): string {
  return { ascending: 'codicon-arrow-up', descending: 'codicon-arrow-down', none: '' }[sort];
}

function dragColumn(event: PointerEvent, resize: (width: number) => void): void {
  const grip = event.currentTarget as HTMLElement;
  const cell = grip.parentElement;
  if (!cell) return;
  event.preventDefault();
  const origin = event.clientX - cell.getBoundingClientRect().width;
  grip.setPointerCapture(event.pointerId);
  const move = (to: PointerEvent) => resize(to.clientX - origin);
  grip.addEventListener('pointermove', move);
  grip.addEventListener('lostpointercapture', () => grip.removeEventListener('pointermove', move), {
    once: true,
  });
}

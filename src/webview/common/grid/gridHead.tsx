import { useMemo } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import type { DrawnColumns, GridColumn } from './gridColumn.js';

interface GridHeadProps<R> {
  readonly columns: DrawnColumns<R>;
  /** Index of the column that the cursor is in. */
  readonly current: number | null;
  readonly height: number;
  /** What stands in a column's head; its name, which sorts where it can, unless told. */
  head?(column: GridColumn<R>, isCurrent: boolean): ComponentChildren;
  onSort?(id: string): void;
  onResize(column: GridColumn<R>, width: number): void;
  onFit?(column: GridColumn<R>): void;
}

/** The frozen head of a table. It is drawn again when something of it changes, not by scrolling. */
export function GridHead<R>(props: GridHeadProps<R>) {
  const { columns, current, height, head, onSort, onResize, onFit } = props;
  return useMemo(
    () => <Cells {...props} />,
    [columns, current, height, head, onSort, onResize, onFit],
  );
}

function Cells<R>(props: GridHeadProps<R>) {
  const { columns, current, height } = props;
  const cells = [];
  for (let at = columns.first; at <= columns.last; at++) {
    const column = columns.all[at];
    if (!column) break;
    cells.push(
      <div
        class={`grid-cell${column.numeric ? ' numeric' : ''}${current === at ? ' current' : ''}`}
        role="columnheader"
        aria-colindex={at + 2}
        data-column={at}
        key={column.id}
        {...(!props.head && { title: column.title ?? column.label })}
        {...(column.sort ? { 'aria-sort': column.sort } : {})}
      >
        {props.head ? (
          props.head(column, current === at)
        ) : (
          <PlainHead column={column} {...(props.onSort && { onSort: props.onSort })} />
        )}
        <span
          class="grid-grip"
          onPointerDown={(event) => dragWidth(event, (width) => props.onResize(column, width))}
          onDblClick={() => props.onFit?.(column)}
        />
      </div>,
    );
  }
  return (
    <div class="grid-head" role="rowgroup">
      <div class="grid-row" role="row" aria-rowindex={1} style={{ height: `${height - 1}px` }}>
        <div class="grid-cell grid-number" role="columnheader" aria-colindex={1}>
          #
        </div>
        {cells}
      </div>
    </div>
  );
}

function PlainHead<R>({ column, onSort }: { column: GridColumn<R>; onSort?(id: string): void }) {
  if (!column.sort) return <span class="clip">{column.label}</span>;
  return (
    <button class="grid-sort" onClick={() => onSort?.(column.id)}>
      {column.label}
      <span class={`codicon ${SORT_ICONS[column.sort]}`} aria-hidden="true" />
    </button>
  );
}

const SORT_ICONS = {
  ascending: 'codicon-arrow-up',
  descending: 'codicon-arrow-down',
  none: '',
} as const;

function dragWidth(event: PointerEvent, resize: (width: number) => void): void {
  // Only the main button, and not the one that opens a menu.
  if (event.button !== 0) return;
  const grip = event.currentTarget as HTMLElement; // the element that has the listener
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

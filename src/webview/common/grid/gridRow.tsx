import { useMemo } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import type { DrawnColumns, GridColumn } from './gridColumn.js';

/** What rows have in common. One object for all of them: a row is drawn again when it changes. */
export interface RowLook<R> {
  readonly columns: DrawnColumns<R>;
  /** The number that people call the row. */
  numberOf(row: R): number;
  /** What stands beside the number, and what it says to those who don't see it. */
  mark?(row: R): { readonly icon: ComponentChildren; readonly text: string } | null;
  /** Of a row that has no cells: one text across all columns. */
  whole?(row: R): ComponentChildren;
  /** What commands of VS Code's menu on the row are told, and what decides which of them are there. */
  context?(row: R): Readonly<Record<string, string | number | boolean>>;
}

interface GridRowProps<R> {
  readonly look: RowLook<R>;
  readonly index: number;
  /** Undefined while it is on its way. */
  readonly row: R | undefined;
  readonly top: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  /** Index of the cell that the cursor is on; null: on none of this row. */
  readonly current: number | null;
}

/**
 * One row. What it came to is kept as long as nothing of it changes: while a list scrolls, a frame
 * draws the rows that came in and no other.
 */
export function GridRow<R>(props: GridRowProps<R>) {
  const { look, index, row, top, isActive, isSelected, current } = props;
  return useMemo(
    () => (
      <div
        class={`grid-row${isActive ? ' active' : ''}${isSelected ? ' selected' : ''}${row === undefined ? ' awaited' : ''}`}
        role="row"
        id={`row-${index}`}
        data-index={index}
        aria-rowindex={index + 2}
        aria-selected={isSelected}
        {...contextOf(look, row)}
        style={{ top: `${top}px` }}
      >
        <RowNumber look={look} row={row} index={index} />
        <Cells {...props} />
      </div>
    ),
    [look, index, row, top, isActive, isSelected, current],
  );
}

/** As VS Code reads it from the page (`webview/context` menus). */
function contextOf<R>(look: RowLook<R>, row: R | undefined) {
  const context = row === undefined ? undefined : look.context?.(row);
  return context && { 'data-vscode-context': JSON.stringify(context) };
}

function RowNumber<R>({
  look,
  row,
  index,
}: {
  look: RowLook<R>;
  row: R | undefined;
  index: number;
}) {
  const mark = row === undefined ? null : (look.mark?.(row) ?? null);
  return (
    <div
      class="grid-cell grid-number"
      role="rowheader"
      aria-colindex={1}
      {...(mark && { title: mark.text })}
    >
      {mark && (
        <>
          {mark.icon}
          <span class="hidden">{mark.text}</span>
        </>
      )}
      {row === undefined ? index + 1 : look.numberOf(row)}
    </div>
  );
}

function Cells<R>({ look, index, row, current }: GridRowProps<R>) {
  const { all, first, last } = look.columns;
  const whole = row === undefined ? undefined : look.whole?.(row);
  if (whole !== undefined && whole !== null) {
    return (
      <div
        class={`grid-cell grid-whole${current === null ? '' : ' current'}`}
        role="gridcell"
        id={`cell-${index}-${current ?? first}`}
        aria-colindex={2}
        aria-colspan={Math.max(1, all.length)}
        data-column={first}
      >
        {whole}
      </div>
    );
  }
  const cells = [];
  for (let at = first; at <= last; at++) {
    const column = all[at];
    if (!column) break;
    cells.push(
      <div
        class={cellClass(column, at === current)}
        role="gridcell"
        id={`cell-${index}-${at}`}
        key={at - first}
        aria-colindex={at + 2}
        data-column={at}
      >
        {row === undefined ? '' : column.cell(row)}
      </div>,
    );
  }
  return <>{cells}</>;
}

function cellClass<R>(column: GridColumn<R>, isCurrent: boolean): string {
  return `grid-cell${column.numeric ? ' numeric' : ''}${isCurrent ? ' current' : ''}`;
}

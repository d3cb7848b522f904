/** A place in a table; null: none yet. A row alone has no column. */
export interface GridPlace {
  readonly row: number | null;
  readonly column: number | null;
}

export type GridKey =
  | { readonly kind: 'move'; readonly to: GridPlace; readonly extend: boolean }
  | { readonly kind: 'open' | 'toggle' | 'selectAll' | 'clear' | 'menu' | 'fit' }
  | { readonly kind: 'resize'; readonly by: number };

interface GridExtent {
  readonly rows: number;
  readonly columns: number;
  /** Rows of a screen. */
  readonly screen: number;
  /** There is always a column: the cursor is a cell, never a whole row. */
  readonly byCell: boolean;
}

interface KeyStroke {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const RESIZE_BY = 24;

/** What a key means to a table in which `at` is active; null where it means nothing. */
export function gridKey(stroke: KeyStroke, at: GridPlace, extent: GridExtent): GridKey | null {
  if (stroke.altKey) return null;
  const jump = stroke.ctrlKey || stroke.metaKey;
  if (jump && stroke.key.toLowerCase() === 'a' && !stroke.shiftKey) return { kind: 'selectAll' };
  const to = target(stroke, { at, extent, jump });
  if (to !== null) return { kind: 'move', to, extend: stroke.shiftKey };
  if (jump) return null;
  switch (stroke.key) {
    case 'Enter':
      return { kind: 'open' };
    case ' ':
      return { kind: 'toggle' };
    case 'Escape':
      return { kind: 'clear' };
    case 'ContextMenu':
      return { kind: 'menu' };
    case 'F10':
      return stroke.shiftKey ? { kind: 'menu' } : null;
    case '[':
      return { kind: 'resize', by: -RESIZE_BY };
    case ']':
      return { kind: 'resize', by: RESIZE_BY };
    case '=':
      return { kind: 'fit' };
    default:
      return null;
  }
}

interface Situation {
  readonly at: GridPlace;
  readonly extent: GridExtent;
  /** To the edge. */
  readonly jump: boolean;
}

function target({ key }: KeyStroke, { at, extent, jump }: Situation): GridPlace | null {
  if (extent.rows === 0) return null;
  const bottom = extent.rows - 1;
  const right = extent.columns - 1;
  const row = at.row ?? -1;
  // Where a whole row is active there is no line to go along.
  const isDown = jump || (at.column === null && !extent.byCell);
  const toRow = (index: number): GridPlace => ({
    row: Math.min(bottom, Math.max(0, index)),
    column: at.column ?? (extent.byCell && right >= 0 ? 0 : null),
  });
  const toColumn = (index: number): GridPlace => ({
    row: Math.max(0, row),
    column: right < 0 ? null : Math.min(right, Math.max(0, index)),
  });
  switch (key) {
    case 'ArrowDown':
      return toRow(jump ? bottom : row + 1);
    case 'ArrowUp':
      return toRow(jump ? 0 : row - 1);
    case 'j':
      return jump ? null : toRow(row + 1);
    case 'k':
      return jump ? null : toRow(row - 1);
    case 'PageDown':
      return toRow(row + extent.screen);
    case 'PageUp':
      return toRow(row - extent.screen);
    case 'Home':
      return isDown ? toRow(0) : toColumn(0);
    case 'End':
      return isDown ? toRow(bottom) : toColumn(right);
    case 'ArrowRight':
      return toColumn(jump ? right : (at.column ?? -1) + 1);
    case 'ArrowLeft': {
      const isRow = at.column === null || (at.column === 0 && !jump);
      if (isRow && !extent.byCell) return { row: at.row, column: null };
      return toColumn(jump ? 0 : (at.column ?? 0) - 1);
    }
    default:
      return null;
  }
}

import type { FindQuery, QueryView } from '../../shared/datasetViews.js';
import type { ScrollPlace } from '../common/grid/useRowScroll.js';
import type { FieldMode } from './detail/fieldMode.js';
import { ALL_ROWS } from './query/rowQuery.js';

/** What the view remembers over a change of tab and a reload. */
export interface Kept {
  readonly query: QueryView;
  readonly find: FindQuery;
  readonly isFinding: boolean;
  /** Number of the active row in the file, from 1. */
  readonly row: number | null;
  /** Name of the column that the cursor is in. */
  readonly column: string | null;
  readonly scroll: ScrollPlace;
  /** Set by hand, in pixels, by column. */
  readonly widths: Readonly<Record<string, number>>;
  readonly hidden: readonly string[];
  /** Share of the width that the details take, in percent. */
  readonly share: number;
  readonly isWrapped: boolean;
  /** Lines of a row when it is wrapped. */
  readonly lines: number;
  /** How the values of a column are read, where somebody chose it. */
  readonly modes: Readonly<Record<string, FieldMode>>;
}

export const FRESH: Kept = {
  query: ALL_ROWS,
  find: { text: '', matchCase: false, wholeWord: false, regex: false },
  isFinding: false,
  row: null,
  column: null,
  scroll: { top: 0, left: 0 },
  widths: {},
  hidden: [],
  share: 36,
  isWrapped: false,
  lines: 4,
  modes: {},
};

export const FEWEST_LINES = 2;
export const MOST_LINES = 12;

/** Height of a row of so many lines, in pixels. */
export function rowHeightOf({ isWrapped, lines }: Pick<Kept, 'isWrapped' | 'lines'>): number {
  return isWrapped ? 4 + 18 * lines : 22;
}

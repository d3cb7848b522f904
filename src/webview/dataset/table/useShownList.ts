import { useCallback, useEffect, useReducer, useRef } from 'preact/hooks';
import type { FindQuery, QueryView } from '../../../shared/datasetViews.js';
import { reasonOf } from '../../common/reasonOf.js';
import type { DatasetModel } from '../datasetModel.js';
import { findKey, isWhole, queryKey } from '../query/rowQuery.js';
import type { DatasetHost } from '../useDataset.js';
import { BLOCK_COLUMNS, createRowPages } from './rowPages.js';
import type { RowPages, ShownRow } from './rowPages.js';

/** The list whose rows the table shows. */
export interface ShownList {
  /** Another one is another list, or another content of the file. */
  readonly key: string;
  readonly query: QueryView;
  readonly count: number;
  /** It has all its rows; none will be added. */
  readonly isComplete: boolean;
  /** It still shows the rows of the list before: those of the wanted one are on their way. */
  readonly isBusy: boolean;
  readonly error: string | null;
  rowAt(index: number): ShownRow | undefined;
  /** Rows by index from 0, columns by their index in the dataset. */
  want(rows: readonly [number, number], columns: readonly number[]): void;
  retry(): void;
}

interface Entry {
  readonly key: string;
  readonly version: number;
  readonly query: QueryView;
  readonly pages: RowPages;
  count: number;
  error: string | null;
}

/** Rows that are fetched of a list before it is shown in place of another one. */
const FIRST_ROWS = 40;

/**
 * The rows of the wanted list. Where that is another one, the old one stays until the first rows of
 * the new are here: filtering and sorting swap tables in one frame. Where the file is another one,
 * the old rows go at once.
 */
export function useShownList(
  host: DatasetHost,
  model: DatasetModel,
  wanted: { readonly query: QueryView; readonly find: FindQuery | null },
): ShownList {
  const { query, find } = wanted;
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  // Pages come between frames; drawn at once, each would be laid out for the next scroll event.
  const frame = useRef(0);
  const redrawSoon = () => {
    if (frame.current !== 0) return;
    frame.current = requestAnimationFrame(() => {
      frame.current = 0;
      redraw(undefined);
    });
  };
  const lists = useRef<{ shown: Entry | null; next: Entry | null }>({ shown: null, next: null });
  const asked = useRef({ find, columns: 0 });
  asked.current = { find, columns: model.state?.columns.length ?? 0 };
  const window = useRef<{ first: number; last: number; blocks: readonly number[] }>({
    first: 0,
    last: -1,
    blocks: [0],
  });

  const version = model.state?.version;
  const key = `${version ?? ''} ${queryKey(query)}`;
  const whole = isWhole(query);
  const made = whole ? null : model.list?.key === queryKey(query) ? model.list : null;
  // Of a list that is being sorted the rows are only counted: there is no first one yet.
  const isSorting = query.order !== null && made?.phase !== 'done';
  const rows = whole ? (model.state?.rows ?? 0) : isSorting ? 0 : (made?.rows ?? 0);
  const isOver = whole
    ? model.state?.isIndexed === true
    : made?.phase === 'done' || made?.phase === 'stopped';

  const promote = (entry: Entry) => {
    if (lists.current.next !== entry) return;
    lists.current.shown?.pages.dispose();
    lists.current = { shown: entry, next: null };
    entry.pages.want(window.current);
    redraw(undefined);
  };

  const begin = (of: number): Entry => {
    const entry: Entry = {
      key,
      version: of,
      query,
      count: rows,
      error: null,
      pages: createRowPages({
        async load({ from, to, columns }) {
          const { find: text, columns: total } = asked.current;
          const reply = await host.call('page', {
            query,
            from,
            to,
            columns: { from: Math.min(columns.from, total), to: Math.min(columns.to, total) },
            find: text,
          });
          return reply.version === of ? reply.rows : null;
        },
        onChange() {
          entry.error = null;
          promote(entry);
          redrawSoon();
        },
        onError(error) {
          entry.error = reasonOf(error);
          promote(entry);
          redraw(undefined);
        },
      }),
    };
    return entry;
  };

  useEffect(() => {
    if (version === undefined) return;
    const { shown, next } = lists.current;
    next?.pages.dispose();
    if (shown?.version === version) {
      // Back to what is still shown: nothing to wait for.
      lists.current = { shown, next: shown.key === key ? null : begin(version) };
    } else {
      shown?.pages.dispose();
      lists.current = { shown: begin(version), next: null };
      lists.current.shown?.pages.setCount(rows);
      lists.current.shown?.pages.want(window.current);
    }
    redraw(undefined);
  }, [key]);

  useEffect(() => {
    const { shown, next } = lists.current;
    const entry = next ?? shown;
    if (entry?.key !== key) return;
    entry.count = rows;
    entry.pages.setCount(rows);
    if (next && rows > 0) {
      next.pages.want({ first: 0, last: FIRST_ROWS, blocks: window.current.blocks });
    } else if (next && (isOver || whole)) promote(next);
    redraw(undefined);
  }, [key, rows, isOver]);

  const looked = find && findKey(find);
  const lookedBefore = useRef(looked);
  useEffect(() => {
    if (lookedBefore.current === looked) return;
    lookedBefore.current = looked;
    lists.current.shown?.pages.refresh();
  }, [looked]);
  useEffect(
    () => () => {
      cancelAnimationFrame(frame.current);
      lists.current.shown?.pages.dispose();
      lists.current.next?.pages.dispose();
    },
    [],
  );

  const rowAt = useCallback((index: number) => lists.current.shown?.pages.at(index), []);
  const want = useCallback(
    ([first, last]: readonly [number, number], columns: readonly number[]) => {
      const blocks = new Set(columns.map((column) => Math.floor(column / BLOCK_COLUMNS)));
      window.current = { first, last, blocks: blocks.size > 0 ? [...blocks] : [0] };
      lists.current.shown?.pages.want(window.current);
    },
    [],
  );
  const retry = useCallback(() => {
    const { shown } = lists.current;
    if (!shown) return;
    shown.error = null;
    shown.pages.refresh();
    redraw(undefined);
  }, []);

  const { shown, next } = lists.current;
  return {
    key: shown?.key ?? key,
    query: shown?.query ?? query,
    count: shown?.count ?? rows,
    isComplete: isOver && (shown === null || shown.key === key),
    isBusy: next !== null,
    error: shown?.error ?? null,
    rowAt,
    want,
    retry,
  };
}

import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { ResultRowView, ResultsView } from '../../../shared/protocol.js';
import { Grid } from '../../common/grid/grid.js';
import type { GridHandle } from '../../common/grid/grid.js';
import type { GridColumn } from '../../common/grid/gridColumn.js';
import { ToneIcon } from '../../common/icon.js';
import { Notice } from '../../common/notice.js';
import { SplitPane } from '../../common/splitPane.js';
import { usePages } from '../../common/usePages.js';
import { RowDetail } from '../detail/rowDetail.js';
import { RowFilterBar } from './rowFilterBar.js';
import { shownColumns } from './shownColumns.js';
import type { Remembered } from '../resultsEditor.js';
import type { PageProps } from '../resultsTabs.js';

/** Narrower or wider than the usual column, in pixels. */
const COLUMN_WIDTHS: Readonly<Record<string, number>> = { orders: 84, feedback: 240 };

export function RowsPage({ view, host, kept, keep }: PageProps) {
  const details = useRef<HTMLDivElement>(null);
  const [matched, setMatched] = useState<number | null>(null);
  // Few rows may have large numbers.
  const [greatest, setGreatest] = useState(view.total);
  const grid = useRef<GridHandle | null>(null);
  const [active, setActive] = useState<number | null>(null);
  const [column, setColumn] = useState<number | null>(null);
  const { query, selected } = kept;
  const shown = useMemo(
    () => shownColumns(view.columns, kept.columns),
    [view.columns, kept.columns],
  );
  // The same columns are the same cells, however often the view is told anew.
  const ids = JSON.stringify(shown.map(({ id }) => id));

  const load = useCallback(
    async (from: number, to: number) => {
      const columns = shown.map(({ id }) => id);
      const reply = await host.call('rows', { ...query, from, to, columns });
      setMatched(reply.matched);
      setGreatest((known) => Math.max(known, view.total, ...reply.rows.map(({ row }) => row)));
      return reply.rows;
    },
    [host, query, ids],
  );
  const pages = usePages(load);
  useEffect(() => {
    // The first page says how many rows match; the table asks for the others.
    pages.want(0, 0);
  }, [load]);
  useEffect(() => pages.refresh(), [view.version]);

  // Filters, sorting and new rows move the selected row: ask where it is now.
  useEffect(() => {
    if (selected === null) {
      setActive(null);
      return;
    }
    let current = true;
    host.call('position', { ...query, id: selected }).then(
      ({ position }) => current && setActive(position === null ? null : position - 1),
      () => undefined,
    );
    return () => void (current = false);
  }, [host, query, selected, view.version]);

  const activate = (index: number) => {
    setActive(index);
    const row = pages.at(index);
    if (row) keep({ selected: row.id });
    else pendingIndex.current = index;
  };
  // A row that isn't here yet (End, Page Down) is selected when it arrives.
  const pendingIndex = useRef<number | null>(null);
  const pendingRow = pendingIndex.current === null ? undefined : pages.at(pendingIndex.current);
  useEffect(() => {
    if (!pendingRow) return;
    pendingIndex.current = null;
    keep({ selected: pendingRow.id });
  }, [pendingRow]);

  const columns = useMemo(() => gridColumns(shown, query), [shown, query]);
  const wantRows = useCallback(
    ([first, last]: readonly [number, number]) => pages.want(first, last),
    [pages],
  );
  const count = matched ?? (view.loaded ? 0 : Math.min(view.total, 50));
  // Once for each place: where the row stands may be told before how many rows there are now.
  const revealed = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (active === revealed.current || (active !== null && active >= count)) return;
    revealed.current = active;
    if (active !== null) grid.current?.reveal({ row: active, column: null });
  }, [active, count]);
  const step = (by: number) => {
    const next = (active ?? -1) + by;
    if (next >= 0 && next < count) activate(next);
  };

  return (
    <div class="view fill">
      <RowFilterBar
        view={view}
        host={host}
        query={query}
        matched={matched}
        shown={shown}
        onQuery={(change) => keep({ query: { ...query, ...change }, scrollTop: 0 })}
        onColumns={(columns) => keep({ columns })}
      />
      {pages.error !== null && (
        <div class="banner" role="alert">
          <span class="codicon codicon-error tone-error" aria-hidden="true" />
          {pages.error}
          <button class="link" onClick={() => pages.refresh()}>
            Retry
          </button>
        </div>
      )}
      <SplitPane
        share={kept.share}
        onShare={(share) => keep({ share })}
        main={
          <Grid
            label="Judged rows"
            count={count}
            columns={columns}
            rowAt={pages.at}
            numberOf={numberOf}
            greatest={greatest}
            active={{ row: active, column }}
            onActivate={(place) => {
              setColumn(place.column);
              if (place.row !== null && place.row !== active) activate(place.row);
            }}
            onOpen={() => details.current?.focus()}
            onVisible={wantRows}
            handle={grid}
            onSort={(column) => keep({ query: sortedBy(query, column) })}
            widths={kept.widths}
            onWidths={(widths) => keep({ widths })}
            start={{ top: kept.scrollTop, left: 0 }}
            onScroll={({ top }) => keep({ scrollTop: top })}
            empty={
              <NoRows
                view={view}
                onAll={() => keep({ query: { ...query, filters: [], where: [], search: '' } })}
              />
            }
          />
        }
        side={
          <RowDetail
            host={host}
            view={view}
            id={selected}
            kept={kept}
            keep={keep}
            onStep={step}
            canStep={{ back: (active ?? 0) > 0, on: (active ?? -1) < count - 1 }}
            root={details}
          />
        }
      />
    </div>
  );
}

function NoRows({ view, onAll }: { view: ResultsView; onAll(): void }) {
  if (!view.loaded) return <Notice icon="loading" title="Reading the rows…" />;
  if (view.total > 0) {
    return (
      <Notice icon="filter" title="No row matches.">
        <button class="button secondary" onClick={onAll}>
          Show all rows
        </button>
      </Notice>
    );
  }
  const isPending = view.status === 'running' || view.status === 'queued';
  if (isPending) return <Notice icon="loading" title="Rows appear here as they are judged." />;
  return view.status === 'paused' ? (
    <Notice icon="debug-pause" title="No row yet. Rows appear here once the run is resumed." />
  ) : (
    <Notice icon="table" title="This run has no rows." />
  );
}

function numberOf(row: ResultRowView): number {
  return row.row;
}

/** By this column, the other way round, as in the dataset: what a click on its name does in turn. */
function sortedBy(query: Remembered['query'], column: string): Remembered['query'] {
  if (query.sort !== column) return { ...query, sort: column, descending: false };
  return query.descending
    ? { ...query, sort: 'row', descending: false }
    : { ...query, descending: true };
}

function gridColumns(
  shown: ResultsView['columns'],
  query: Remembered['query'],
): GridColumn<ResultRowView>[] {
  const sortOf = (id: string) =>
    query.sort !== id ? 'none' : query.descending ? 'descending' : 'ascending';
  const verdict: GridColumn<ResultRowView> = {
    id: 'verdict',
    label: 'verdict',
    width: 110,
    sort: sortOf('verdict'),
    cell: (row) => (
      <>
        <ToneIcon tone={row.tone} /> {row.verdict}
      </>
    ),
  };
  const others = shown.map(({ id, label, kind }, index): GridColumn<ResultRowView> => ({
    id,
    label,
    width: COLUMN_WIDTHS[id] ?? (kind === 'number' ? 110 : 160),
    numeric: kind === 'number',
    sort: sortOf(id),
    cell: (row) => row.cells[index] ?? '',
  }));
  return [verdict, ...others];
}

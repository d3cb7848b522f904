import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { t } from '../../../l10n/t.js';
import type { ResultRowView, ResultsView } from '../../../shared/protocol.js';
import { FaultBanner } from '../../common/faultBanner.js';
import { Grid } from '../../common/grid/grid.js';
import type { GridColumn } from '../../common/grid/gridColumn.js';
import { ToneIcon } from '../../common/icon.js';
import { Notice } from '../../common/notice.js';
import { SplitPane } from '../../common/splitPane.js';
import { useRowList } from '../../common/useRowList.js';
import { RowDetail } from '../detail/rowDetail.js';
import { RowFilterBar } from './rowFilterBar.js';
import { shownColumns } from './shownColumns.js';
import type { Remembered } from '../resultsEditor.js';
import type { PageProps } from '../resultsTabs.js';

/** Narrower or wider than the usual column, in pixels. */
const COLUMN_WIDTHS: Readonly<Record<string, number>> = { orders: 84, feedback: 240 };

export function RowsPage({ view, host, kept, keep }: PageProps) {
  const details = useRef<HTMLDivElement>(null);
  // Few rows may have large numbers.
  const [greatest, setGreatest] = useState(view.total);
  const [column, setColumn] = useState<number | null>(null);
  const { query, selected } = kept;
  const shown = useMemo(
    () => shownColumns(view.columns, kept.columns),
    [view.columns, kept.columns],
  );
  // The same columns are the same cells, however often the view is told anew.
  const ids = JSON.stringify(shown.map(({ id }) => id));
  const { pages, matched, count, active, activate, step, canStep, onVisible, grid } = useRowList({
    load: useCallback(
      async (from: number, to: number) => {
        const columns = shown.map(({ id }) => id);
        const reply = await host.call('rows', { ...query, from, to, columns });
        setGreatest((known) => Math.max(known, view.total, ...reply.rows.map(({ row }) => row)));
        return reply;
      },
      [host, query, ids],
    ),
    place: useCallback(
      (id: number) => host.call('position', { ...query, id }),
      [host, query, view.version],
    ),
    selected,
    onSelect: (id) => keep({ selected: id }),
    expected: view.loaded ? 0 : Math.min(view.total, 50),
  });
  useEffect(() => pages.refresh(), [view.version]);
  const columns = useMemo(() => gridColumns(shown, query), [shown, query]);

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
      <FaultBanner fault={pages.error} onRetry={() => pages.refresh()} />
      <SplitPane
        share={kept.share}
        onShare={(share) => keep({ share })}
        main={
          <Grid
            label={t('Judged rows')}
            count={count}
            columns={columns}
            rowAt={pages.at}
            numberOf={numberOf}
            context={rowContext}
            greatest={greatest}
            active={{ row: active, column }}
            onActivate={(place) => {
              setColumn(place.column);
              if (place.row !== null && place.row !== active) activate(place.row);
            }}
            onOpen={() => details.current?.focus()}
            onVisible={onVisible}
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
            canStep={canStep}
            root={details}
          />
        }
      />
    </div>
  );
}

function NoRows({ view, onAll }: { view: ResultsView; onAll(): void }) {
  if (!view.loaded) return <Notice icon="loading" title={t('Reading the rows…')} />;
  if (view.total > 0) {
    return (
      <Notice icon="filter" title={t('No row matches.')}>
        <button class="button secondary" onClick={onAll}>
          {t('Show all rows')}
        </button>
      </Notice>
    );
  }
  const isPending = view.status === 'running' || view.status === 'queued';
  if (isPending) return <Notice icon="loading" title={t('Rows appear here as they are judged.')} />;
  return view.status === 'paused' ? (
    <Notice icon="debug-pause" title={t('No row yet. Rows appear here once the run is resumed.')} />
  ) : (
    <Notice icon="table" title={t('This run has no rows.')} />
  );
}

/** For the menu of a row; one whose place in the dataset is not known has none. */
function rowContext({ id }: ResultRowView) {
  // Of a table nothing is cut, and nothing pasted into it.
  const isBare = { preventDefaultContextMenuItems: true };
  return id > 0 ? { webviewSection: 'gavelResultRow', gavelRow: id, ...isBare } : isBare;
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
    label: t('verdict'),
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

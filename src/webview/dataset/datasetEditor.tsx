import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type {
  DatasetRowView,
  DatasetView,
  SpecUse,
  datasetProtocol,
} from '../../shared/protocol.js';
import { Grid } from '../common/grid/grid.js';
import type { GridHandle } from '../common/grid/grid.js';
import type { GridColumn } from '../common/grid/gridColumn.js';
import type { Host } from '../common/host.js';
import { KeysHelp } from '../common/keysHelp.js';
import { reasonOf } from '../common/reasonOf.js';
import { Notice } from '../common/notice.js';
import { SplitPane } from '../common/splitPane.js';
import { usePages } from '../common/usePages.js';
import { DatasetStrip } from './datasetStrip.js';
import { RowFields } from './rowFields.js';

export type DatasetHost = Host<typeof datasetProtocol>;

const KEYS = [
  ['↑ ↓', 'Previous or next row; also k and j'],
  ['← →', 'Previous or next column'],
  ['Page Up', 'A screen up; Page Down: a screen down'],
  ['Home End', 'First or last row'],
  ['[ ]', 'Narrower or wider column'],
  ['Enter', 'To the row’s details; Escape: back to the table'],
] as const;

interface Remembered {
  readonly active: number | null;
  readonly scrollTop: number;
  readonly widths: Readonly<Record<string, number>>;
  readonly share: number;
}

type Loading =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly view: DatasetView }
  | { readonly state: 'failed'; readonly message: string };

export function DatasetEditor({ host }: { host: DatasetHost }) {
  const [file, setFile] = useState<{ name: string; bytes: number | null } | null>(null);
  const [loading, setLoading] = useState<Loading>({ state: 'loading' });
  const [uses, setUses] = useState<readonly SpecUse[]>([]);
  const [kept, setKept] = useState<Remembered>(() =>
    host.remembered<Remembered>({ active: null, scrollTop: 0, widths: {}, share: 38 }),
  );
  const keep = useCallback(
    (change: Partial<Remembered>) => setKept((old) => ({ ...old, ...change })),
    [],
  );
  useEffect(() => host.keep(kept), [kept]);

  const load = useCallback(() => {
    host.call('open', {}).then(
      ({ row, ...file }) => {
        setFile(file);
        if (row !== undefined) keep({ active: row - 1 });
      },
      () => undefined,
    );
    host.call('describe', {}).then(
      (view) => setLoading({ state: 'ready', view }),
      (error: unknown) => setLoading({ state: 'failed', message: reasonOf(error) }),
    );
    host.call('uses', {}).then(
      ({ specs }) => setUses(specs),
      () => setUses([]),
    );
  }, [host]);
  useEffect(load, [load]);
  useEffect(() => host.on('changed', load), [host, load]);
  useEffect(() => host.on('showRow', ({ row }) => keep({ active: row - 1 })), [host, keep]);

  return (
    <main class="view">
      <DatasetStrip
        file={file}
        view={loading.state === 'ready' ? loading.view : null}
        uses={uses}
        host={host}
      />
      {loading.state === 'loading' && <Notice icon="loading" title="Reading the file…" />}
      {loading.state === 'failed' && (
        <Notice icon="error" title={loading.message}>
          <div class="actions">
            <button
              class="button"
              onClick={() => {
                setLoading({ state: 'loading' });
                load();
              }}
            >
              Retry
            </button>
            <button class="button secondary" onClick={() => void host.call('openText', {})}>
              Open as text
            </button>
          </div>
        </Notice>
      )}
      {loading.state === 'ready' && (
        <DatasetTable host={host} view={loading.view} kept={kept} keep={keep} />
      )}
      <KeysHelp keys={KEYS} />
    </main>
  );
}

interface TableProps {
  readonly host: DatasetHost;
  readonly view: DatasetView;
  readonly kept: Remembered;
  keep(change: Partial<Remembered>): void;
}

function DatasetTable({ host, view, kept, keep }: TableProps) {
  const details = useRef<HTMLDivElement>(null);
  // A new description is a new list: the rows may be others.
  const [problem, setProblem] = useState<string | null>(null);
  const loadRows = useCallback(
    async (from: number, to: number) => {
      const reply = await host.call('rows', { from, to: Math.min(to, view.rows) });
      setProblem(reply.problem);
      return reply.rows;
    },
    [host, view],
  );
  const pages = usePages(loadRows);
  const fault = pages.error ?? problem;
  const columns = useMemo(() => gridColumns(view), [view]);
  const grid = useRef<GridHandle | null>(null);
  const [column, setColumn] = useState<number | null>(null);
  const wantRows = useCallback(
    ([first, last]: readonly [number, number]) => pages.want(first, last),
    [pages],
  );
  const active = kept.active !== null && kept.active < view.rows ? kept.active : null;

  useLayoutEffect(() => {
    if (active !== null) grid.current?.reveal({ row: active, column: null });
  }, [active]);

  return (
    <SplitPane
      share={kept.share}
      onShare={(share) => keep({ share })}
      main={
        <>
          {fault !== null && (
            <div class="banner" role="alert">
              <span class="codicon codicon-error tone-error" aria-hidden="true" />
              {fault}
              <button class="link" onClick={() => pages.refresh()}>
                Retry
              </button>
            </div>
          )}
          <Grid
            label="Rows of the dataset"
            count={view.rows}
            columns={columns}
            rowAt={pages.at}
            numberOf={numberOf}
            active={{ row: active, column }}
            onActivate={(place) => {
              setColumn(place.column);
              keep({ active: place.row });
            }}
            handle={grid}
            onOpen={() => details.current?.focus()}
            onVisible={wantRows}
            widths={kept.widths}
            onWidths={(widths) => keep({ widths })}
            start={{ top: kept.scrollTop, left: 0 }}
            onScroll={({ top }) => keep({ scrollTop: top })}
            empty={
              <Notice icon="table" title="This dataset has no rows.">
                <p>
                  A CSV file needs a header and a row below it; a JSONL file one object per line.
                </p>
                <button class="button secondary" onClick={() => void host.call('openText', {})}>
                  Open as text
                </button>
              </Notice>
            }
          />
        </>
      }
      side={
        <RowFields
          host={host}
          row={active === null ? null : active + 1}
          view={view}
          root={details}
        />
      }
    />
  );
}

function numberOf(row: DatasetRowView): number {
  return row.row;
}

function gridColumns(view: DatasetView): GridColumn<DatasetRowView>[] {
  return view.columns.map((column, index) => ({
    id: column.name,
    label: column.name,
    width: columnWidth(column),
    numeric: column.kind === 'number',
    cell: (row) => {
      const text = row.cells[index];
      return text === null || text === undefined ? <span class="muted">—</span> : text;
    },
  }));
}

/** As wide as the first rows need, within reason; a character is about 7 pixels wide. */
function columnWidth({ name, length }: DatasetView['columns'][number]): number {
  return Math.min(300, Math.max(56, 28 + 7 * Math.max(name.length, length)));
}

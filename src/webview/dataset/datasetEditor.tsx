import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { t } from '../../l10n/t.js';
import { FaultBanner } from '../common/faultBanner.js';
import type { GridHandle } from '../common/grid/grid.js';
import { KeysHelp } from '../common/keysHelp.js';
import { Failed } from '../common/waitingPages.js';
import { SplitPane } from '../common/splitPane.js';
import { RowDetail } from './detail/rowDetail.js';
import { FindWidget } from './find/findWidget.js';
import { useFindSteps, useFinding } from './find/useFind.js';
import { datasetKeys } from './keys.js';
import { FilterBar } from './query/filterBar.js';
import type { FormRequest } from './query/filterBar.js';
import { FilterForm } from './query/filterForm.js';
import { ALL_ROWS, changeFilter, isWhole, withFilter } from './query/rowQuery.js';
import { DatasetStrip } from './strip/datasetStrip.js';
import { PartialBanner } from './strip/partialBanner.js';
import { DatasetTable } from './table/datasetTable.js';
import { EmptyTable } from './table/emptyTable.js';
import { GoToRow } from './table/goToRow.js';
import { useCursor } from './table/useCursor.js';
import { useShownList } from './table/useShownList.js';
import { useTableColumns } from './table/useTableColumns.js';
import { useCommands } from './useCommands.js';
import { useDataset, useListOf } from './useDataset.js';
import type { DatasetHost } from './useDataset.js';
import { useKept } from './useKept.js';
import { useSaid } from './useSaid.js';
import { useShortcuts } from './useShortcuts.js';

/** The editor of a dataset: strip, filters, table, and the active row in full. */
export function DatasetEditor({ host }: { host: DatasetHost }) {
  const keeping = useKept(host);
  const { kept, keep } = keeping;
  const grid = useRef<GridHandle | null>(null);
  const details = useRef<HTMLDivElement>(null);
  const seen = useRef<readonly [number, number]>([0, -1]);
  const [form, setForm] = useState<FormRequest | null>(null);
  const [going, setGoing] = useState<{ readonly missing: number | null } | null>(null);
  const [asked, setAsked] = useState(0);
  const [said, say] = useSaid();

  const showRow = useRef<(row: number) => void>(() => undefined);
  const dataset = useDataset(host, (row) => showRow.current(row));
  const { model } = dataset;
  useListOf(dataset, kept.query);
  const finding = useFinding(kept);
  const list = useShownList(host, model, { query: kept.query, find: finding.find });
  const hidden = useMemo(() => new Set(kept.hidden), [kept.hidden]);
  const someRows = () => {
    const [first, last] = seen.current;
    const indexes = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
    return indexes.map(list.rowAt).filter((row) => row !== undefined);
  };
  const columns = useTableColumns({ model, kept, hidden, pattern: finding.pattern, someRows });
  const cursor = useCursor({ host, list, columns, kept, keep, grid });
  const steps = useFindSteps({ host, dataset, list, cursor, find: finding.find });
  const commands = useCommands({
    ...{ host, keeping, list, columns, cursor, seen },
    onForm: setForm,
    onMissing: (missing) => setGoing({ missing }),
    onSay: say,
  });
  showRow.current = (row) => commands.goTo(row);

  // Profiling reads all of the file: the first screen comes before.
  const isShown = list.count === 0 ? list.isComplete : list.rowAt(seen.current[0]) !== undefined;
  const isReadable = model.state !== null && model.state.failure === null;
  useEffect(() => {
    if (isReadable && isShown && model.survey === null) dataset.survey();
  }, [isReadable, isShown, model.survey]);
  useEffect(() => {
    if (model.changes > 0) say(t('The file has changed: its rows are read anew'));
  }, [model.changes]);

  // Another list begins at its top; back among all rows, the active one is in sight.
  const before = useRef({ key: list.key, version: model.state?.version });
  useLayoutEffect(() => {
    const version = model.state?.version;
    const isOther = before.current.key !== list.key && before.current.version === version;
    before.current = { key: list.key, version };
    if (!isOther) return;
    if (isWhole(list.query) && kept.row !== null) {
      grid.current?.reveal({ row: kept.row - 1, column: null });
    } else grid.current?.scrollTo({ top: 0 });
  }, [list.key]);

  const openFind = useCallback(() => {
    keep({ isFinding: true });
    setAsked((times) => times + 1);
  }, [keep]);
  const closeFind = () => {
    keep({ isFinding: false });
    grid.current?.focus();
  };
  useShortcuts({
    find: openFind,
    findStep(backwards) {
      if (kept.isFinding && finding.find) steps.step(backwards);
      else if (kept.find.text === '') return false;
      else keep({ isFinding: true });
      return true;
    },
    goToRow: () => setGoing({ missing: null }),
    copy() {
      if (cursor.selectedRows > 0) commands.copyRows('text');
      else if (kept.row !== null && cursor.column !== null)
        commands.copyCell(kept.row, cursor.column);
    },
    wrap: () => keep({ isWrapped: !kept.isWrapped }),
  });

  if (model.failure !== null && model.state === null) {
    return (
      <main class="view">
        <Failed title={model.failure} host={host} onRetry={dataset.open}>
          <button class="button secondary" onClick={() => commands.openText(null)}>
            {t('Open as text')}
          </button>
        </Failed>
      </main>
    );
  }

  const whole = isWhole(list.query);
  const scope = {
    rows: list.count,
    isWhole: whole,
    selected: cursor.selectedRows,
    column: cursor.column,
    isTrusted: model.file?.isTrusted ?? false,
    isEmpty: model.state?.rows === 0,
  };
  return (
    <main class="view">
      <DatasetStrip
        {...{ model, kept, keep, hidden, scope, commands }}
        onFind={openFind}
        onSurvey={dataset.survey}
        onStopSurvey={() => dataset.stop('survey')}
      />
      {model.partial && (
        <PartialBanner
          partial={model.partial}
          onMore={() => commands.act('loadMore', null)}
          onDownload={() => commands.act('download', null)}
        />
      )}
      <FilterBar
        model={model}
        query={kept.query}
        onQuery={commands.setQuery}
        onForm={setForm}
        onStop={() => {
          // Of a list that is being sorted there is nothing yet.
          if (kept.query.order) commands.sort(null);
          else dataset.stop('list');
        }}
        onGoOn={() => dataset.list(kept.query)}
      />
      <FaultBanner
        fault={model.state?.failure ?? list.error}
        onRetry={() => {
          dataset.open();
          list.retry();
        }}
      >
        <button class="link" onClick={() => commands.openText(null)}>
          {t('Open as text')}
        </button>
      </FaultBanner>
      <SplitPane
        share={kept.share}
        onShare={(share) => keep({ share })}
        main={
          <>
            {kept.isFinding && (
              <FindWidget
                find={kept.find}
                {...{ finding, steps, asked }}
                onFind={(find) => keep({ find })}
                onClose={closeFind}
              />
            )}
            {going && (
              <GoToRow
                rows={model.state?.rows ?? 0}
                missing={going.missing}
                onGo={(row) => {
                  setGoing(null);
                  commands.goTo(row);
                  grid.current?.focus();
                }}
                onShowAll={(row) => {
                  setGoing(null);
                  keep({ query: ALL_ROWS, row });
                }}
                onClose={() => {
                  setGoing(null);
                  grid.current?.focus();
                }}
              />
            )}
            <DatasetTable
              {...{ model, list, columns, cursor, keeping, scope, commands, grid, seen }}
              onOpen={() => details.current?.focus()}
              empty={
                <EmptyTable
                  model={model}
                  query={kept.query}
                  onShowAll={() => commands.setQuery(ALL_ROWS)}
                  onText={() => commands.openText(null)}
                />
              }
            />
          </>
        }
        side={
          <RowDetail
            {...{ host, hidden, kept, keep, commands }}
            row={model.state && kept.row}
            version={model.state?.version ?? 0}
            isListed={whole || list.isBusy || cursor.place.row !== null}
            column={cursor.column ?? kept.column}
            pattern={finding.pattern}
            root={details}
            onStep={cursor.step}
            onStepColumn={cursor.stepColumn}
            onLeave={() => grid.current?.focus()}
          />
        }
      />
      {form && (
        <FilterForm
          key={`${form.index ?? 'new'}`}
          anchor={form.anchor}
          draft={form.draft}
          columns={model.state?.columns ?? []}
          isChange={form.index !== null}
          onDone={(filter) => {
            const { query } = kept;
            commands.setQuery(
              form.index === null
                ? withFilter(query, filter)
                : changeFilter(query, form.index, filter),
            );
          }}
          onClose={() => setForm(null)}
        />
      )}
      <p class={`said${said === '' ? ' silent' : ''}`} role="status">
        {said}
      </p>
      <KeysHelp keys={datasetKeys()} />
    </main>
  );
}

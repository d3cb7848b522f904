import { useCallback, useMemo, useRef } from 'preact/hooks';
import { plural, t } from '../../l10n/t.js';
import type { ComparedRowView, ComparisonView } from '../../shared/compareProtocol.js';
import { FaultBanner } from '../common/faultBanner.js';
import { Grid } from '../common/grid/grid.js';
import type { GridColumn } from '../common/grid/gridColumn.js';
import { ToneIcon } from '../common/icon.js';
import { Notice } from '../common/notice.js';
import { SplitPane } from '../common/splitPane.js';
import { useRowList } from '../common/useRowList.js';
import { columnLabel, formatCount } from '../common/wording.js';
import { ComparedDetail } from './comparedDetail.js';
import type { CompareHost, Remembered } from './compareRuns.js';

interface ComparedTableProps {
  readonly comparison: ComparisonView;
  readonly host: CompareHost;
  readonly kept: Remembered;
  keep(change: Partial<Remembered>): void;
}

/** The rows of both runs, what changed first, and one of them in full. */
export function ComparedTable({ comparison, host, kept, keep }: ComparedTableProps) {
  const details = useRef<HTMLDivElement>(null);
  const { selected } = kept;
  const { version } = comparison;
  // What another comparison does not have filters nothing.
  const filters = useMemo(
    () => kept.filters.filter((id) => comparison.filters.some((filter) => filter.id === id)),
    [kept.filters, comparison],
  );
  const { pages, matched, count, active, activate, step, canStep, onVisible, grid } = useRowList({
    load: useCallback(
      (from: number, to: number) => host.call('rows', { filters, from, to }),
      [host, filters, version],
    ),
    place: useCallback(
      (id: string) => host.call('position', { filters, id }),
      [host, filters, version],
    ),
    selected,
    onSelect: (id) => keep({ selected: id }),
    expected: Math.min(comparison.total, 50),
  });
  const columns = useMemo(() => gridColumns(comparison), [comparison.columns]);

  return (
    <div class="view fill">
      <Chips
        comparison={comparison}
        filters={filters}
        matched={matched}
        onFilters={(next) => keep({ filters: next, scrollTop: 0 })}
      />
      <FaultBanner fault={pages.error} onRetry={() => pages.refresh()} />
      <SplitPane
        share={kept.share}
        onShare={(share) => keep({ share })}
        main={
          <Grid
            label={t('Compared rows')}
            count={count}
            columns={columns}
            rowAt={pages.at}
            numberOf={numberOf}
            active={{ row: active, column: null }}
            onActivate={({ row }) => row !== null && row !== active && activate(row)}
            onOpen={() => details.current?.focus()}
            onVisible={onVisible}
            handle={grid}
            widths={kept.widths}
            onWidths={(widths) => keep({ widths })}
            start={{ top: kept.scrollTop, left: 0 }}
            onScroll={({ top }) => keep({ scrollTop: top })}
            empty={<NoRows total={comparison.total} onAll={() => keep({ filters: [] })} />}
          />
        }
        side={
          <ComparedDetail
            host={host}
            id={selected}
            version={version}
            onStep={step}
            canStep={canStep}
            root={details}
          />
        }
      />
    </div>
  );
}

interface ChipsProps {
  readonly comparison: ComparisonView;
  readonly filters: readonly string[];
  readonly matched: number | null;
  onFilters(filters: readonly string[]): void;
}

function Chips({ comparison, filters, matched, onFilters }: ChipsProps) {
  const toggle = (id: string) =>
    onFilters(filters.includes(id) ? filters.filter((other) => other !== id) : [...filters, id]);
  return (
    <div class="filters">
      <div class="chips" role="group" aria-label={t('Filter rows')}>
        <button class="chip" aria-pressed={filters.length === 0} onClick={() => onFilters([])}>
          {t('all')} <span class="chip-count">{formatCount(comparison.total)}</span>
        </button>
        {comparison.filters.map(({ id, label, count, tone }) => (
          <button
            class="chip"
            key={id}
            aria-pressed={filters.includes(id)}
            onClick={() => toggle(id)}
          >
            <ToneIcon tone={tone} />
            {label} <span class="chip-count">{formatCount(count)}</span>
          </button>
        ))}
      </div>
      <span class="spacer" />
      <span class="muted numbers" role="status">
        {matched !== null && filters.length > 0
          ? plural(comparison.total, '{1} of {0} row', '{1} of {0} rows', formatCount(matched))
          : ''}
      </span>
    </div>
  );
}

function NoRows({ total, onAll }: { total: number; onAll(): void }) {
  if (total === 0) return <Notice icon="table" title={t('These runs have no rows.')} />;
  return (
    <Notice icon="filter" title={t('No row is so.')}>
      <button class="button secondary" onClick={onAll}>
        {t('Show all rows')}
      </button>
    </Notice>
  );
}

function numberOf({ row }: ComparedRowView): number {
  return row;
}

function gridColumns({ columns }: ComparisonView): GridColumn<ComparedRowView>[] {
  const verdict = (side: 'a' | 'b'): GridColumn<ComparedRowView> => ({
    id: `verdict-${side}`,
    label: side.toUpperCase(),
    width: 96,
    cell: (row) => {
      const shown = row[side];
      if (!shown) return '';
      return (
        <>
          <ToneIcon tone={shown.tone} /> {shown.text}
        </>
      );
    },
  });
  const text = (id: string, label: string, at: number): GridColumn<ComparedRowView> => ({
    id,
    label,
    width: 200,
    cell: (row) => row.cells[at] ?? '',
  });
  return [
    { id: 'change', label: t('change'), width: 104, cell: changeCell },
    verdict('a'),
    verdict('b'),
    ...columns.map(({ id, label }, index) => text(`column-${id}`, columnLabel(label), index)),
    text('response-a', t('response in A'), columns.length),
    text('response-b', t('response in B'), columns.length + 1),
  ];
}

function changeCell({ change, tone, rowA }: ComparedRowView) {
  return (
    <span {...(rowA !== null && { title: t('Row {0} of A', rowA) })}>
      <ToneIcon tone={tone} /> {change}
    </span>
  );
}

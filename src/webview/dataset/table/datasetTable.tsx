import { useCallback, useMemo, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { t } from '../../../l10n/t.js';
import { Grid } from '../../common/grid/grid.js';
import type { GridHandle } from '../../common/grid/grid.js';
import type { GridColumn } from '../../common/grid/gridColumn.js';
import { Icon } from '../../common/icon.js';
import { Menu } from '../../common/menu.js';
import type { MenuEntry } from '../../common/menu.js';
import { anchorOf, pointAnchor } from '../../common/popover.js';
import type { Anchor } from '../../common/popover.js';
import type { DatasetCommands } from '../datasetCommands.js';
import type { DatasetModel } from '../datasetModel.js';
import { rowHeightOf } from '../kept.js';
import { nextOrder } from '../query/rowQuery.js';
import { ColumnHead, HEAD_HEIGHT } from '../profile/columnHead.js';
import type { ActionScope } from '../strip/actionEntries.js';
import type { KeptState } from '../useKept.js';
import { cellMenu } from './cellMenu.js';
import { columnMenu } from './columnMenu.js';
import type { ShownRow } from './rowPages.js';
import type { TableColumn } from './tableColumns.js';
import type { Cursor } from './useCursor.js';
import type { ShownList } from './useShownList.js';

interface DatasetTableProps {
  readonly model: DatasetModel;
  readonly list: ShownList;
  readonly columns: readonly TableColumn[];
  readonly cursor: Cursor;
  readonly keeping: KeptState;
  readonly scope: ActionScope;
  readonly commands: DatasetCommands;
  readonly grid: { current: GridHandle | null };
  /** Told: first and last row that are drawn, from 0. */
  readonly seen: { current: readonly [number, number] };
  onOpen(): void;
  /** Shown where there are no rows. */
  readonly empty: ComponentChildren;
}

interface OpenMenu {
  /** The column whose head it belongs to. */
  readonly column: string | null;
  readonly label: string;
  readonly anchor: Anchor;
  readonly entries: readonly MenuEntry[];
}

/** The rows: a grid whose heads tell what is in the columns. */
export function DatasetTable(props: DatasetTableProps) {
  const { model, list, columns, cursor, keeping, commands, scope, seen } = props;
  const { kept, keep, keepScroll } = keeping;
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const menuOf = menu?.column ?? null;
  const { profile, survey } = model;

  const want = useCallback(
    (rows: readonly [number, number], [first, last]: readonly [number, number]) => {
      seen.current = rows;
      list.want(
        rows,
        columns.slice(first, last + 1).map((column) => column.index),
      );
    },
    // Another list needs its rows even where the same ones are on the screen.
    [list.want, list.key, columns, seen],
  );

  const { order } = kept.query;
  const openColumnMenu = useCallback(
    (column: GridColumn<ShownRow>, anchor: Anchor) => {
      const { isTrusted } = scope;
      const entries = columnMenu({ column: column.id, order, anchor, commands, isTrusted });
      setMenu({ column: column.id, label: t('Menu of {0}', column.label), anchor, entries });
    },
    [order, commands, scope.isTrusted],
  );
  const openMenu = (row: number | null, at: number, anchor: Anchor) => {
    const column = columns[at];
    if (row === null) {
      if (column) openColumnMenu(column, anchor);
      return;
    }
    const shown = list.rowAt(row);
    if (!shown) return;
    const isChosen = cursor.isSelected(row);
    if (!isChosen) cursor.activate({ row, column: at }, 'go');
    const of = isChosen ? scope : { ...scope, selected: 0 };
    const entries = cellMenu({ row: shown, column: column?.id ?? null, scope: of, commands });
    setMenu({ column: null, label: t('Menu of row {0}', shown.row), anchor, entries });
  };
  const menuOfCursor = () => {
    const at = cursor.place.column ?? 0;
    const head = document.querySelector(`.grid-head [data-column="${at}"]`);
    const column = columns[at];
    if (head && column) openColumnMenu(column, anchorOf(head));
  };

  const actions = useMemo(
    () => ({
      goTo: commands.goTo,
      filter: commands.addFilter,
      filterByCell: (row: number, column: string) => commands.filterByCell(row, column, false),
    }),
    [commands],
  );
  const isPending = (survey === null || survey.phase === 'running') && profile === null;
  const head = useCallback(
    (column: GridColumn<ShownRow>, isCurrent: boolean) => {
      const shown = column as TableColumn; // the table has no others
      return (
        <ColumnHead
          column={shown}
          isCurrent={isCurrent}
          profile={profile?.columns[shown.index]}
          rows={profile?.rows ?? 0}
          isPending={isPending}
          actions={actions}
          onSort={() => commands.sort(nextOrder({ filters: [], order }, column.id))}
          isMenuOpen={menuOf === column.id}
          onMenu={(anchor) =>
            menuOf === column.id ? setMenu(null) : openColumnMenu(column, anchor)
          }
        />
      );
    },
    [profile, isPending, actions, commands, order, menuOf, openColumnMenu],
  );
  const fit = useCallback((column: GridColumn<ShownRow>) => commands.fit(column.id), [commands]);

  return (
    <div
      class={`dataset-table${kept.isWrapped ? ' wrapped' : ''}`}
      style={{ '--lines': kept.lines }}
    >
      <Grid
        label={t('Rows of the dataset')}
        byCell
        count={list.count}
        greatest={model.state?.rows ?? list.count}
        columns={columns}
        rowAt={list.rowAt}
        numberOf={numberOf}
        mark={markOf}
        whole={wholeOf}
        active={cursor.place}
        isSelected={cursor.isSelected}
        onActivate={cursor.activate}
        onOpen={props.onOpen}
        onVisible={want}
        onKey={(key) => {
          if (key === 'selectAll') cursor.selectAll();
          else if (key === 'clear') cursor.clearSelection();
          else if (key === 'menu') menuOfCursor();
        }}
        onMenu={(row, column, point) => openMenu(row, column, pointAnchor(point))}
        onFit={fit}
        head={head}
        headHeight={HEAD_HEIGHT}
        rowHeight={rowHeightOf(kept)}
        widths={kept.widths}
        onWidths={(widths) => keep({ widths })}
        start={kept.scroll}
        onScroll={keepScroll}
        handle={props.grid}
        isBusy={list.isBusy}
        empty={props.empty}
      />
      {survey?.phase === 'running' && (
        <div class="survey-progress" style={{ top: `${HEAD_HEIGHT - 2}px` }} aria-hidden="true">
          <span style={{ width: `${100 * survey.share}%` }} />
        </div>
      )}
      {menu && (
        <Menu
          label={menu.label}
          anchor={menu.anchor}
          entries={menu.entries}
          onClose={() => setMenu(null)}
        />
      )}
    </div>
  );
}

function numberOf(row: ShownRow): number {
  return row.row;
}

function markOf(row: ShownRow) {
  if (row.notes.length === 0 && !row.isBroken) return null;
  const icon = (
    <span class={row.isBroken ? 'tone-error' : 'tone-warn'}>
      <Icon name={row.isBroken ? 'error' : 'warning'} />
    </span>
  );
  return { icon, text: row.notes.join(' ') || t('This row can’t be read.') };
}

function wholeOf(row: ShownRow): ComponentChildren {
  if (!row.isBroken) return undefined;
  const text = Object.values(row.blocks)[0]?.cells[0] ?? '';
  return <span class="cell-broken">{text === '' ? t('can’t be read') : text}</span>;
}

import { useEffect, useRef, useState } from 'preact/hooks';
import { plural, t } from '../../../l10n/t.js';
import type { ResultsView, RowQuery, resultsProtocol } from '../../../shared/protocol.js';
import type { Request } from '../../../shared/rpc.js';
import { ColumnChooser } from '../../common/columnChooser.js';
import { Icon, ToneIcon } from '../../common/icon.js';
import { isTyping } from '../../common/keysHelp.js';
import { MenuButton } from '../../common/menu.js';
import { anchorOf } from '../../common/popover.js';
import { formatCount } from '../../common/wording.js';
import type { ResultsHost } from '../resultsEditor.js';
import { ActiveFilters } from './activeFilters.js';
import { RowFilterForm } from './rowFilterForm.js';
import type { FormRequest } from './rowFilterForm.js';
import { RowSearch } from './rowSearch.js';

type ShownRowsAction = Request<typeof resultsProtocol, 'shownRowsAct'>['action'];

interface RowFilterBarProps {
  readonly view: ResultsView;
  readonly host: ResultsHost;
  readonly query: RowQuery;
  /** Rows that match; null until known. */
  readonly matched: number | null;
  readonly shown: ResultsView['columns'];
  onQuery(change: Partial<RowQuery>): void;
  onColumns(ids: readonly string[]): void;
}

/** Which rows the table shows: how they ended, what else is asked of them, a text. */
export function RowFilterBar(props: RowFilterBarProps) {
  const { view, host, query, matched, shown, onQuery, onColumns } = props;
  const [form, setForm] = useState<FormRequest | null>(null);
  const add = useRef<HTMLButtonElement>(null);
  const where = query.where ?? [];
  const isWhole = query.filters.length === 0 && where.length === 0;
  const toggle = (id: string) => onQuery({ filters: toggled(query.filters, id) });
  const openForm = (index: number | null, element: Element) =>
    setForm({ anchor: anchorOf(element), index });

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'f' || isTyping(event.target)) return;
      if (event.ctrlKey || event.metaKey || event.altKey || !add.current) return;
      event.preventDefault();
      openForm(null, add.current);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  return (
    <div class="row-filters">
      <div class="filters">
        <div class="chips" role="group" aria-label={t('Filter rows')}>
          <button
            class="chip"
            aria-pressed={isWhole}
            onClick={() => onQuery({ filters: [], where: [] })}
          >
            {t('All')} <span class="chip-count">{formatCount(view.total)}</span>
          </button>
          {view.filters.map((filter) => (
            <button
              class="chip"
              key={filter.id}
              aria-pressed={query.filters.includes(filter.id)}
              onClick={() => toggle(filter.id)}
            >
              <ToneIcon tone={filter.tone} />
              {filter.label} <span class="chip-count">{formatCount(filter.count)}</span>
            </button>
          ))}
          <button
            class="tool"
            ref={add}
            aria-haspopup="dialog"
            aria-expanded={form !== null && form.index === null}
            title={t('Filter by a condition, a label, a kind of error (f)')}
            onClick={(event) => (form ? setForm(null) : openForm(null, event.currentTarget))}
          >
            <Icon name="add" />
            {t('Filter')}
          </button>
        </div>
        <span class="spacer" />
        <span class="muted filters-count" role="status">
          {matched !== null && (!isWhole || query.search !== '')
            ? plural(view.total, '{1} of {0} row', '{1} of {0} rows', formatCount(matched))
            : ''}
        </span>
        {matched !== null && matched > 0 && <ShownRows host={host} query={query} />}
        <RowSearch text={query.search} onText={(search) => onQuery({ search })} />
        <Columns view={view} shown={shown} onColumns={onColumns} />
      </div>
      <ActiveFilters
        view={view}
        query={query}
        shown={shown}
        onQuery={onQuery}
        onEdit={(index, element) => openForm(index, element)}
      />
      {form && (
        <RowFilterForm
          request={form}
          view={view}
          host={host}
          query={query}
          onQuery={onQuery}
          onClose={() => setForm(null)}
        />
      )}
    </div>
  );
}

function toggled(filters: readonly string[], id: string): string[] {
  return filters.includes(id) ? filters.filter((other) => other !== id) : [...filters, id];
}

/** What can be done with the rows that the table shows. */
function ShownRows({ host, query }: Pick<RowFilterBarProps, 'host' | 'query'>) {
  const act = (action: ShownRowsAction) => () => {
    // The host says what failed.
    host.call('shownRowsAct', { ...query, action }).catch(() => undefined);
  };
  return (
    <MenuButton
      label={t('These rows')}
      title={t('What to do with the rows that are shown')}
      align="right"
      entries={() => [
        { kind: 'item', label: t('Label These Rows…'), run: act('label') },
        { kind: 'item', label: t('New Dataset from These Rows…'), run: act('dataset') },
        { kind: 'item', label: t('Copy Their Numbers'), run: act('copyNumbers') },
      ]}
    >
      {t('These rows')}
      <Icon name="chevron-down" />
    </MenuButton>
  );
}

function Columns({
  view,
  shown,
  onColumns,
}: Pick<RowFilterBarProps, 'view' | 'shown' | 'onColumns'>) {
  const ids = view.columns.map(({ id }) => id);
  const isShown = new Set(shown.map(({ id }) => id));
  const labels = new Map(view.columns.map(({ id, label }) => [id, label]));
  const change = (columns: readonly string[], isOn: boolean) =>
    onColumns(ids.filter((id) => (columns.includes(id) ? isOn : isShown.has(id))));
  return (
    <ColumnChooser
      columns={ids}
      labelOf={(id) => labels.get(id) ?? id}
      hidden={new Set(ids.filter((id) => !isShown.has(id)))}
      onHide={(columns) => change(columns, false)}
      onShow={(columns) => change(columns, true)}
    />
  );
}

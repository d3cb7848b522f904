import { plural, t } from '../../../l10n/t.js';
import type { ResultsView, RowQuery } from '../../../shared/protocol.js';
import { Icon, ToneIcon } from '../../common/icon.js';

interface ActiveFiltersProps {
  readonly view: ResultsView;
  readonly query: RowQuery;
  readonly shown: ResultsView['columns'];
  onQuery(change: Partial<RowQuery>): void;
  /** Changes the condition at a place. */
  onEdit(index: number, element: Element): void;
}

/** What is asked of the rows beside how they ended: each can be taken back. */
export function ActiveFilters({ view, query, shown, onQuery, onEdit }: ActiveFiltersProps) {
  const where = query.where ?? [];
  const common = new Set(view.filters.map(({ id }) => id));
  const others = query.filters.filter((id) => !common.has(id));
  const sorted = hiddenSort(view, query, shown);
  if (others.length + where.length === 0 && sorted === undefined) return null;
  return (
    <div class="active-filters" role="group" aria-label={t('Filters in use')}>
      {others.map((id) => {
        const { label, tone } = filterWords(view, id);
        return (
          <span class="removable" key={id}>
            <span class="removable-words">
              {tone && <ToneIcon tone={tone} />}
              <bdi class="clip">{label}</bdi>
            </span>
            <Remove
              what={label}
              onRemove={() => onQuery({ filters: query.filters.filter((other) => other !== id) })}
            />
          </span>
        );
      })}
      {where.map((condition, index) => (
        <span class="removable" key={condition}>
          <button
            class="removable-words"
            aria-label={t('Change: {0}', condition)}
            title={t('Change this condition')}
            onClick={(event) => onEdit(index, event.currentTarget)}
          >
            <bdi class="clip condition">{condition}</bdi>
          </button>
          <Remove
            what={condition}
            onRemove={() => onQuery({ where: where.filter((_other, at) => at !== index) })}
          />
        </span>
      ))}
      {sorted !== undefined && (
        <span class="removable">
          <span class="removable-words">
            <Icon name={query.descending ? 'arrow-down' : 'arrow-up'} />
            <span class="muted">{t('sorted by')}</span> <bdi class="clip">{sorted}</bdi>
          </span>
          <Remove
            what={t('the order by {0}', sorted)}
            onRemove={() => onQuery({ sort: 'row', descending: false })}
          />
        </span>
      )}
      {others.length + where.length > 1 && (
        <button
          class="tool"
          onClick={() =>
            onQuery({ filters: query.filters.filter((id) => common.has(id)), where: [] })
          }
        >
          <Icon name="clear-all" />
          {t('Clear these')}
        </button>
      )}
    </div>
  );
}

function Remove({ what, onRemove }: { readonly what: string; onRemove(): void }) {
  return (
    <button
      class="icon-button removable-button"
      aria-label={t('Remove: {0}', what)}
      title={t('Remove')}
      onClick={onRemove}
    >
      <Icon name="close" />
    </button>
  );
}

type Tone = ResultsView['filters'][number]['tone'];

function filterWords(
  { moreFilters, distribution }: ResultsView,
  id: string,
): { readonly label: string; readonly tone?: Tone } {
  for (const { filters } of moreFilters) {
    const known = filters.find((filter) => filter.id === id);
    if (known) return known;
  }
  const bar = distribution?.bars.find(({ filter }) => filter === id);
  if (distribution && bar) {
    return { label: `${distribution.unit.toLowerCase()} ${bar.label}`, tone: bar.tone };
  }
  if (id.startsWith('rows:')) {
    return {
      label: plural(
        id.slice('rows:'.length).split(',').length,
        '{0} chosen row',
        '{0} chosen rows',
      ),
    };
  }
  const [, from, to] = /^score:([^:]+):([^:]+)/.exec(id) ?? [];
  if (from !== undefined) return { label: t('score {0}', from === to ? from : `${from}–${to}`) };
  return { label: id };
}

/** The column by which rows are sorted, where no head on screen says so. */
function hiddenSort(
  { columns }: ResultsView,
  { sort }: RowQuery,
  shown: ResultsView['columns'],
): string | undefined {
  if (sort === 'row' || sort === 'verdict' || shown.some(({ id }) => id === sort)) return undefined;
  return columns.find(({ id }) => id === sort)?.label;
}

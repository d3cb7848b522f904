import { plural, t } from '../../../l10n/t.js';
import { ROW_MARKS } from '../../../shared/datasetViews.js';
import type { FilterView, QueryView, SurveyView } from '../../../shared/datasetViews.js';
import { Fault, Icon } from '../../common/icon.js';
import { anchorOf } from '../../common/popover.js';
import type { Anchor } from '../../common/popover.js';
import { formatCount } from '../../common/wording.js';
import type { DatasetModel, Work } from '../datasetModel.js';
import { EMPTY_DRAFT, draftOf } from './filterDraft.js';
import type { FilterDraft } from './filterDraft.js';
import { filterSentence, filterWords } from './filterWords.js';
import { ALL_ROWS, changeFilter, isWhole, negated, queryKey, withFilter } from './rowQuery.js';

/** A form to be opened: for a new filter, or for the one at `index`. */
export interface FormRequest {
  readonly anchor: Anchor;
  readonly draft: FilterDraft;
  readonly index: number | null;
}

interface FilterBarProps {
  readonly model: DatasetModel;
  readonly query: QueryView;
  onQuery(query: QueryView): void;
  onForm(request: FormRequest): void;
  onStop(): void;
  onGoOn(): void;
}

/** Which rows the table shows, and in which order; what can be taken back is beside it. */
export function FilterBar({ model, query, onQuery, onForm, onStop, onGoOn }: FilterBarProps) {
  const { filters, order } = query;
  const marks = markedFilter(model.profile);
  const isOffered = marks !== null && !filters.some((filter) => filter.kind === 'marked');
  return (
    <div class="filters">
      <div class="filters-list" role="group" aria-label={t('Filters')}>
        {filters.map((filter, index) => (
          <FilterChip
            key={`${index} ${filterSentence(filter)}`}
            filter={filter}
            onChange={(next) => onQuery(changeFilter(query, index, next))}
            onEdit={(anchor, draft) => onForm({ anchor, draft, index })}
          />
        ))}
        {order && (
          <span class="removable">
            <span class="removable-words">
              <Icon name={order.descending ? 'arrow-down' : 'arrow-up'} />
              <span class="muted">{t('sorted by')}</span>{' '}
              <bdi class="filter-value clip">{order.column}</bdi>
            </span>
            <button
              class="icon-button removable-button"
              aria-label={t('Don’t sort by {0}', order.column)}
              title={t('In the order of the file')}
              onClick={() => onQuery({ ...query, order: null })}
            >
              <Icon name="close" />
            </button>
          </span>
        )}
        <button
          class="tool"
          aria-haspopup="dialog"
          onClick={(event) =>
            onForm({ anchor: anchorOf(event.currentTarget), draft: EMPTY_DRAFT, index: null })
          }
        >
          <Icon name="add" />
          {t('Filter')}
        </button>
        {isOffered && (
          <button class="tool" onClick={() => onQuery(withFilter(query, marks.filter))}>
            <span class="tone-warn">
              <Icon name="warning" />
            </span>
            {t('Rows with problems')}
            {marks.rows !== null && <span class="muted">{formatCount(marks.rows)}</span>}
          </button>
        )}
        {filters.length > 1 && (
          <button class="tool" onClick={() => onQuery({ ...ALL_ROWS, order })}>
            <Icon name="clear-all" />
            {t('Clear all')}
          </button>
        )}
      </div>
      <ListWords model={model} query={query} onStop={onStop} onGoOn={onGoOn} />
    </div>
  );
}

interface FilterChipProps {
  readonly filter: FilterView;
  /** Null: without it. */
  onChange(filter: FilterView | null): void;
  onEdit(anchor: Anchor, draft: FilterDraft): void;
}

function FilterChip({ filter, onChange, onEdit }: FilterChipProps) {
  const { column, verb, value } = filterWords(filter);
  const sentence = filterSentence(filter);
  const draft = draftOf(filter);
  const words = (
    <>
      {column !== null && <bdi class="filter-value clip">{column}</bdi>}{' '}
      <span class={column === null ? '' : 'muted'}>{verb}</span>{' '}
      {value !== null && <bdi class="filter-value clip">{value}</bdi>}
    </>
  );
  return (
    <span class="removable" title={sentence}>
      {draft ? (
        <button
          class="removable-words"
          aria-label={t('Change: {0}', sentence)}
          onClick={(event) => onEdit(anchorOf(event.currentTarget), draft)}
        >
          {words}
        </button>
      ) : (
        <span class="removable-words">{words}</span>
      )}
      <button
        class="icon-button removable-button"
        aria-label={t('The opposite of: {0}', sentence)}
        aria-pressed={filter.not === true}
        title={t('The opposite')}
        onClick={() => onChange(negated(filter))}
      >
        <Icon name="circle-slash" />
      </button>
      <button
        class="icon-button removable-button"
        aria-label={t('Remove: {0}', sentence)}
        title={t('Remove')}
        onClick={() => onChange(null)}
      >
        <Icon name="close" />
      </button>
    </span>
  );
}

type ListWordsProps = Pick<FilterBarProps, 'model' | 'query' | 'onStop' | 'onGoOn'>;

/** `1,234 of 5,000,000 rows`, and how far the list is while it is made. */
function ListWords({ model, query, onStop, onGoOn }: ListWordsProps) {
  const total = model.state?.rows ?? 0;
  if (isWhole(query) || !model.state) return <span class="list-words" role="status" />;
  const work = model.list?.key === queryKey(query) ? model.list : null;
  return (
    <span class="list-words">
      <span role="status" class={work?.phase === 'failed' ? 'clip' : 'muted'}>
        {work?.phase === 'failed' ? (
          <Fault words={work.failure ?? t('The list could not be made.')} />
        ) : (
          listWords(work, query, total)
        )}
      </span>
      {work?.phase === 'running' && (
        <>
          <progress max={1} value={work.share} aria-label={t('Of the rows gone through')} />
          <button class="link" onClick={onStop}>
            {t('Stop')}
          </button>
        </>
      )}
      {(work?.phase === 'stopped' || work?.phase === 'failed') && (
        <button class="link" onClick={onGoOn}>
          {work.phase === 'failed' ? t('Retry') : t('Go on')}
        </button>
      )}
    </span>
  );
}

function listWords(work: Work | null, { filters }: QueryView, total: number): string {
  if (!work) return '';
  const percent = `${Math.floor(100 * work.share)} %`;
  const rows = plural(total, '{1} of {0} row', '{1} of {0} rows', formatCount(work.rows));
  switch (work.phase) {
    case 'running':
      return filters.length === 0
        ? t('Sorting, {0}', percent)
        : t('{0}, {1} gone through', rows, percent);
    case 'stopped':
      return filters.length === 0 ? t('Sorting stopped') : t('{0}, stopped at {1}', rows, percent);
    default:
      return filters.length === 0 ? plural(total, '{0} row', '{0} rows') : rows;
  }
}

/** The filter for every row that something is odd about; null where there is none. */
function markedFilter(
  profile: SurveyView | null,
): { readonly filter: FilterView; readonly rows: number | null } | null {
  const there = profile?.marked.filter(({ rows }) => rows > 0) ?? [];
  if (there.length === 0) return null;
  // A row can have two marks: then nobody has counted the rows.
  const rows = there.length === 1 ? (there[0]?.rows ?? null) : null;
  return { filter: { kind: 'marked', marks: [...ROW_MARKS] }, rows };
}

import { t } from '../../../l10n/t.js';
import type { QueryView } from '../../../shared/datasetViews.js';
import { Notice } from '../../common/notice.js';
import type { DatasetModel } from '../datasetModel.js';
import { isWhole } from '../query/rowQuery.js';

interface EmptyTableProps {
  readonly model: DatasetModel;
  readonly query: QueryView;
  onShowAll(): void;
  onText(): void;
}

/** Why there are no rows, and what helps. */
export function EmptyTable({ model, query, onShowAll, onText }: EmptyTableProps) {
  const { state, list } = model;
  if (!state || (!state.isIndexed && state.rows === 0)) {
    return <Notice icon="loading" title={t('Reading the file…')} />;
  }
  if (!isWhole(query) && state.rows > 0) {
    if (list === null || list.phase === 'running') {
      const words =
        query.filters.length === 0 ? t('Sorting the rows…') : t('Looking through the rows…');
      return <Notice icon="loading" title={words} />;
    }
    const title =
      list.phase === 'failed'
        ? (list.failure ?? t('The list could not be made.'))
        : t('No row matches.');
    return (
      <Notice icon={list.phase === 'failed' ? 'error' : 'filter'} title={title}>
        <button class="button secondary" onClick={onShowAll}>
          {t('Show all rows')}
        </button>
      </Notice>
    );
  }
  return (
    <Notice icon="table" title={t('This dataset has no rows.')}>
      <p>{t('A CSV file needs a header and a row below it; a JSONL file one object per line.')}</p>
      <button class="button secondary" onClick={onText}>
        {t('Open as text')}
      </button>
    </Notice>
  );
}

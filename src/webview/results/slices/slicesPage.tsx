import { useCallback } from 'preact/hooks';
import { t } from '../../../l10n/t.js';
import { FailedNotice } from '../../common/failedNotice.js';
import { Icon } from '../../common/icon.js';
import { Notice } from '../../common/notice.js';
import { formatCount } from '../../common/wording.js';
import type { PageProps } from '../resultsTabs.js';
import { useReading } from '../useReading.js';
import { ColumnChooser } from './columnChooser.js';
import './slices.css';
import { SliceTable } from './sliceTable.js';

/** How groups of rows fare by a column, each against the rest; a click on one shows its rows. */
export function SlicesPage({ view, host, kept, keep }: PageProps) {
  const { column } = kept.slices;
  const { version } = view;
  const ask = useCallback(() => host.call('slices', { version, column }), [host, version, column]);
  const { reading, retry } = useReading(ask, version);
  if (reading.state === 'failed') {
    return <FailedNotice reason={reading.message} onRetry={retry} />;
  }
  const { known } = reading;
  if (!known) return <Progress done={reading.done} total={reading.total} />;
  const { columns, slices } = known;
  if (!slices) {
    return (
      <Notice
        icon="group-by-ref-type"
        title={
          view.total === 0
            ? t('Groups of rows appear here once rows are judged.')
            : t('No column holds short texts or numbers that rows could be grouped by.')
        }
      />
    );
  }
  const isStale = column !== null && column !== slices.column;
  return (
    <div class="slices" tabIndex={0} role="region" aria-label={t('Slices')}>
      <div class="slices-head">
        <ColumnChooser
          columns={columns}
          chosen={slices.column}
          onColumn={(name) => keep({ slices: { ...kept.slices, column: name } })}
        />
        <span class="muted slices-overall">
          {t('All rows (dotted line): {0} {1}', slices.rateName, slices.overallText)}
        </span>
      </div>
      {isStale && (
        <p class="muted">
          {columns.some(({ name }) => name === column)
            ? t(
                'Rows can’t be grouped by {0}: it holds long texts, or too many different ones.',
                column,
              )
            : t('The run has no column {0}.', column)}
        </p>
      )}
      <p class="slices-sentence" role="status">
        {slices.sentence}
      </p>
      {slices.warning !== null && (
        <p class="slices-warning">
          <span class="tone-warn">
            <Icon name="warning" />
          </span>{' '}
          {slices.warning}
        </p>
      )}
      <SliceTable
        slices={slices}
        order={kept.slices}
        onOrder={(order) => keep({ slices: { ...kept.slices, ...order } })}
        onGroup={({ where }) =>
          keep({
            page: 'rows',
            query: { ...kept.query, filters: [], search: '', where },
            scrollTop: 0,
          })
        }
      />
    </div>
  );
}

function Progress({ done, total }: { done: number; total: number | null }) {
  const of = total === null || total < done ? '' : t(' of {0}', formatCount(total));
  const title =
    done === 0 ? t('Reading the rows…') : t('Reading the rows: {0}{1}', formatCount(done), of);
  return <Notice icon="loading" title={title} />;
}

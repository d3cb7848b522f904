import { plural, t } from '../../../l10n/t.js';
import type { ResultsView } from '../../../shared/protocol.js';
import { ToneIcon } from '../../common/icon.js';
import { formatCount, formatShare } from '../../common/wording.js';

interface AccountingProps {
  readonly view: ResultsView;
  onFilter(filters: string[]): void;
}

/** How the rows ended, as a sum; below it why some have no verdict. Each part leads to its rows. */
export function Accounting({ view, onFilter }: AccountingProps) {
  if (view.accounting.length === 0) return <p class="accounting">{'\u00a0'}</p>;
  const { accounting, total, causes, failures } = view;
  return (
    <div class="accounting">
      <p>
        {accounting.map(({ id, label, count, tone }, index) => (
          <span class={count === 0 ? 'muted' : ''} key={id}>
            {index > 0 && <span class="muted"> + </span>}
            <ToneIcon tone={count === 0 ? 'neutral' : tone} />{' '}
            {count === 0 ? (
              `0 ${label}`
            ) : (
              <button
                class="link plain"
                title={plural(
                  total,
                  '{1} of {0} row: show only these',
                  '{1} of {0} rows: show only these',
                  formatShare(count, total) ?? '',
                )}
                onClick={() => onFilter([id])}
              >
                {formatCount(count)} {label}
              </button>
            )}
          </span>
        ))}
        <span class="muted"> = </span>
        {plural(total, '{0} row', '{0} rows')}
      </p>
      {causes.length > 0 && (
        <p class="causes" title={failures ?? ''}>
          <span class="muted">{t('What went wrong:')} </span>
          {causes.map(({ id, label, count }, index) => (
            <span key={id}>
              {index > 0 && <span class="muted"> · </span>}
              <button
                class="link plain"
                title={plural(count, 'Show only this row', 'Show only these {0} rows')}
                onClick={() => onFilter([id])}
              >
                {formatCount(count)} {label}
              </button>
            </span>
          ))}
        </p>
      )}
      {causes.length === 0 && failures !== null && <p class="muted">{failures}</p>}
    </div>
  );
}

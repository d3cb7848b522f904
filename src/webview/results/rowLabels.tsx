import { useEffect, useState } from 'preact/hooks';
import { t } from '../../l10n/t.js';
import type { RowLabelView } from '../../shared/results/labelsProtocol.js';
import { Icon } from '../common/icon.js';
import type { ResultsHost } from './resultsEditor.js';

/** What people said of a row, beside the judge's verdict; nothing for a row without a label. */
export function RowLabels({
  host,
  id,
  version,
}: {
  readonly host: ResultsHost;
  readonly id: number;
  readonly version: number;
}) {
  const [labels, setLabels] = useState<readonly RowLabelView[]>([]);
  useEffect(() => {
    let current = true;
    host.call('rowLabels', { id, version }).then(
      (reply) => current && setLabels(reply.labels),
      // The Judge page says why labels can't be read.
      () => current && setLabels([]),
    );
    return () => void (current = false);
  }, [host, id, version]);
  if (labels.length === 0) return null;
  return (
    <section class="block" aria-label={t('Labels by people')}>
      <h3 class="block-title">{t('People')}</h3>
      <ul>
        {labels.map(({ rater, verdict, note, differs }) => (
          <li key={rater}>
            <Icon name="person" /> {rater}: {verdict}
            {differs === true && <span class="tone-warn"> {t('· differs from the judge')}</span>}
            {differs === false && <span class="muted"> {t('· as the judge')}</span>}
            {note !== null && <p class="text">{note}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

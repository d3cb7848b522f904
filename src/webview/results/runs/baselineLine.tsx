import { useEffect, useState } from 'preact/hooks';
import { t } from '../../../l10n/t.js';
import type { BaselineView } from '../../../shared/results/specRunsProtocol.js';
import type { ResultsHost } from '../resultsEditor.js';
import { Delta } from './delta.js';

interface BaselineLineProps {
  readonly host: ResultsHost;
  /** Of the run: what is compared is known once it has ended. */
  readonly status: string;
}

/** How the run stands to the baseline of its spec; nothing where none is pinned. */
export function BaselineLine({ host, status }: BaselineLineProps) {
  const [baseline, setBaseline] = useState<BaselineView | null>(null);
  useEffect(() => {
    let current = true;
    const read = () => {
      host.call('baseline', {}).then(
        (reply) => current && setBaseline(reply.baseline),
        // The figures of the run stand without it; the page of runs says what is wrong.
        () => undefined,
      );
    };
    read();
    const stop = host.on('specRunsChanged', read);
    return () => {
      current = false;
      stop();
    };
  }, [host, status]);
  if (!baseline) return null;
  const { id, day, delta } = baseline;
  return (
    <p class="baseline">
      <button
        class="link"
        title={t('Compare both runs, row by row')}
        onClick={() => void host.call('specRunAct', { id, action: 'compare' })}
      >
        {t('vs baseline {0}', day)}
      </button>
      : <Delta delta={delta} />
    </p>
  );
}

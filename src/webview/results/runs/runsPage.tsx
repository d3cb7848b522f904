import { plural, t } from '../../../l10n/t.js';
import type { SpecRunsView } from '../../../shared/results/specRunsProtocol.js';
import { FailedNotice } from '../../common/failedNotice.js';
import { Notice } from '../../common/notice.js';
import type { ResultsHost } from '../resultsEditor.js';
import type { PageProps } from '../resultsTabs.js';
import { RunsTable } from './runsTable.js';
import './runs.css';
import { RunsTrend } from './runsTrend.js';
import { useSpecRuns } from './useSpecRuns.js';

/** Every run of this spec: how its figure went, what changed between them, and which is the baseline. */
export function RunsPage({ view, host }: PageProps) {
  const { reading, retry } = useSpecRuns(host, view.status);
  if (reading.state === 'reading') return <Notice icon="loading" title={t('Reading the runs…')} />;
  if (reading.state === 'failed') {
    return <FailedNotice reason={reading.message} onRetry={retry} />;
  }
  const { known } = reading;
  if (known.runs.length < 2) {
    const why =
      known.spec === null
        ? t(
            'This run was started elsewhere: without a spec here, no other run is one of its series.',
          )
        : t(
            'This is the only run of {0} so far. Run it again to see how its figure moves.',
            known.spec,
          );
    return (
      <Notice icon="history" title={why}>
        {view.actions.includes('rerun') && (
          <button class="button" onClick={() => void host.call('act', { action: 'rerun' })}>
            {t('Run again')}
          </button>
        )}
      </Notice>
    );
  }
  return <Series known={known} host={host} />;
}

function Series({ known, host }: { known: SpecRunsView; host: ResultsHost }) {
  return (
    <div class="runs" role="region" aria-label={t('Runs of this spec')} tabIndex={0}>
      <RunsTrend known={known} host={host} />
      <p class="muted runs-words">
        {plural(
          known.runs.length,
          '{0} run of {1}. {2}',
          '{0} runs of {1}. {2}',
          known.spec ?? '',
          known.hasBaseline
            ? t('Differences are this run minus the baseline, over the rows that both have judged.')
            : t('Pin one as the baseline to see here and in the tree how the others stand to it.'),
        )}
      </p>
      <RunsTable known={known} host={host} />
    </div>
  );
}

import { Fragment } from 'preact';
import { useCallback } from 'preact/hooks';
import { t } from '../../../l10n/t.js';
import type { RowsLink } from '../../../shared/results/judgeProtocol.js';
import { FailedNotice } from '../../common/failedNotice.js';
import { Notice } from '../../common/notice.js';
import { formatCount } from '../../common/wording.js';
import { LabelsPanel } from '../labelsPanel.js';
import type { PageProps } from '../resultsTabs.js';
import { useReading } from '../useReading.js';
import './judge.css';
import { JudgeNotes } from './judgeNotes.js';
import { JudgePanelView } from './judgePanel.js';
import { TruthChooser } from './truthChooser.js';

/** How far the judge can be trusted: the sentence, the figures behind it, and the rows to read. */
export function JudgePage({ view, host, kept, keep }: PageProps) {
  const { version } = view;
  const { truth } = kept;
  const ask = useCallback(() => host.call('judge', { version, truth }), [host, version, truth]);
  const { reading, retry } = useReading(ask, version);
  const toRows = ({ filters }: RowsLink) =>
    keep({ page: 'rows', query: { ...kept.query, filters, where: [], search: '' }, scrollTop: 0 });
  const toRow = (id: number) =>
    keep({
      page: 'rows',
      query: { ...kept.query, filters: [], where: [], search: '' },
      selected: id,
      scrollTop: 0,
    });

  if (reading.state === 'failed') {
    return <FailedNotice reason={reading.message} onRetry={retry} />;
  }
  const { known: judged } = reading;
  if (!judged) return <Reading done={reading.done} total={reading.total} />;
  if (judged.panels.length === 0) return <Notice icon="law" title={judged.trust} />;
  return (
    <div class="judge" tabIndex={0} role="region" aria-label={t('Reliability of the judge')}>
      <p class="judge-trust" role="status">
        {judged.trust}
      </p>
      {view.demo && (
        <p class="muted">
          {t('demo: a scripted judge gave these verdicts; they say nothing of any model.')}
        </p>
      )}
      {judged.panels.map((panel) => (
        <Fragment key={panel.id}>
          {panel.id === 'feedback' && (
            <LabelsPanel
              host={host}
              version={view.version}
              toRows={(filters) => toRows({ text: '', filters })}
            />
          )}
          <JudgePanelView
            panel={panel}
            toRows={toRows}
            toRow={toRow}
            onSave={(file) => void host.call('saveChart', file)}
          >
            {panel.id === 'truth' && (
              <TruthChooser
                truth={judged.truth}
                chosen={kept.truth}
                onTruth={(truth) => keep({ truth })}
              />
            )}
          </JudgePanelView>
        </Fragment>
      ))}
      <section class="judge-panel" aria-labelledby="judge-read-first">
        <h2 class="judge-title" id="judge-read-first">
          {t('Read these rows first')}
        </h2>
        {judged.readFirst.length === 0 ? (
          <p class="muted">
            {t(
              'No row stands out: orders, judgements, feedback and truth, as far as they are known, agree.',
            )}
          </p>
        ) : (
          <JudgeNotes label={t('Rows to read first')} notes={judged.readFirst} toRow={toRow} />
        )}
      </section>
    </div>
  );
}

function Reading({ done, total }: { done: number; total: number | null }) {
  const of = total === null || total < done ? '' : t(' of {0}', formatCount(total));
  return (
    <Notice icon="loading" title={t('Going through the judge’s verdicts…')}>
      <p>{done === 0 ? '\u00a0' : t('{0}{1} rows', formatCount(done), of)}</p>
    </Notice>
  );
}

import { t, tIn } from '../../../l10n/t.js';
import type {
  DeltaView,
  SpecRunView,
  SpecRunsView,
} from '../../../shared/results/specRunsProtocol.js';
import { Icon } from '../../common/icon.js';
import type { ResultsHost } from '../resultsEditor.js';
import { Delta } from './delta.js';
import { TableScroller } from '../../common/tableScroller.js';

/** A line for each run, newest first. */
export function RunsTable({ known, host }: { known: SpecRunsView; host: ResultsHost }) {
  return (
    <TableScroller label={t('Runs of this spec')}>
      <table class="runs-table" aria-label={t('Runs of this spec')}>
        <thead>
          <tr>
            <th scope="col">{tIn('noun', 'Run')}</th>
            <th scope="col">
              <span class="hidden">{t('Actions')}</span>
            </th>
            <th scope="col">{t('Figure')}</th>
            <th scope="col" class="number">
              {t('Rows')}
            </th>
            <th scope="col">{t('Changed since the run before')}</th>
            <th scope="col" class="number">
              {t('Cost')}
            </th>
            {known.hasBaseline && <th scope="col">{t('Against the baseline')}</th>}
          </tr>
        </thead>
        <tbody>
          {known.runs.map((run) => (
            <Line key={run.id} run={run} host={host} hasBaseline={known.hasBaseline} />
          ))}
        </tbody>
      </table>
    </TableScroller>
  );
}

interface LineProps {
  readonly run: SpecRunView;
  readonly host: ResultsHost;
  readonly hasBaseline: boolean;
}

function Line({ run, host, hasBaseline }: LineProps) {
  const act = (action: 'open' | 'compare' | 'pin' | 'unpin') =>
    void host.call('specRunAct', { id: run.id, action });
  return (
    <tr class={run.isThis ? 'this-run' : ''} {...(run.isThis && { 'aria-current': 'true' })}>
      <th scope="row">
        {run.isThis ? (
          <>
            {run.when} <span class="muted">{t('this run')}</span>
          </>
        ) : (
          <button class="link" title={t('Open this run')} onClick={() => act('open')}>
            {run.when}
          </button>
        )}
        {run.notes.length > 0 && <span class="muted"> {run.notes.join(' · ')}</span>}
      </th>
      <td class="runs-tools">
        <button
          class="tool"
          aria-label={t('Compare with the run of {0}', run.when)}
          title={run.isThis ? t('This is the run itself') : t('Compare with this run')}
          disabled={run.isThis}
          onClick={() => act('compare')}
        >
          <Icon name="diff" />
        </button>
        <button
          class="tool"
          aria-label={t('Baseline: the run of {0}', run.when)}
          aria-pressed={run.isBaseline}
          aria-disabled={run.unpinnable !== null && !run.isBaseline}
          title={
            run.isBaseline ? t('Unpin this baseline') : (run.unpinnable ?? t('Pin as baseline'))
          }
          onClick={() => {
            if (run.isBaseline) act('unpin');
            else if (run.unpinnable === null) act('pin');
          }}
        >
          <Icon name={run.isBaseline ? 'pinned' : 'pin'} />
        </button>
      </td>
      <td>
        {run.figure ?? <span class="muted">{t('no verdicts')}</span>}
        {run.status !== null && <span class="muted"> · {run.status}</span>}
      </td>
      <td class="number">{run.rows}</td>
      <td>
        {run.changes.length === 0 ? (
          <span class="muted">{t('nothing')}</span>
        ) : (
          <>
            {run.isNewSeries && (
              <span
                class="tone-warn"
                title={t('No series with the runs before: other verdicts or other rows')}
              >
                <Icon name="warning" />{' '}
              </span>
            )}
            <Changes changes={run.changes} />
          </>
        )}
      </td>
      <td class="number">{run.cost ?? <span class="muted">–</span>}</td>
      {hasBaseline && (
        <td class="runs-words-cell">
          {run.isBaseline ? <Pinned /> : <Against delta={run.delta} />}
        </td>
      )}
    </tr>
  );
}

function Changes({ changes }: Pick<SpecRunView, 'changes'>) {
  return (
    <>
      {changes.map(({ what, now }, index) => (
        <span key={what}>
          {index > 0 && ', '}
          {what}
          {now !== null && <span class="muted"> {now}</span>}
        </span>
      ))}
    </>
  );
}

function Pinned() {
  return (
    <>
      <Icon name="pinned" /> {t('baseline')}
    </>
  );
}

function Against({ delta }: { delta: DeltaView | null }) {
  return delta ? <Delta delta={delta} /> : <span class="muted">–</span>;
}

import { useCallback, useEffect } from 'preact/hooks';
import type { RefObject } from 'preact';
import { plural, t } from '../../../l10n/t.js';
import type { ResultDetail, ResultsView } from '../../../shared/protocol.js';
import { DatasetFields } from '../../common/datasetFields.js';
import { FailedNotice } from '../../common/failedNotice.js';
import { Icon, ToneIcon } from '../../common/icon.js';
import { Messages, requestLine } from '../../common/messages.js';
import { Notice } from '../../common/notice.js';
import { StepTools } from '../../common/stepTools.js';
import { TabStrip } from '../../common/tabStrip.js';
import { useFullRow } from '../../common/useFullRow.js';
import { formatCount } from '../../common/wording.js';
import type { Remembered, ResultsHost } from '../resultsEditor.js';
import { RowLabels } from '../rowLabels.js';
import { AskedAgain } from './askedAgain.js';
import { Responses } from './responses.js';
import { RowTools } from './rowTools.js';
import { Texts } from './texts.js';
import { useRejudged } from './useRejudged.js';
import type { Rejudged } from './useRejudged.js';

interface RowDetailProps {
  readonly host: ResultsHost;
  readonly view: ResultsView;
  /** The row's name; null where none is selected. */
  readonly id: number | null;
  readonly kept: Remembered;
  keep(change: Partial<Remembered>): void;
  onStep(by: number): void;
  readonly canStep: { readonly back: boolean; readonly on: boolean };
  readonly root: RefObject<HTMLDivElement | null>;
}

const allTabs = () =>
  [
    { id: 'verdict', label: t('Verdict') },
    { id: 'prompt', label: t('Prompt') },
    { id: 'raw', label: t('Raw') },
  ] as const;

/** One row in full: why it was judged as it was, what was asked, what came back. */
export function RowDetail(props: RowDetailProps) {
  const { host, view, id, kept, keep, root } = props;
  const { tab } = kept;
  const rejudged = useRejudged(host, id);
  const read = useCallback((row: number) => host.call('row', { id: row }), [host]);
  // Rows that ended change only when they are retried; one that isn't there may come with any change.
  const { detail, error, retry } = useFullRow({
    read,
    id,
    version: view.status,
    triedAgainAt: view.version,
  });
  useEffect(() => root.current?.scrollTo(0, 0), [id, tab]);

  if (id === null) {
    return (
      <Notice icon="list-selection" title={t('Select a row to see why it was judged as it was.')} />
    );
  }
  return (
    <section class="pane" aria-label={t('Details of the row')}>
      <header class="pane-head">
        <h2>{detail ? t('Row {0}', formatCount(detail.row)) : ' '}</h2>
        {detail && (
          <span class="clip">
            <ToneIcon tone={detail.tone} /> {detail.verdict}
          </span>
        )}
        <span class="spacer" />
        <RowTools
          host={host}
          view={view}
          id={id}
          isAsking={rejudged.isAsking}
          onRejudge={() => {
            keep({ tab: 'verdict' });
            rejudged.ask();
          }}
        />
        <StepTools onStep={props.onStep} canStep={props.canStep} />
      </header>
      <TabStrip
        label={t('Details')}
        panel="detail-panel"
        tabs={allTabs()}
        current={tab}
        onTab={(next) => keep({ tab: next })}
      />
      <div
        class="pane-body"
        id="detail-panel"
        ref={root}
        tabIndex={0}
        role="tabpanel"
        aria-labelledby={`detail-panel-${tab}`}
        onKeyDown={(event) => {
          if (event.key === 'Escape') document.querySelector<HTMLElement>('.grid')?.focus();
          if (event.key === 'j') props.onStep(1);
          if (event.key === 'k') props.onStep(-1);
          if (event.key === 'd') keep({ isDiffing: !kept.isDiffing });
        }}
      >
        {error !== null && <FailedNotice reason={error} onRetry={retry} />}
        {detail && tab === 'verdict' && (
          <>
            <RowLabels host={host} id={id} version={view.version} />
            <Verdict detail={detail} rejudged={rejudged} kept={kept} keep={keep} />
          </>
        )}
        {detail && tab === 'prompt' && <Prompts detail={detail} host={host} />}
        {detail && tab === 'raw' && <Raw detail={detail} />}
      </div>
    </section>
  );
}

interface VerdictProps extends Pick<RowDetailProps, 'kept' | 'keep'> {
  readonly detail: ResultDetail;
  readonly rejudged: Rejudged;
}

function Verdict({ detail, rejudged, kept, keep }: VerdictProps) {
  return (
    <>
      {detail.errors.map((error) => (
        <p class="fault" key={error}>
          <span class="tone-error">
            <Icon name="warning" />
          </span>{' '}
          {error}
        </p>
      ))}
      {detail.explanation !== null && <p class="explanation">{detail.explanation}</p>}
      <AskedAgain detail={detail} rejudged={rejudged} />
      <Responses detail={detail} kept={kept} keep={keep} />
      <DatasetFields fields={detail.inputs} />
    </>
  );
}

function Prompts({ detail, host }: { detail: ResultDetail; host: ResultsHost }) {
  if (detail.requestsProblem !== null) return <p class="muted">{detail.requestsProblem}</p>;
  return (
    <>
      {detail.requestsNote !== null && (
        <p class="muted note">
          <Icon name="info" /> {detail.requestsNote}
        </p>
      )}
      {detail.requests.map((request) => (
        <section class="block" key={request.role}>
          <h3 class="block-title">
            {request.title}
            <span class="block-note">{requestLine(request)}</span>
            <button
              class="tool"
              aria-label={t('Copy the messages of “{0}” as JSON', request.title)}
              title={t('Copy as JSON')}
              onClick={() =>
                void host.call('copy', { text: JSON.stringify(request.messages, null, 2) })
              }
            >
              <Icon name="copy" />
            </button>
          </h3>
          <Messages request={request} />
        </section>
      ))}
    </>
  );
}

function Raw({ detail }: { detail: ResultDetail }) {
  const facts = [
    detail.usage &&
      `${plural(detail.usage.prompt, '{0} prompt token', '{0} prompt tokens')}, ${plural(detail.usage.completion, '{0} completion token', '{0} completion tokens')}`,
    detail.duration,
    detail.cache,
    t('line {0} of {1}', formatCount(detail.line), 'results.jsonl'),
  ].filter((fact) => typeof fact === 'string');
  return (
    <>
      <p class="muted facts">{facts.join(' · ')}</p>
      <Texts texts={detail.raw.slice(0, -1)} />
      <Texts texts={detail.raw.slice(-1)} />
    </>
  );
}

import { useEffect, useState } from 'preact/hooks';
import type { ResultsView } from '../../shared/protocol.js';
import { Icon } from '../common/icon.js';
import { counted, formatCount, formatDuration } from '../common/wording.js';
import type { ResultsHost } from './resultsEditor.js';

type Action = ResultsView['actions'][number];

const ACTIONS: Record<
  Exclude<Action, 'goToSpec'>,
  { readonly icon: string; readonly label: string }
> = {
  cancel: { icon: 'debug-stop', label: 'Cancel' },
  resume: { icon: 'debug-continue', label: 'Resume' },
  rerun: { icon: 'debug-rerun', label: 'Run again' },
  openSpec: { icon: 'file-code', label: 'Open spec' },
  openInBrowser: { icon: 'link-external', label: 'Open in browser' },
  openText: { icon: 'go-to-file', label: 'Open as text' },
  save: { icon: 'save-as', label: 'Save as…' },
};

const STATUS_ICONS: Record<ResultsView['status'], readonly [icon: string, tone: string]> = {
  queued: ['clock', 'neutral'],
  running: ['loading', 'a'],
  paused: ['debug-pause', 'warn'],
  completed: ['pass', 'pass'],
  failed: ['error', 'error'],
  cancelled: ['circle-slash', 'neutral'],
};

/** Who and what: name, status, where it ran, who judged, and what can be done with it. */
export function ResultsHeader({ view, host }: { view: ResultsView; host: ResultsHost }) {
  const [icon, tone] = STATUS_ICONS[view.status];
  const act = (action: Action) => void host.call('act', { action });
  const isPending = view.status === 'running' || view.status === 'queued';
  const facts = [
    view.total > 0 && !isPending && counted(view.total, 'row'),
    view.backend,
    `${view.judge} as judge`,
    ...view.responders.map(({ name, who }) => (name === '' ? who : `${name}: ${who}`)),
  ].filter((fact) => typeof fact === 'string');

  return (
    <>
      <header class="run">
        <h1 class="run-name clip">{view.name}</h1>
        <span class="run-status">
          <span class={`tone-${tone}`}>
            <Icon name={icon} spin={view.status === 'running'} />
          </span>
          {view.status}
        </span>
        {view.demo && (
          <span
            class="demo"
            title="A scripted judge gave these verdicts: they say nothing of any model."
          >
            <Icon name="beaker" />
            demo: scripted verdicts
          </span>
        )}
        <span class="run-facts muted clip" title={facts.join(' · ')}>
          {!isPending && <Duration view={view} suffix=" · " />}
          {facts.join(' · ')}
        </span>
        <span class="spacer" />
        <span class="run-tools" role="toolbar" aria-label="Run">
          {view.actions.map((action) => (
            <button
              class="tool"
              key={action}
              onClick={() => act(action)}
              title={ACTIONS[action].label}
            >
              <Icon name={ACTIONS[action].icon} />
              <span class="tool-label">{ACTIONS[action].label}</span>
            </button>
          ))}
        </span>
      </header>
      {isPending && <Progress view={view} />}
      {view.reason !== null && (
        <div class="banner" role="alert">
          <span class={view.status === 'failed' ? 'tone-error' : 'tone-warn'}>
            <Icon name={view.status === 'failed' ? 'error' : 'warning'} />
          </span>
          <span>
            {view.reason}
            {view.said !== null && <span class="muted"> The service’s words: “{view.said}”</span>}
          </span>
          {view.reasonField !== null && (
            <button
              class="link"
              title={`Opens the spec at ${view.reasonField}`}
              onClick={() => act('openSpec')}
            >
              Go to the spec
            </button>
          )}
          {view.actions.includes('resume') && (
            <button class="link" onClick={() => act('resume')}>
              Resume
            </button>
          )}
        </div>
      )}
      {view.dryRun !== null && (
        <div class="banner" role="note">
          <span class="tone-neutral">
            <Icon name="debug-alt-small" />
          </span>
          <span>{view.dryRun}</span>
        </div>
      )}
      {view.warnings.map((warning) => (
        <div class="banner" role="note" key={warning}>
          <span class="tone-warn">
            <Icon name="warning" />
          </span>
          <span>{warning}</span>
        </div>
      ))}
    </>
  );
}

function Progress({ view }: { view: ResultsView }) {
  const { done, total, rowsPerSecond } = view.progress;
  const left = total !== null && rowsPerSecond ? ((total - done) / rowsPerSecond) * 1000 : null;
  return (
    <div class="progress">
      <progress
        aria-label="Rows judged"
        {...(total === null || total === 0 ? {} : { max: total, value: done })}
      />
      <span class="progress-words muted">
        {view.status === 'queued' && done === 0
          ? 'waiting to start'
          : total === null
            ? counted(done, 'row')
            : `${formatCount(done)} of ${counted(total, 'row')}`}
        <Duration view={view} prefix=" · " />
        {rowsPerSecond !== null && ` · ${rowsPerSecond.toFixed(1)} rows/s`}
        {left !== null && ` · about ${formatDuration(left)} left`}
      </span>
    </div>
  );
}

/** From start to end; counts on while the run does. */
function Duration({
  view,
  prefix = '',
  suffix = '',
}: {
  view: ResultsView;
  prefix?: string;
  suffix?: string;
}) {
  const isRunning = view.startedAt !== null && view.status === 'running';
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [isRunning]);

  if (view.startedAt === null) return null;
  const end = view.finishedAt !== null ? Date.parse(view.finishedAt) : isRunning ? now : null;
  if (end === null) return null;
  return <>{prefix + formatDuration(Math.max(0, end - Date.parse(view.startedAt))) + suffix}</>;
}

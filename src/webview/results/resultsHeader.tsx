import { plural, t } from '../../l10n/t.js';
import type { ResultsView } from '../../shared/protocol.js';
import { DemoBadge } from '../common/demoBadge.js';
import { Icon } from '../common/icon.js';
import type { ResultsHost } from './resultsEditor.js';
import { RunProgress, RunSaid } from './runProgress.js';
import { RunTools } from './runTools.js';

type Action = ResultsView['actions'][number];

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
  const isOpen = view.status === 'running' || view.status === 'queued' || view.status === 'paused';
  const facts = [
    !isOpen && view.took,
    !isOpen && view.total > 0 && plural(view.total, '{0} row', '{0} rows'),
    view.cost,
    view.backend,
    t('{0} as judge', view.judge),
    ...view.responders.map(({ name, who }) => (name === '' ? who : `${name}: ${who}`)),
    view.cache,
  ].filter((fact) => typeof fact === 'string');

  return (
    <>
      <header class="run">
        <h1 class="run-name clip" title={view.name}>
          {view.name}
        </h1>
        <span class="run-status">
          <span class={`tone-${tone}`}>
            <Icon name={icon} spin={view.status === 'running'} />
          </span>
          {view.statusWords}
        </span>
        {view.demo && <DemoBadge />}
        <span class="run-facts muted clip" title={facts.join(' · ')}>
          {facts.join(' · ')}
        </span>
        <span class="spacer" />
        <RunTools actions={view.actions} onAct={act} />
      </header>
      <RunSaid view={view} />
      {isOpen && <RunProgress view={view} />}
      {view.reason !== null && (
        <div class="banner" role="alert">
          <span class={view.status === 'failed' ? 'tone-error' : 'tone-warn'}>
            <Icon name={view.status === 'failed' ? 'error' : 'warning'} />
          </span>
          <span>
            {view.reason}
            {view.said !== null && (
              <span class="muted"> {t('The service’s words: “{0}”', view.said)}</span>
            )}
          </span>
          {view.reasonField !== null && (
            <button
              class="link"
              title={t('Opens the spec at {0}', view.reasonField)}
              onClick={() => act('openSpec')}
            >
              {t('Go to the spec')}
            </button>
          )}
          {view.actions.includes('resume') && (
            <button class="link" onClick={() => act('resume')}>
              {t('Resume')}
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
    </>
  );
}

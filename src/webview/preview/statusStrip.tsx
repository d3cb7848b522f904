import { plural, t } from '../../l10n/t.js';
import { Icon } from '../common/icon.js';
import { formatCount } from '../common/wording.js';
import type { Good, PreviewHost, Problem } from './previewState.js';

interface StatusStripProps {
  readonly problem: Problem | null;
  readonly good: Good | null;
  /** Why the extension could not be asked. */
  readonly failure: string | null;
  /** What was done last, e.g. copied. */
  readonly said: string | null;
  readonly host: PreviewHost;
  onRetry(): void;
}

/**
 * One line below the messages, always there, so that nothing moves when someone types: what is wrong
 * and where, what the row lacks, or what was done.
 */
export function StatusStrip({ problem, good, failure, said, host, onRetry }: StatusStripProps) {
  return (
    <div class="status">
      <div class="status-line">
        <div role="alert" class="status-alert">
          {failure !== null && (
            <>
              <ErrorIcon />
              <span>{failure}</span>
              <button class="link" onClick={onRetry}>
                {t('Retry')}
              </button>
            </>
          )}
          {failure === null && problem && (
            <>
              <ErrorIcon />
              <span>{problem.message}</span>
              {problem.place !== null && (
                <button class="link" onClick={() => void host.call('goToProblem', {})}>
                  {problem.place}
                </button>
              )}
              <span class="muted">
                {good &&
                  t(
                    'Shown: the last messages that could be made, of row {0}.',
                    formatCount(good.row),
                  )}
              </span>
            </>
          )}
        </div>
        {failure === null && !problem && <Calm good={good} said={said} host={host} />}
      </div>
    </div>
  );
}

function Calm({ good, said, host }: Pick<StatusStripProps, 'good' | 'said' | 'host'>) {
  const [first, ...others] = good?.warnings ?? [];
  if (said !== null) return <span class="muted">{said}</span>;
  if (!first) return <span class="muted">{good ? t('No problems on this row.') : ''}</span>;
  return (
    <>
      <span class="tone-warn">
        <Icon name="warning" />
      </span>
      <span>{first.message}</span>
      <button class="link" onClick={() => void host.call('goToWarning', { index: 0 })}>
        {first.place}
      </button>
      {others.length > 0 && (
        <span
          class="muted"
          title={others.map(({ message, place }) => `${message} ${place}`).join('\n')}
        >
          {plural(others.length, 'and {0} more', 'and {0} more')}
        </span>
      )}
    </>
  );
}

function ErrorIcon() {
  return (
    <span class="tone-error">
      <Icon name="error" />
    </span>
  );
}

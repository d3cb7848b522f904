import { useState } from 'preact/hooks';
import { t } from '../../../l10n/t.js';
import type { ResultsView } from '../../../shared/protocol.js';
import { Icon } from '../../common/icon.js';

type Warning = ResultsView['warnings'][number];
type Action = ResultsView['actions'][number];

/** More than these would push the rows out of sight. */
const MOST_SHOWN = 3;

const actionWords = (): Partial<Record<Action, string>> => ({
  label: t('Label rows'),
  retryFailed: t('Retry failed'),
});

interface WarningsProps {
  readonly warnings: readonly Warning[];
  onAct(action: Action): void;
}

/** What to know before the figures are believed: the gravest first, the rest on demand. */
export function Warnings({ warnings, onAct }: WarningsProps) {
  const [isOpen, setOpen] = useState(false);
  if (warnings.length === 0) return null;
  const hasMore = warnings.length > MOST_SHOWN;
  const shown = isOpen || !hasMore ? warnings : warnings.slice(0, MOST_SHOWN);
  return (
    <div class="warnings">
      <ul aria-label={t('What to know')}>
        {shown.map(({ severity, message, action }) => (
          <li key={message}>
            <span class={severity === 'warn' ? 'tone-warn' : 'muted'}>
              <Icon name={severity === 'warn' ? 'warning' : 'lightbulb'} />
            </span>
            <span>
              {severity === 'warn' && <span class="hidden">{t('Warning:')} </span>}
              {message}{' '}
              {action !== null && (
                <button class="link" onClick={() => onAct(action)}>
                  {actionWords()[action]}
                </button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {hasMore && (
        <button class="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? t('Show fewer') : t('{0} more', warnings.length - MOST_SHOWN)}
        </button>
      )}
    </div>
  );
}

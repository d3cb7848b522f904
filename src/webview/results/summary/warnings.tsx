import { useState } from 'preact/hooks';
import type { ResultsView } from '../../../shared/protocol.js';
import { Icon } from '../../common/icon.js';

type Warning = ResultsView['warnings'][number];
type Action = ResultsView['actions'][number];

/** More than these would push the rows out of sight. */
const MOST_SHOWN = 3;

const ACTION_WORDS: Partial<Record<Action, string>> = {
  label: 'Label rows',
  retryFailed: 'Retry failed',
};

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
      <ul aria-label="What to know">
        {shown.map(({ severity, message, action }) => (
          <li key={message}>
            <span class={severity === 'warn' ? 'tone-warn' : 'muted'}>
              <Icon name={severity === 'warn' ? 'warning' : 'lightbulb'} />
            </span>
            <span>
              {severity === 'warn' && <span class="hidden">Warning: </span>}
              {message}{' '}
              {action !== null && (
                <button class="link" onClick={() => onAct(action)}>
                  {ACTION_WORDS[action]}
                </button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {hasMore && (
        <button class="link" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {isOpen ? 'Show fewer' : `${warnings.length - MOST_SHOWN} more`}
        </button>
      )}
    </div>
  );
}

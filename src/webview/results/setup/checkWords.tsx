import type { SetupCheck } from '../../../shared/results/setupProtocol.js';
import { Icon } from '../../common/icon.js';

const WORDS: Record<SetupCheck['state'], readonly [icon: string, tone: string, words: string]> = {
  same: ['check', 'pass', 'unchanged since the run'],
  changed: ['warning', 'warn', 'changed since the run'],
  missing: ['circle-slash', 'neutral', 'not there any more'],
  unreadable: ['warning', 'warn', 'can’t be read now'],
};

interface CheckWordsProps {
  readonly check: SetupCheck | undefined;
  readonly isChecking: boolean;
}

/** Whether a file is still what the run was made from; nothing where nobody can say. */
export function CheckWords({ check, isChecking }: CheckWordsProps) {
  if (isChecking) return <span class="setup-check muted">checking…</span>;
  if (!check) return null;
  const [icon, tone, words] = WORDS[check.state];
  return (
    <span class="setup-check">
      <span class={`tone-${tone}`}>
        <Icon name={icon} />
      </span>
      {words}
    </span>
  );
}

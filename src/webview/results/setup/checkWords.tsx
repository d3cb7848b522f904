import { t } from '../../../l10n/t.js';
import type { SetupCheck } from '../../../shared/results/setupProtocol.js';
import { Icon } from '../../common/icon.js';

const allWords = (): Record<
  SetupCheck['state'],
  readonly [icon: string, tone: string, words: string]
> => ({
  same: ['check', 'pass', t('unchanged since the run')],
  changed: ['warning', 'warn', t('changed since the run')],
  missing: ['circle-slash', 'neutral', t('not there any more')],
  unreadable: ['warning', 'warn', t('can’t be read now')],
});

interface CheckWordsProps {
  readonly check: SetupCheck | undefined;
  readonly isChecking: boolean;
}

/** Whether a file is still what the run was made from; nothing where nobody can say. */
export function CheckWords({ check, isChecking }: CheckWordsProps) {
  if (isChecking) return <span class="setup-check muted">{t('checking…')}</span>;
  if (!check) return null;
  const [icon, tone, words] = allWords()[check.state];
  return (
    <span class="setup-check">
      <span class={`tone-${tone}`}>
        <Icon name={icon} />
      </span>
      {words}
    </span>
  );
}

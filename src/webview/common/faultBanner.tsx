import type { ComponentChildren } from 'preact';
import { t } from '../../l10n/t.js';
import { Icon } from './icon.js';

interface FaultBannerProps {
  /** One sentence; null where all is well. */
  readonly fault: string | null;
  onRetry(): void;
  /** What else helps. */
  readonly children?: ComponentChildren;
}

/** Why rows can't be read, over those that were. */
export function FaultBanner({ fault, onRetry, children }: FaultBannerProps) {
  if (fault === null) return null;
  return (
    <div class="banner" role="alert">
      <span class="tone-error">
        <Icon name="error" />
      </span>
      <span>{fault}</span>
      <button class="link" onClick={onRetry}>
        {t('Retry')}
      </button>
      {children}
    </div>
  );
}

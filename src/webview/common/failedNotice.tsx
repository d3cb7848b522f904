import { t } from '../../l10n/t.js';
import { Notice } from './notice.js';

interface FailedNoticeProps {
  /** Why, in one sentence. */
  readonly reason: string;
  onRetry(): void;
}

/** In the place of what could not be read. */
export function FailedNotice({ reason, onRetry }: FailedNoticeProps) {
  return (
    <Notice icon="error" title={reason}>
      <button class="button" onClick={onRetry}>
        {t('Retry')}
      </button>
    </Notice>
  );
}

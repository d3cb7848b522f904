import type { ComponentChildren } from 'preact';
import { t } from '../../l10n/t.js';
import type { Protocol } from '../../shared/rpc.js';
import type { Host } from './host.js';
import { Notice } from './notice.js';

interface ReadingProps {
  readonly title: string;
  readonly host: Pick<Host<Protocol>, 'reload'>;
}

/** Something is on its way. Where it takes long, there is a way on: nobody may be left to answer. */
export function Reading({ title, host }: ReadingProps) {
  return (
    <Notice icon="loading" title={title} isPage>
      <button class="button secondary late" onClick={host.reload}>
        {t('Reload')}
      </button>
    </Notice>
  );
}

interface FailedProps extends ReadingProps {
  /** Asks again for what failed. */
  onRetry(): void;
  /** What that is called; `Retry` unless told. */
  readonly retry?: string;
  /** Further ways on. */
  readonly children?: ComponentChildren;
}

/** What the view is about could not be read: why, and the ways on. */
export function Failed({ title, host, onRetry, retry = 'Retry', children }: FailedProps) {
  return (
    <Notice icon="error" title={title} isPage>
      <div class="actions">
        <button class="button" onClick={onRetry}>
          {retry}
        </button>
        {children}
        <button class="button secondary" onClick={host.reload}>
          {t('Reload')}
        </button>
      </div>
    </Notice>
  );
}

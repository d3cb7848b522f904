import { render, type ComponentChildren, type VNode } from 'preact';
import { useErrorBoundary } from 'preact/hooks';
import { configureTexts, t, type Texts } from '../../l10n/t.js';
import type { Protocol } from '../../shared/rpc.js';
import { connectHost, type Host } from './host.js';
import { Notice } from './notice.js';
import { reasonOf } from './reasonOf.js';

declare global {
  /** Set by the script that the page loads before the view, if it is not in English. */
  var gavelTexts: Texts | undefined;
}

/**
 * Shows a view in the page. What can't be drawn any more gives way to a page that says so and loads the
 * view anew: a blank tab is nobody's.
 */
export function mountView<P extends Protocol>(protocol: P, view: (host: Host<P>) => VNode): void {
  const root = document.getElementById('root');
  if (!root) return;
  configureTexts(globalThis.gavelTexts);
  // What the page says while no script has run.
  root.replaceChildren();
  const host = connectHost(protocol);
  render(<Guarded host={host}>{view(host)}</Guarded>, root);
}

interface GuardedProps {
  readonly host: Pick<Host<Protocol>, 'reload' | 'reset'>;
  readonly children: ComponentChildren;
}

function Guarded({ host, children }: GuardedProps) {
  const boundary = useErrorBoundary((failure) => console.error(failure));
  const error: unknown = boundary[0];
  if (error === undefined) return <>{children}</>;
  return (
    <div class="view" role="main">
      <Notice
        icon="error"
        title={t('This view met a fault of its own: {0}', reasonOf(error))}
        isPage
      >
        <p class="muted">{t('Nothing is lost: what it shows lies in files.')}</p>
        <div class="actions">
          <button class="button" onClick={host.reload}>
            {t('Reload')}
          </button>
          <button
            class="button secondary"
            title={t('Without filters, columns and widths that were set')}
            onClick={host.reset}
          >
            {t('Reload as new')}
          </button>
        </div>
      </Notice>
    </div>
  );
}

import { t } from '../../l10n/t.js';
import type { PreviewRequest } from '../../shared/previewProtocol.js';

/** The name of the view that shows both orders side by side. */
export const BOTH = 'both';

interface RequestTab {
  readonly role: string;
  readonly title: string;
}

/** One tab for each request; where the judge is asked twice, one more for both orders. */
export function requestTabs(requests: readonly PreviewRequest[]): RequestTab[] {
  const isTwice = requests.some(({ role }) => role === 'judge-flipped');
  return [
    ...requests.map(({ role, title }) => ({ role, title })),
    ...(isTwice ? [{ role: BOTH, title: t('Both orders') }] : []),
  ];
}

interface RequestTabsProps {
  readonly tabs: readonly RequestTab[];
  readonly chosen: string;
  onChoose(role: string): void;
}

export function RequestTabs({ tabs, chosen, onChoose }: RequestTabsProps) {
  const step = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const at = tabs.findIndex(({ role }) => role === chosen);
    const next = by === undefined ? undefined : tabs[(at + by + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    onChoose(next.role);
    document.getElementById(`request-${next.role}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={t('Requests for this row')} onKeyDown={step}>
      {tabs.map(({ role, title }) => (
        <button
          class="tab"
          role="tab"
          key={role}
          id={`request-${role}`}
          aria-selected={role === chosen}
          aria-controls="request-panel"
          tabIndex={role === chosen ? 0 : -1}
          onClick={() => onChoose(role)}
        >
          {title}
        </button>
      ))}
    </div>
  );
}

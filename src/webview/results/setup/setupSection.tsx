import type { ComponentChildren } from 'preact';
import { t } from '../../../l10n/t.js';
import { Icon } from '../../common/icon.js';

/** What a part of the page can do. */
export interface SetupActions {
  copy(text: string): void;
  open(of: string): void;
}

interface SectionProps {
  readonly title: string;
  readonly note?: ComponentChildren;
  onOpen?(): void;
  readonly children: ComponentChildren;
}

/** A part of the page under its name, what is to be said of it beside. */
export function Section({ title, note, onOpen, children }: SectionProps) {
  return (
    <section class="setup-section">
      <h2>
        {title}
        {note}
        {onOpen && (
          <button class="link" aria-label={t('Open {0}', title)} onClick={onOpen}>
            {t('Open')}
          </button>
        )}
      </h2>
      {children}
    </section>
  );
}

export function CopyButton({ what, onCopy }: { what: string; onCopy(): void }) {
  return (
    <button
      class="tool setup-copy"
      title={t('Copy')}
      aria-label={t('Copy {0}', what)}
      onClick={onCopy}
    >
      <Icon name="copy" />
    </button>
  );
}

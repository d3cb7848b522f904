import type { ComponentChildren } from 'preact';
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
          <button class="link" aria-label={`Open ${title}`} onClick={onOpen}>
            Open
          </button>
        )}
      </h2>
      {children}
    </section>
  );
}

export function CopyButton({ what, onCopy }: { what: string; onCopy(): void }) {
  return (
    <button class="tool setup-copy" title="Copy" aria-label={`Copy ${what}`} onClick={onCopy}>
      <Icon name="copy" />
    </button>
  );
}

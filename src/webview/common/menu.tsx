import { useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { Icon } from './icon.js';
import { Popover, anchorOf } from './popover.js';
import type { Anchor } from './popover.js';

export type MenuEntry =
  | {
      readonly kind: 'item';
      readonly label: string;
      /** At the right: a key, a count. */
      readonly hint?: string;
      /** For one that is on or off. */
      readonly isChecked?: boolean;
      /** Why it can't be chosen now. */
      readonly unless?: string | undefined;
      run(): void;
    }
  | { readonly kind: 'line' }
  | { readonly kind: 'title'; readonly text: string };

interface MenuProps {
  readonly label: string;
  readonly anchor: Anchor;
  readonly align?: 'left' | 'right';
  readonly entries: readonly MenuEntry[];
  onClose(): void;
}

/** A menu as VS Code has them: arrows, Home, End, letters, Enter; Escape and Tab close it. */
export function Menu({ label, anchor, align, entries, onClose }: MenuProps) {
  const onKey = (event: KeyboardEvent) => {
    const menu = event.currentTarget;
    if (!(menu instanceof HTMLElement)) return;
    const items = [...menu.querySelectorAll<HTMLElement>('.menu-item')];
    const at = items.findIndex((item) => item === document.activeElement);
    const next = nextItem(event, items, at);
    if (next) next.focus();
    else if (event.key === 'Tab') onClose();
    else return;
    event.preventDefault();
  };
  return (
    <Popover
      anchor={anchor}
      role="menu"
      label={label}
      class="menu"
      onClose={onClose}
      {...(align && { align })}
    >
      <div role="none" onKeyDown={onKey}>
        {entries.map((entry, index) => (
          <Entry key={index} entry={entry} onClose={onClose} />
        ))}
      </div>
    </Popover>
  );
}

function Entry({ entry, onClose }: { entry: MenuEntry; onClose(): void }) {
  switch (entry.kind) {
    case 'line':
      return <div class="menu-line" role="separator" />;
    case 'title':
      return (
        <div class="menu-title" role="presentation">
          {entry.text}
        </div>
      );
    case 'item': {
      const { label, hint, isChecked, unless, run } = entry;
      return (
        <button
          class="menu-item"
          tabIndex={-1}
          role={isChecked === undefined ? 'menuitem' : 'menuitemcheckbox'}
          {...(isChecked !== undefined && { 'aria-checked': isChecked })}
          {...(unless !== undefined && { 'aria-disabled': true, title: unless })}
          onPointerMove={(event) => event.currentTarget.focus({ preventScroll: true })}
          onClick={() => {
            if (unless !== undefined) return;
            onClose();
            run();
          }}
        >
          <span class="menu-check">{isChecked === true && <Icon name="check" />}</span>
          <span class="menu-label">{label}</span>
          {unless === undefined && hint !== undefined && <span class="menu-hint">{hint}</span>}
          {unless !== undefined && <span class="hidden">: {unless}</span>}
        </button>
      );
    }
  }
}

function nextItem(
  event: KeyboardEvent,
  items: readonly HTMLElement[],
  at: number,
): HTMLElement | undefined {
  switch (event.key) {
    case 'ArrowDown':
      return items[(at + 1) % items.length];
    case 'ArrowUp':
      return items.at(at <= 0 ? -1 : at - 1);
    case 'Home':
      return items[0];
    case 'End':
      return items.at(-1);
  }
  if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey) return;
  const letter = event.key.toLowerCase();
  const from = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  return from.find((item) => labelOf(item).toLowerCase().startsWith(letter));
}

function labelOf(item: HTMLElement): string {
  return item.querySelector('.menu-label')?.textContent ?? '';
}

interface MenuButtonProps {
  readonly label: string;
  readonly class?: string;
  readonly title?: string;
  readonly tabIndex?: number;
  readonly align?: 'left' | 'right';
  /** Made when the menu opens. */
  entries(): readonly MenuEntry[];
  readonly children: ComponentChildren;
}

/** A button that opens a menu. */
export function MenuButton(props: MenuButtonProps) {
  const [anchor, setAnchor] = useState<Anchor | null>(null);
  const { label, align, title } = props;
  return (
    <>
      <button
        class={props.class ?? 'tool'}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        aria-label={label}
        {...(title !== undefined && { title })}
        {...(props.tabIndex !== undefined && { tabIndex: props.tabIndex })}
        onClick={(event) => setAnchor(anchor ? null : anchorOf(event.currentTarget))}
      >
        {props.children}
      </button>
      {anchor && (
        <Menu
          label={label}
          anchor={anchor}
          entries={props.entries()}
          onClose={() => setAnchor(null)}
          {...(align && { align })}
        />
      )}
    </>
  );
}

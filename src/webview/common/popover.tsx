import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';

/** What a popover stands at, in pixels of the window. */
export interface Anchor {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export function anchorOf(element: Element): Anchor {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return { left, right, top, bottom };
}

export function pointAnchor({ x, y }: { readonly x: number; readonly y: number }): Anchor {
  return { left: x, right: x, top: y, bottom: y };
}

interface PopoverProps {
  readonly anchor: Anchor;
  readonly role: 'dialog' | 'menu' | 'tooltip';
  readonly label: string;
  readonly class?: string;
  /** Which edge of the anchor it is flush with; the left one unless told. */
  readonly align?: 'left' | 'right';
  /** It was opened by pointing: the focus stays where it is. */
  readonly isPassive?: boolean;
  onClose(): void;
  onPointerEnter?(): void;
  onPointerLeave?(): void;
  readonly children: ComponentChildren;
}

const FROM_EDGE = 4;
const FOCUSABLE =
  'input:not(:disabled), button:not(:disabled):not([tabindex="-1"]), select, [role^="menuitem"]';

/** A small window over the view: closed by Escape and by a press beside it. */
export function Popover(props: PopoverProps) {
  const root = useRef<HTMLDivElement>(null);
  const close = useRef(props.onClose);
  close.current = props.onClose;

  useLayoutEffect(() => {
    const element = root.current;
    if (!element) return;
    const opener = document.activeElement;
    element.showPopover();
    if (!props.isPassive) {
      (element.querySelector<HTMLElement>(FOCUSABLE) ?? element).focus({ preventScroll: true });
    }
    return () => {
      const hadFocus = element.contains(document.activeElement);
      if (hadFocus && opener instanceof HTMLElement) opener.focus({ preventScroll: true });
    };
  }, []);

  useLayoutEffect(() => {
    if (root.current) place(root.current, props.anchor, props.align ?? 'left');
  });

  useEffect(() => {
    const onPress = (event: PointerEvent) => {
      const target = event.target;
      if (!(target instanceof Node) || root.current?.contains(target)) return;
      // The button that opened it closes it itself.
      const isOpener = target instanceof Element && target.closest('[aria-expanded="true"]');
      if (!isOpener) close.current();
    };
    const onResize = () => close.current();
    // What was only pointed at goes away under the pointer.
    const onWheel = ({ target }: Event) => {
      if (props.isPassive && !(target instanceof Node && root.current?.contains(target))) {
        close.current();
      }
    };
    window.addEventListener('pointerdown', onPress, true);
    window.addEventListener('resize', onResize);
    window.addEventListener('wheel', onWheel, { capture: true, passive: true });
    return () => {
      window.removeEventListener('pointerdown', onPress, true);
      window.removeEventListener('resize', onResize);
      window.removeEventListener('wheel', onWheel, { capture: true });
    };
  }, []);

  return (
    <div
      class={`popover ${props.class ?? ''}`}
      popover="manual"
      role={props.role}
      aria-label={props.label}
      ref={root}
      tabIndex={-1}
      onPointerEnter={props.onPointerEnter}
      onPointerLeave={props.onPointerLeave}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        event.preventDefault();
        props.onClose();
      }}
    >
      {props.children}
    </div>
  );
}

/** Below the anchor, or above where there is more room; always inside the window. */
function place(element: HTMLElement, anchor: Anchor, align: 'left' | 'right'): void {
  element.style.maxHeight = '';
  const { offsetWidth: width, offsetHeight: height } = element;
  const below = window.innerHeight - anchor.bottom - FROM_EDGE;
  const above = anchor.top - FROM_EDGE;
  const isBelow = height <= below || below >= above;
  const shown = Math.min(height, Math.max(isBelow ? below : above, 80));
  const left = align === 'left' ? anchor.left : anchor.right - width;
  const rightmost = window.innerWidth - width - FROM_EDGE;
  element.style.left = `${Math.max(FROM_EDGE, Math.min(left, rightmost))}px`;
  element.style.top = `${Math.max(FROM_EDGE, isBelow ? anchor.bottom : anchor.top - shown)}px`;
  if (shown < height) element.style.maxHeight = `${shown}px`;
}

import { useEffect, useRef, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { t } from '../../l10n/t.js';

interface SplitPaneProps {
  readonly main: ComponentChildren;
  readonly side: ComponentChildren;
  /** Share of the width, or height, that the side takes, in percent. */
  readonly share: number;
  onShare(share: number): void;
}

const SMALLEST = 20;
const LARGEST = 75;
/** Where a view is as narrow as this, nobody reads in half of it. */
const NARROW = '(max-width: 700px)';

/** Two panes with a divider that mouse and keyboard move: side by side, or stacked where it is narrow. */
export function SplitPane({ main, side, share, onShare }: SplitPaneProps) {
  const root = useRef<HTMLDivElement>(null);
  const isStacked = useIsStacked();
  const set = (next: number) => onShare(Math.min(LARGEST, Math.max(SMALLEST, next)));

  const drag = (event: PointerEvent) => {
    const bounds = root.current?.getBoundingClientRect();
    const divider = event.currentTarget as HTMLElement;
    if (!bounds) return;
    divider.setPointerCapture(event.pointerId);
    const move = (to: PointerEvent) => {
      const { right, width, bottom, height } = bounds;
      set(100 * (isStacked ? (bottom - to.clientY) / height : (right - to.clientX) / width));
    };
    divider.addEventListener('pointermove', move);
    divider.addEventListener(
      'lostpointercapture',
      () => divider.removeEventListener('pointermove', move),
      { once: true },
    );
  };

  const step = (event: KeyboardEvent) => {
    const [more, less] = isStacked ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight'];
    const by = event.key === more ? 2 : event.key === less ? -2 : undefined;
    if (by === undefined) return;
    event.preventDefault();
    set(share + by);
  };

  return (
    <div class={`split${isStacked ? ' stacked' : ''}`} ref={root}>
      <div class="split-main">{main}</div>
      <div
        class="split-divider"
        role="separator"
        tabIndex={0}
        aria-label={isStacked ? t('Height of the details') : t('Width of the details')}
        aria-orientation={isStacked ? 'horizontal' : 'vertical'}
        aria-valuemin={SMALLEST}
        aria-valuemax={LARGEST}
        aria-valuenow={Math.round(share)}
        onPointerDown={drag}
        onKeyDown={step}
      />
      <div class="split-side" style={{ flexBasis: `${share}%` }}>
        {side}
      </div>
    </div>
  );
}

function useIsStacked(): boolean {
  const [isStacked, setStacked] = useState(() => matchMedia(NARROW).matches);
  useEffect(() => {
    const narrow = matchMedia(NARROW);
    const look = () => setStacked(narrow.matches);
    look();
    narrow.addEventListener('change', look);
    return () => narrow.removeEventListener('change', look);
  }, []);
  return isStacked;
}

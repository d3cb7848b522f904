import { useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';

interface SplitPaneProps {
  readonly main: ComponentChildren;
  readonly side: ComponentChildren;
  /** Share of the width that the side takes, in percent. */
  readonly share: number;
  onShare(share: number): void;
}

const SMALLEST = 20;
const LARGEST = 75;

/** Two panes with a divider that mouse and keyboard move. */
export function SplitPane({ main, side, share, onShare }: SplitPaneProps) {
  const root = useRef<HTMLDivElement>(null);
  const set = (next: number) => onShare(Math.min(LARGEST, Math.max(SMALLEST, next)));

  const drag = (event: PointerEvent) => {
    const bounds = root.current?.getBoundingClientRect();
    const divider = event.currentTarget as HTMLElement;
    if (!bounds) return;
    divider.setPointerCapture(event.pointerId);
    const move = (to: PointerEvent) => set((100 * (bounds.right - to.clientX)) / bounds.width);
    divider.addEventListener('pointermove', move);
    divider.addEventListener(
      'lostpointercapture',
      () => divider.removeEventListener('pointermove', move),
      { once: true },
    );
  };

  const step = (event: KeyboardEvent) => {
    const by = { ArrowLeft: 2, ArrowRight: -2 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    set(share + by);
  };

  return (
    <div class="split" ref={root}>
      <div class="split-main">{main}</div>
      <div
        class="split-divider"
        role="separator"
        tabIndex={0}
        aria-label="Width of the details"
        aria-orientation="vertical"
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

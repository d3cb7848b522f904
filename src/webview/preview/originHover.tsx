import { useEffect, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';
import { t } from '../../l10n/t.js';
import type { OriginView } from '../../shared/previewProtocol.js';
import { Icon } from '../common/icon.js';
import { originTitle } from './originTints.js';

const DELAY_MS = 300;
/** Pixels that the words take, about. */
const WIDTH = 320;
const HEIGHT = 34;

interface Place {
  readonly origin: OriginView;
  readonly left: number;
  readonly top: number;
}

interface OriginHoverProps {
  /** What holds the messages and the names of their columns. */
  readonly root: RefObject<HTMLElement | null>;
  readonly origins: readonly OriginView[];
  /** Columns that stay lit, whatever is pointed at. */
  readonly lit: ReadonlySet<string>;
}

/** Lights the parts of the column that is pointed at or focused, and names it after a moment. */
export function OriginHover({ root, origins, lit }: OriginHoverProps) {
  const [place, setPlace] = useState<Place | null>(null);
  const known = useRef(origins);
  known.current = origins;

  useEffect(() => {
    const element = root.current;
    if (!element) return undefined;
    let timer = 0;
    const leave = () => {
      clearTimeout(timer);
      setPlace(null);
      light(element, lit);
    };
    const enter = (event: Event) => {
      const piece = (event.target as Element).closest<HTMLElement>('[data-origin], [data-columns]');
      clearTimeout(timer);
      setPlace(null);
      const columns = piece?.dataset['columns'];
      light(element, columns === undefined ? lit : new Set([...lit, columns]));
      const origin = known.current[Number(piece?.dataset['origin'])];
      if (!piece || !origin) return;
      const at = beside(piece, event instanceof PointerEvent ? event : {});
      timer = window.setTimeout(() => setPlace({ origin, ...at }), DELAY_MS);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') leave();
    };
    light(element, lit);
    element.addEventListener('pointerover', enter);
    element.addEventListener('focusin', enter);
    element.addEventListener('pointerleave', leave);
    element.addEventListener('focusout', leave);
    // Scrolling doesn't bubble: what scrolls is inside.
    element.addEventListener('scroll', leave, { capture: true, passive: true });
    window.addEventListener('keydown', onKey);
    return () => {
      clearTimeout(timer);
      element.removeEventListener('pointerover', enter);
      element.removeEventListener('focusin', enter);
      element.removeEventListener('pointerleave', leave);
      element.removeEventListener('focusout', leave);
      element.removeEventListener('scroll', leave, { capture: true });
      window.removeEventListener('keydown', onKey);
    };
  }, [lit, origins]);

  if (!place) return null;
  const { origin } = place;
  return (
    <div
      class="origin-hover"
      role="tooltip"
      style={{ left: `${place.left}px`, top: `${place.top}px` }}
    >
      <Icon name={origin.kind === 'column' ? 'symbol-field' : 'quote'} />
      <span>{originTitle(origin)}</span>
      {origin.kind === 'column' && <span class="muted">{origin.source}</span>}
      {origin.isLink && <span class="muted">{t('click: go to the template')}</span>}
    </div>
  );
}

/** Classes, not state: a message may have thousands of parts. */
function light(root: HTMLElement, columns: ReadonlySet<string>): void {
  for (const piece of root.querySelectorAll<HTMLElement>('.piece[data-columns]')) {
    piece.classList.toggle('lit', columns.has(piece.dataset['columns'] ?? ''));
  }
}

/** Above the line of the part that is pointed at, below it where there is no room. */
function beside(piece: HTMLElement, { clientX, clientY }: Partial<PointerEvent>) {
  const lines = [...piece.getClientRects()];
  const line =
    lines.find(({ top, bottom }) => clientY !== undefined && clientY >= top && clientY <= bottom) ??
    lines[0] ??
    piece.getBoundingClientRect();
  const left = Math.min(clientX ?? line.left, window.innerWidth - WIDTH);
  const top = line.top > HEIGHT ? line.top - HEIGHT : line.bottom + 4;
  return { left: Math.max(4, left), top };
}

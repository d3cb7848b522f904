import { useEffect, useRef, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';

interface TableScrollerProps {
  /** What the table is called, for whoever gets here by keyboard. */
  readonly label: string;
  readonly children: ComponentChildren;
}

/**
 * Where a table is wider than its place it scrolls there, by keyboard too, and the page does not. It
 * takes the focus only then: elsewhere there would be nothing to do with it.
 */
export function TableScroller({ label, children }: TableScrollerProps) {
  const root = useRef<HTMLDivElement>(null);
  const [isWide, setWide] = useState(false);
  useEffect(() => {
    const element = root.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => setWide(element.scrollWidth > element.clientWidth));
    observer.observe(element);
    if (element.firstElementChild) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, []);
  return (
    <div
      class="table-scroller"
      ref={root}
      {...(isWide && { role: 'region', 'aria-label': label, tabIndex: 0 })}
    >
      {children}
    </div>
  );
}

import {
  Virtualizer,
  elementScroll,
  observeElementOffset,
  observeElementRect,
} from '@tanstack/virtual-core';
import { useLayoutEffect, useReducer, useState } from 'preact/hooks';
import type { RefObject } from 'preact';

export interface VirtualRows {
  /** Index of the first and the last row to draw, from 0; last < first for none. */
  readonly first: number;
  readonly last: number;
  readonly height: number;
  /** Rows that fit on the screen. */
  readonly visible: number;
  reveal(index: number): void;
}

export interface VirtualRowsOptions {
  readonly count: number;
  readonly rowHeight: number;
  /** Height of what sticks to the top. */
  readonly headHeight: number;
  readonly scroller: RefObject<HTMLElement | null>;
  /** Where to begin, in pixels. */
  readonly scrollTop: number;
}

/** Which rows of a long list are on the screen. */
export function useVirtualRows(options: VirtualRowsOptions): VirtualRows {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const settings = {
    count: options.count,
    estimateSize: () => options.rowHeight,
    getScrollElement: () => options.scroller.current,
    overscan: 12,
    scrollPaddingStart: options.headHeight,
    initialOffset: options.scrollTop,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => redraw(undefined),
  };
  const [virtual] = useState(() => new Virtualizer<HTMLElement, HTMLElement>(settings));
  virtual.setOptions(settings);
  useLayoutEffect(() => virtual._didMount(), [virtual]);
  useLayoutEffect(() => virtual._willUpdate());

  const items = virtual.getVirtualItems();
  const screen = (virtual.scrollRect?.height ?? 0) - options.headHeight;
  return {
    first: items[0]?.index ?? 0,
    last: items.at(-1)?.index ?? -1,
    height: virtual.getTotalSize(),
    visible: Math.max(1, Math.floor(screen / options.rowHeight)),
    reveal: (index) => virtual.scrollToIndex(index, { align: 'auto' }),
  };
}

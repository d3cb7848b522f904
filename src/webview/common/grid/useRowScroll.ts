import { useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';
import { createRowScroll } from './rowScroll.js';
import type { RowList, RowScroll, Scrollable } from './rowScroll.js';

/** Scrolling is over when there was none for so long. */
const SETTLED_MS = 150;

export interface ScrollPlace {
  readonly top: number;
  readonly left: number;
}

interface ShownRows extends Pick<RowScroll, 'top' | 'left' | 'width' | 'topOf'> {
  /** Index of the first and the last row to draw, from 0; last < first for none. */
  readonly first: number;
  readonly last: number;
  /** Of the body. */
  readonly height: number;
  /** Rows that fit on the screen. */
  readonly visible: number;
  /** What is left out stays. */
  scrollTo(place: Partial<ScrollPlace>): void;
  reveal(index: number): void;
  /** Shows what stands between two pixels across, beside a frozen part of `frozen` pixels. */
  revealAcross(from: number, to: number, frozen: number): void;
}

interface RowScrollOptions extends RowList {
  readonly scroller: RefObject<HTMLElement | null>;
  /** Where to begin: as soon as the list is that long, unless somebody scrolls before. */
  readonly start: ScrollPlace;
  onScroll?(place: ScrollPlace): void;
}

/** Which rows of a long list are on the screen; plain arithmetic, whatever the length. */
export function useRowScroll(options: RowScrollOptions): ShownRows {
  const { scroller, count, rowHeight, headHeight, start } = options;
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const [scroll] = useState(() => createRowScroll({ count, rowHeight, headHeight }));
  scroll.setList({ count, rowHeight, headHeight });
  const starting = useRef(start.top > 0 || start.left > 0 ? start : null);
  const tell = useRef(options.onScroll);
  tell.current = options.onScroll;

  const later = useRef(scrolledLater(scroller, scroll));

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onScroll = (event: Event) => {
      if (later.current.isAwaited() || !scroll.onScroll(element, event.timeStamp)) return;
      starting.current = null;
      tell.current?.({ top: scroll.top, left: scroll.left });
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (scroll.settle(element)) redraw(undefined);
      }, SETTLED_MS);
      redraw(undefined);
    };
    const onWheel = (event: Event) => scroll.onWheel(event.timeStamp);
    const measure = () => {
      scroll.onResize(element);
      redraw(undefined);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    element.addEventListener('wheel', onWheel, { passive: true });
    measure();
    return () => {
      observer.disconnect();
      later.current.cancel();
      clearTimeout(timer);
      element.removeEventListener('scroll', onScroll);
      element.removeEventListener('wheel', onWheel);
    };
  }, [scroll]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const asked = starting.current;
    if (asked && count > 0) {
      scroll.moveTo(element, asked.top);
      scroll.moveAcross(element, asked.left);
      if (Math.abs(scroll.top - asked.top) < 1) starting.current = null;
      redraw(undefined);
    } else if (scroll.fit(element)) redraw(undefined);
  }, [scroll, count, rowHeight, headHeight]);

  const move = (act: (element: Scrollable) => void) => {
    if (!scroller.current) return;
    act(later.current);
    tell.current?.({ top: scroll.top, left: scroll.left });
    redraw(undefined);
  };
  const drawn = scroll.drawn();
  return {
    ...drawn,
    top: scroll.top,
    left: scroll.left,
    width: scroll.width,
    height: scroll.bodyHeight(),
    visible: Math.max(1, Math.floor(scroll.screen / rowHeight)),
    topOf: scroll.topOf,
    scrollTo: ({ top, left }) => {
      starting.current = null;
      move((element) => {
        if (top !== undefined) scroll.moveTo(element, top);
        if (left !== undefined) scroll.moveAcross(element, left);
      });
    },
    reveal: (index) => {
      starting.current = null;
      move((element) => scroll.reveal(element, index));
    },
    revealAcross: (from, to, frozen) =>
      move((element) => {
        const room = scroll.width - frozen;
        if (from < scroll.left || to - from > room) scroll.moveAcross(element, from);
        else if (to > scroll.left + room) scroll.moveAcross(element, to - room);
      }),
  };
}

interface LateScrollable extends Scrollable {
  /** It is yet to be scrolled. */
  isAwaited(): boolean;
  cancel(): void;
}

/**
 * The element, scrolled with the next frame: the browser lays the page out for every scroll by
 * script, and a key that is held scrolls more often than frames are drawn.
 */
function scrolledLater(scroller: RefObject<HTMLElement | null>, scroll: RowScroll): LateScrollable {
  let frame = 0;
  let top: number | null = null;
  let left: number | null = null;
  const schedule = () => {
    frame ||= requestAnimationFrame(() => {
      const element = scroller.current;
      if (element && top !== null) element.scrollTop = top;
      if (element && left !== null) element.scrollLeft = left;
      [frame, top, left] = [0, null, null];
    });
  };
  return {
    get scrollTop() {
      return top ?? scroll.scrolled;
    },
    set scrollTop(to) {
      top = Math.max(0, Math.min(to, scroll.bodyHeight() - scroll.screen));
      schedule();
    },
    get scrollLeft() {
      return left ?? scroll.left;
    },
    set scrollLeft(to) {
      left = Math.max(0, Math.min(to, (scroller.current?.scrollWidth ?? 0) - scroll.width));
      schedule();
    },
    isAwaited: () => frame !== 0,
    cancel: () => cancelAnimationFrame(frame),
  };
}

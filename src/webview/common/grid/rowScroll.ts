import { isExactMove, scrollMap } from './scrollMap.js';
import type { ScrollMap } from './scrollMap.js';

/** What a list is scrolled in; an element of the page, as far as it matters here. */
export interface Scrollable {
  scrollTop: number;
  scrollLeft: number;
}

interface Sized {
  readonly clientWidth: number;
  readonly clientHeight: number;
}

export interface RowList {
  readonly count: number;
  readonly rowHeight: number;
  /** Height of what sticks to the top. */
  readonly headHeight: number;
}

/** Rows drawn beyond either edge of the screen, for the time until the next are drawn. */
const OVERSCAN = 6;
/** After a wheel event its scrolling goes on for about so long. */
const WHEEL_MS = 300;

/** Which stretch of a list of any length is on the screen. All positions are pixels of the list. */
export interface RowScroll {
  readonly top: number;
  readonly left: number;
  /** Where the element stands, as far as is known. */
  readonly scrolled: number;
  readonly width: number;
  /** Of the rows, without the head. */
  readonly screen: number;
  /** Height of the body that is scrolled. */
  bodyHeight(): number;
  /** Index of the first and last row to draw; last < first for none. */
  drawn(): { readonly first: number; readonly last: number };
  /** Where a row stands in the body. */
  topOf(index: number): number;
  /** Takes over what the list became; `fit` puts the element in step once it is laid out. */
  setList(list: RowList): void;
  /** True where rows moved. */
  fit(element: Scrollable): boolean;
  /** Takes over where the element was scrolled; true where that changed anything. */
  onScroll(element: Scrollable, at: number): boolean;
  onWheel(at: number): void;
  onResize(element: Sized): void;
  moveTo(element: Scrollable, top: number): void;
  moveAcross(element: Scrollable, left: number): void;
  /** The least move that shows a row in full. */
  reveal(element: Scrollable, index: number): void;
  /** Once nothing moves: the bar's thumb goes where the list is. True where rows moved for it. */
  settle(element: Scrollable): boolean;
}

export function createRowScroll(first: RowList): RowScroll {
  let list = first;
  let map: ScrollMap = scrollMap(list.count * list.rowHeight, 0);
  let [top, left, width, screen] = [0, 0, 0, 0];
  let scrolled = 0;
  /** `scrolled` less `top`: it stays the same while pixels are meant as pixels. */
  let offset = 0;
  let wheelAt = -Infinity;

  const listHeight = () => list.count * list.rowHeight;
  const isMapped = () => map.height !== listHeight();
  const remap = () => (map = scrollMap(listHeight(), screen));
  const within = (position: number) => Math.min(map.end, Math.max(0, position));
  /** Where the scroll range stands at `at`, rows and range are put in step. */
  const stand = (at: number, position: number) => {
    scrolled = at;
    offset = isMapped() ? Math.round(at - position) : 0;
    top = at - offset;
  };
  const moveTo = (element: Scrollable, to: number) => {
    const position = within(to);
    const near = position + offset;
    const isNear =
      Math.abs(position - top) < 3 * screen && near >= 0 && near <= map.height - screen;
    element.scrollTop = isMapped() && isNear ? near : Math.round(map.toScrolled(position));
    // What the element made of it: it may not be as tall yet.
    stand(element.scrollTop, position);
  };

  return {
    get top() {
      return top;
    },
    get left() {
      return left;
    },
    get scrolled() {
      return scrolled;
    },
    get width() {
      return width;
    },
    get screen() {
      return screen;
    },
    bodyHeight: () => map.height,
    drawn() {
      if (list.count === 0 || screen <= 0) return { first: 0, last: -1 };
      const from = Math.floor(top / list.rowHeight) - OVERSCAN;
      const to = Math.ceil((top + screen) / list.rowHeight) - 1 + OVERSCAN;
      return { first: Math.max(0, from), last: Math.min(list.count - 1, to) };
    },
    topOf: (index) => index * list.rowHeight + offset,
    setList(next) {
      if (next.rowHeight !== list.rowHeight) top = (top / list.rowHeight) * next.rowHeight;
      list = next;
      remap();
    },
    onScroll(element, at) {
      const by = element.scrollTop - scrolled;
      const across = element.scrollLeft - left;
      if (by === 0 && across === 0) return false;
      scrolled = element.scrollTop;
      left = element.scrollLeft;
      if (by === 0) return true;
      const kept = scrolled - offset;
      const isExact =
        isMapped() && (at - wheelAt < WHEEL_MS || isExactMove(by, screen)) && kept === within(kept);
      if (isExact) top = kept;
      else stand(scrolled, map.toList(scrolled));
      return true;
    },
    onWheel: (at) => void (wheelAt = at),
    onResize(element) {
      width = element.clientWidth;
      screen = Math.max(0, element.clientHeight - list.headHeight);
      remap();
    },
    moveTo,
    moveAcross(element, to) {
      element.scrollLeft = to;
      left = element.scrollLeft;
    },
    reveal(element, index) {
      const rowTop = index * list.rowHeight;
      const lowest = rowTop + list.rowHeight - screen;
      if (rowTop < top) moveTo(element, rowTop);
      else if (lowest > top) moveTo(element, lowest);
    },
    fit(element) {
      const isAsked = top !== scrolled - offset || top !== within(top);
      if (!isAsked && (isMapped() || offset === 0)) return false;
      moveTo(element, top);
      return true;
    },
    settle(element) {
      const target = Math.round(map.toScrolled(top));
      if (!isMapped() || Math.abs(target - scrolled) < 1) return false;
      element.scrollTop = target;
      stand(element.scrollTop, top);
      return true;
    },
  };
}

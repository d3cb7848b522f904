/**
 * Browsers cap the height of an element near 33 million pixels (Firefox at half of that), and paint
 * text sharply only as far as 32-bit floats have pixels, at twice the size on dense screens.
 */
const TALLEST = 4_000_000;
/** From either end this far, a pixel of the scroll range is a pixel of the list. */
const EXACT = 1_000_000;

/** How the positions of a list of any height stand to those of a scroll range that a browser takes. */
export interface ScrollMap {
  /** Height of the content that is scrolled. */
  readonly height: number;
  /** The last position in the list. */
  readonly end: number;
  /** Position in the list, from 0, of one in the scroll range. */
  toList(scrolled: number): number;
  /** The opposite. */
  toScrolled(position: number): number;
}

/**
 * A list that fits is mapped onto itself. A taller one is exact near both its ends, where people
 * read most, and evenly pressed together between: there the scroll bar only says about where.
 */
export function scrollMap(listHeight: number, screen: number): ScrollMap {
  const end = Math.max(0, listHeight - screen);
  if (listHeight <= TALLEST) {
    const within = (position: number) => Math.min(end, Math.max(0, position));
    return { height: listHeight, end, toList: within, toScrolled: within };
  }
  const scrollEnd = TALLEST - screen;
  const stretch = (end - 2 * EXACT) / (scrollEnd - 2 * EXACT);
  return {
    height: TALLEST,
    end,
    toList(scrolled) {
      const at = Math.min(scrollEnd, Math.max(0, scrolled));
      if (at <= EXACT) return at;
      if (at >= scrollEnd - EXACT) return end - (scrollEnd - at);
      return EXACT + (at - EXACT) * stretch;
    },
    toScrolled(position) {
      const at = Math.min(end, Math.max(0, position));
      if (at <= EXACT) return at;
      if (at >= end - EXACT) return scrollEnd - (end - at);
      return EXACT + (at - EXACT) / stretch;
    },
  };
}

/**
 * A movement of the scroll range that comes from a wheel or a finger, whose pixels are meant as
 * pixels of the list; one of the scroll bar's thumb is meant as a share of it, and is larger: a
 * pixel of a 1000 pixel bar is 4000 of the range.
 */
export function isExactMove(by: number, screen: number): boolean {
  return Math.abs(by) < Math.max(400, TALLEST / Math.max(1, screen) / 4);
}

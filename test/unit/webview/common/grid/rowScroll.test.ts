import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createRowScroll } from '../../../../../src/webview/common/grid/rowScroll.js';

const TEN_MILLION = 10_000_000;
const SCREEN = 792;

/** A list of rows of 22 pixels under a head of 26, in an element that scrolls as far as it is tall. */
function listOf(count: number) {
  let top = 0;
  const element = {
    get scrollTop() {
      return top;
    },
    set scrollTop(to: number) {
      top = Math.max(0, Math.min(to, scroll.bodyHeight() - SCREEN));
    },
    scrollLeft: 0,
    clientWidth: 1000,
    clientHeight: SCREEN + 26,
  };
  const scroll = createRowScroll({ count, rowHeight: 22, headHeight: 26 });
  scroll.onResize(element);
  let now = 1000;
  return {
    scroll,
    element,
    /** The row on top of the screen, by where it is drawn, and how much of it is hidden. */
    shown: () => {
      const index = Math.floor(scroll.top / 22);
      return { index, drawnAt: scroll.topOf(index) - element.scrollTop };
    },
    wheel(by: number) {
      now += 16;
      scroll.onWheel(now);
      element.scrollTop += by;
      scroll.onScroll(element, now);
    },
    drag(to: number) {
      now += 10_000;
      element.scrollTop = to;
      scroll.onScroll(element, now);
    },
  };
}

describe('rowScroll', () => {
  it('draws the rows on the screen and a few around', () => {
    const { scroll, wheel } = listOf(1000);
    assert.deepEqual(scroll.drawn(), { first: 0, last: 41 });
    wheel(2200);
    assert.deepEqual(scroll.drawn(), { first: 94, last: 141 });
  });

  it('draws nothing of an empty list, and all of a short one', () => {
    assert.deepEqual(listOf(0).scroll.drawn(), { first: 0, last: -1 });
    assert.deepEqual(listOf(5).scroll.drawn(), { first: 0, last: 4 });
  });

  it('moves by the pixels of the wheel in the middle of ten million rows', () => {
    const { scroll, drag, wheel, shown } = listOf(TEN_MILLION);
    drag(2_000_000);
    const before = scroll.top;
    for (let turn = 0; turn < 50; turn++) wheel(110);
    assert.equal(scroll.top, before + 5500);
    const { index, drawnAt } = shown();
    assert.ok(drawnAt <= 0 && drawnAt > -22, `${index} ${drawnAt}`);
  });

  it('follows the thumb of the bar by its share', () => {
    const { scroll, drag } = listOf(TEN_MILLION);
    drag((4_000_000 - SCREEN) / 2);
    assert.ok(Math.abs(scroll.top / 22 - TEN_MILLION / 2) < 100);
    drag(4_000_000 - SCREEN);
    assert.equal(scroll.drawn().last, TEN_MILLION - 1);
    drag(0);
    assert.equal(scroll.top, 0);
  });

  it('puts the thumb where the list is once nothing moves, without moving the list', () => {
    const { scroll, element, drag, wheel, shown } = listOf(TEN_MILLION);
    drag(2_000_000);
    for (let turn = 0; turn < 100; turn++) wheel(1000);
    const [top, place] = [scroll.top, shown()];
    assert.equal(scroll.settle(element), true);
    assert.ok(Math.abs(element.scrollTop - 2_001_000) < 2000, `${element.scrollTop}`);
    assert.deepEqual([scroll.top, shown()], [top, place]);
    assert.equal(scroll.settle(element), false);
  });

  it('shows any row by the least move', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: TEN_MILLION - 1 }),
        fc.integer({ min: 0, max: TEN_MILLION - 1 }),
        (first, second) => {
          const { scroll, element } = listOf(TEN_MILLION);
          const indexes = [first, second, Math.min(TEN_MILLION - 1, second + 1)];
          for (const [step, index] of indexes.entries()) {
            const before = scroll.top;
            scroll.reveal(element, index);
            const at = scroll.topOf(index) - element.scrollTop;
            assert.ok(at >= 0 && at + 22 <= SCREEN, `row ${index} is drawn at ${at}`);
            if (step === 2) assert.ok(scroll.top - before <= 22);
          }
        },
      ),
    );
  });

  it('keeps the row on top when rows become taller', () => {
    for (const count of [1000, TEN_MILLION]) {
      const { scroll, element } = listOf(count);
      scroll.moveTo(element, 22 * 500);
      scroll.setList({ count, rowHeight: 58, headHeight: 26 });
      assert.equal(scroll.fit(element), true);
      assert.equal(scroll.top, 58 * 500);
      assert.equal(scroll.topOf(500) - element.scrollTop, 0);
    }
  });

  it('ends with the list when that becomes shorter', () => {
    const { scroll, element, drag } = listOf(TEN_MILLION);
    drag(2_000_000);
    scroll.setList({ count: 100, rowHeight: 22, headHeight: 26 });
    scroll.fit(element);
    assert.equal(scroll.drawn().last, 99);
    assert.equal(scroll.topOf(0), 0);
  });

  it('stays where it is when the list grows', () => {
    const { scroll, element, drag, shown } = listOf(1_000_000);
    drag(2_000_000);
    const place = shown();
    scroll.setList({ count: TEN_MILLION, rowHeight: 22, headHeight: 26 });
    scroll.fit(element);
    assert.deepEqual(shown(), place);
    scroll.settle(element);
    assert.deepEqual(shown(), place);
  });
});

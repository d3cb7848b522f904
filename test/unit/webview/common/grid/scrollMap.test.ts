import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isExactMove, scrollMap } from '../../../../../src/webview/common/grid/scrollMap.js';

const SCREEN = 800;
const MILLION_ROWS = 22_000_000;

describe('scrollMap', () => {
  it('leaves a list that fits as it is', () => {
    const map = scrollMap(100_000 * 22, SCREEN);
    assert.deepEqual(
      [map.height, map.end, map.toList(1234), map.toScrolled(1234)],
      [2_200_000, 2_199_200, 1234, 1234],
    );
  });

  it('has one position where everything is on the screen', () => {
    const map = scrollMap(220, SCREEN);
    assert.deepEqual([map.height, map.end, map.toList(50), map.toScrolled(50)], [220, 0, 0, 0]);
  });

  const cases = [
    { name: 'the start', scrolled: 0, list: 0 },
    { name: 'a step near the start', scrolled: 22, list: 22 },
    { name: 'the end', scrolled: 4_000_000 - SCREEN, list: 10 * MILLION_ROWS - SCREEN },
    {
      name: 'a step before the end',
      scrolled: 4_000_000 - SCREEN - 22,
      list: 10 * MILLION_ROWS - SCREEN - 22,
    },
    {
      name: 'the middle',
      scrolled: (4_000_000 - SCREEN) / 2,
      list: (10 * MILLION_ROWS - SCREEN) / 2,
    },
    { name: 'before the start', scrolled: -50, list: 0 },
    { name: 'beyond the end', scrolled: 5_000_000, list: 10 * MILLION_ROWS - SCREEN },
  ];
  for (const { name, scrolled, list } of cases) {
    it(`maps ${name} of ten million rows`, () => {
      assert.equal(Math.round(scrollMap(10 * MILLION_ROWS, SCREEN).toList(scrolled)), list);
    });
  }

  it('never turns back, and comes back to where it was', () => {
    const height = fc.integer({ min: 1, max: 4_000_000_000 });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(height, share, share, (listHeight, one, other) => {
        const map = scrollMap(listHeight, SCREEN);
        const [a, b] = [map.end * Math.min(one, other), map.end * Math.max(one, other)];
        assert.ok(map.toScrolled(a) <= map.toScrolled(b));
        assert.ok(Math.abs(map.toList(map.toScrolled(a)) - a) < 0.01);
        assert.ok(map.toScrolled(map.end) <= Math.max(0, map.height - SCREEN));
      }),
    );
  });

  it('takes what a wheel moves as pixels, and what a thumb moves as a share', () => {
    assert.deepEqual(
      [100, -1000, 4000, -2_000_000].map((by) => isExactMove(by, SCREEN)),
      [true, true, false, false],
    );
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { columnLayout } from '../../../../../src/webview/common/grid/columnLayout.js';

describe('columnLayout', () => {
  it('knows where columns begin and end', () => {
    const layout = columnLayout([100, 40, 60]);
    assert.deepEqual(
      [layout.width, layout.start(0), layout.start(2), layout.end(2)],
      [200, 0, 140, 200],
    );
  });

  const layout = columnLayout([100, 40, 60]);
  const cases = [
    { name: 'all', from: 0, to: 500, shown: { first: 0, last: 2 } },
    {
      name: 'the last pixel of one and the first of the next',
      from: 99,
      to: 101,
      shown: { first: 0, last: 1 },
    },
    { name: 'one in full', from: 100, to: 140, shown: { first: 1, last: 1 } },
    { name: 'no width', from: 50, to: 50, shown: { first: 0, last: -1 } },
  ];
  for (const { name, from, to, shown } of cases) {
    it(`finds the columns of a stretch: ${name}`, () => {
      assert.deepEqual(layout.between(from, to), shown);
    });
  }

  it('has nothing to show without columns', () => {
    assert.deepEqual(columnLayout([]).between(0, 100), { first: 0, last: -1 });
  });

  it('finds the same columns as a look at each', () => {
    const widths = fc.array(fc.integer({ min: 40, max: 400 }), { minLength: 1, maxLength: 200 });
    const share = fc.double({ min: 0, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(widths, share, fc.integer({ min: 1, max: 900 }), (all, at, screen) => {
        const one = columnLayout(all);
        const from = Math.floor(one.width * at);
        const seen = all
          .map((_, index) => index)
          .filter((index) => one.end(index) > from && one.start(index) < from + screen);
        assert.deepEqual(one.between(from, from + screen), {
          first: seen[0],
          last: seen.at(-1),
        });
      }),
    );
  });
});

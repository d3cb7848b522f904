import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { pairOrders } from '../../../../src/core/stats/pairOrders.js';

describe('pairOrders', () => {
  it('counts what comparing each pair counts', () => {
    const small = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(small, (rows) => {
        const x = rows.map(([first]) => first);
        const y = rows.map(([, second]) => second);
        const counted = { pairs: 0, tiedX: 0, tiedY: 0, tiedBoth: 0, discordant: 0 };
        rows.forEach(([a, b], index) => {
          for (const [c, d] of rows.slice(index + 1)) {
            counted.pairs += 1;
            if (a === c) counted.tiedX += 1;
            if (b === d) counted.tiedY += 1;
            if (a === c && b === d) counted.tiedBoth += 1;
            if ((a - c) * (b - d) < 0) counted.discordant += 1;
          }
        });
        assert.deepEqual(pairOrders(x, y), counted);
      }),
    );
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isInDoubt } from '../../../../src/core/labels/labelRow.js';
import { labelSample, sampleWeights } from '../../../../src/core/labels/labelSample.js';
import { seededUniform, shownOrder } from '../../../../src/core/labels/seededOrder.js';
import { keyedRun } from './labelledRun.js';

/** Every fifth row has orders that disagree, every tenth no verdict. */
const { rows } = keyedRun(
  'compare',
  Array.from({ length: 100 }, (_, at) => (at % 10 === 3 ? null : at % 5 === 0 ? 'A B' : 'A A')),
);
const plan = fc.constantFrom('random' as const, 'whereItMatters' as const);

describe('a sample to label', () => {
  it('holds each row with a verdict once, in the same order for the same seed', () => {
    fc.assert(
      fc.property(plan, fc.maxSafeInteger(), (which, seed) => {
        const drawn = labelSample(rows, { plan: which, seed });
        const ids = drawn.map(({ row }) => row.id);
        assert.deepEqual(
          ids.toSorted((a, b) => a - b),
          rows.filter(({ verdict }) => verdict !== undefined).map(({ id }) => id),
        );
        const again = labelSample(rows.toReversed(), { plan: which, seed });
        assert.deepEqual(
          again.map(({ row }) => row.id),
          ids,
        );
      }),
    );
  });

  it('rows that come later leave the order of the others as it is', () => {
    const few = labelSample(rows.slice(0, 50), { plan: 'random', seed: 7 });
    const all = labelSample(rows, { plan: 'random', seed: 7 });
    assert.deepEqual(
      all.filter(({ row }) => row.row <= 50).map(({ row }) => row.id),
      few.map(({ row }) => row.id),
    );
  });

  it('takes rows in doubt and others in turns where it matters', () => {
    const drawn = labelSample(rows, { plan: 'whereItMatters', seed: 3 });
    const doubts = drawn.slice(0, 40).map(({ row }) => isInDoubt(row));
    assert.deepEqual(
      doubts,
      Array.from({ length: 40 }, (_, at) => at % 2 === 0),
    );
    assert.ok(drawn.slice(40).every(({ row }) => !isInDoubt(row)));
    const weightOf = sampleWeights(drawn, 40);
    const weights = drawn.slice(0, 2).map(weightOf);
    assert.deepEqual(weights, [20 / 20, 70 / 20]);
  });

  it('shows what the rater has labelled last, and of a filter what holds a response', () => {
    const labelled = new Set([1, 2, 3]);
    const drawn = labelSample(rows, { plan: 'random', seed: 1, labelled });
    assert.deepEqual(new Set(drawn.slice(-3).map(({ row }) => row.id)), labelled);
    const filtered = new Set([4, 5, 6]);
    const ids = labelSample(rows, { plan: 'filtered', seed: 1, filtered }).map(({ row }) => row.id);
    assert.deepEqual(ids.sort(), [4, 5, 6]);
    const lost = rows.map((row) => ({ ...row, outcome: 'generation_error' as const }));
    assert.deepEqual(labelSample(lost, { plan: 'filtered', seed: 1, filtered }), []);
  });

  it('gives each row the same chance over seeds, and each order of two responses', () => {
    const times = 4000;
    const chosen = new Map<number, number>();
    let turned = 0;
    for (let seed = 0; seed < times; seed += 1) {
      for (const { row } of labelSample(rows, { plan: 'random', seed }).slice(0, 9)) {
        chosen.set(row.id, (chosen.get(row.id) ?? 0) + 1);
      }
      if (shownOrder(seed, 17) === 'BA') turned += 1;
    }
    // 90 rows, 9 of them each time: 400 times each, standard deviation 19.
    for (const [id, count] of chosen) assert.ok(Math.abs(count - 400) < 95, `${id}: ${count}`);
    assert.equal(chosen.size, 90);
    assert.ok(Math.abs(turned - times / 2) < 160, String(turned));
  });

  it('is even over rows too, whatever the seed', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (seed) => {
        const mean =
          Array.from({ length: 2000 }, (_, row) => seededUniform(seed, row + 1, 'sample')).reduce(
            (sum, one) => sum + one,
          ) / 2000;
        // Standard deviation of the mean: 0.0065.
        assert.ok(Math.abs(mean - 0.5) < 0.035, String(mean));
      }),
    );
  });
});

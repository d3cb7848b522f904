import assert from 'node:assert/strict';
import { confusionMatrix } from '../../../../src/core/stats/confusion.js';

describe('confusionMatrix', () => {
  it('leaves out labels that it was not told', () => {
    const pairs = [
      ['a', 'a'],
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
    ] as const;
    const { counts, n, perLabel } = confusionMatrix(pairs, ['a', 'b']);
    assert.deepEqual(
      [counts, n],
      [
        [
          [1, 1],
          [0, 0],
        ],
        2,
      ],
    );
    assert.deepEqual(
      perLabel.map(({ label, precision, recall, f1, support }) => [
        label,
        precision?.value ?? null,
        recall?.value ?? null,
        f1,
        support,
      ]),
      [
        ['a', 1, 0.5, 2 / 3, 2],
        ['b', 0, null, 0, 0],
      ],
    );
  });
});

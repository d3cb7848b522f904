import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DIGEST_WORDS } from '../../../../src/core/compare/contentDigest.js';
import { createContentNumbers } from '../../../../src/core/compare/contentNumbers.js';
import { pairRows } from '../../../../src/core/compare/pairRows.js';
import type { KeyedRows } from '../../../../src/core/compare/pairRows.js';

/** A row by its number in the dataset and its content, as one key tells it and as another does. */
type Row = readonly [row: number, strict: number, loose: number];

function keyed(rows: readonly Row[]): KeyedRows {
  const keysOf = (contents: readonly number[]) => {
    const keys = new Uint32Array(DIGEST_WORDS * contents.length);
    // Apart in the last word alone: each looks for its slot where the others do.
    contents.forEach((content, at) => (keys[DIGEST_WORDS * at + 3] = content));
    return keys;
  };
  return {
    names: Int32Array.from(rows, ([row]) => row),
    keys: [keysOf(rows.map(([, strict]) => strict)), keysOf(rows.map(([, , loose]) => loose))],
  };
}

/** The same in the plainest way: every row of B looks for a partner among all rows of A. */
function pairedPlainly(a: readonly Row[], b: readonly Row[]) {
  const [restA, restB] = [inOrder(a), inOrder(b)];
  const pairs: (readonly [number, number])[] = [];
  for (const key of [1, 2] as const) {
    for (const row of [...restB]) {
      const partner = restA.find((one) => one[key] === row[key]);
      if (!partner) continue;
      restA.splice(restA.indexOf(partner), 1);
      restB.splice(restB.indexOf(row), 1);
      pairs.push([a.indexOf(partner), b.indexOf(row)]);
    }
  }
  const rank = ([, at]: readonly [number, number]) => b[at]?.[0] ?? 0;
  return {
    pairs: pairs.sort((one, other) => rank(one) - rank(other)),
    onlyA: restA.map((row) => a.indexOf(row)),
    onlyB: restB.map((row) => b.indexOf(row)),
    unpairedRepeats:
      restA.filter((row) => b.some((other) => other[2] === row[2])).length +
      restB.filter((row) => a.some((other) => other[2] === row[2])).length,
  };
}

function inOrder(rows: readonly Row[]): Row[] {
  return [...rows].sort((one, other) => one[0] - other[0]);
}

describe('pairRows', () => {
  const rows = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 25 }).chain((numbers) =>
    fc.tuple(
      ...numbers.map((row) =>
        fc
          .tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 1 }))
          // What is alike to the strict key is so to the loose one.
          .map(([loose, more]): Row => [row, 10 * loose + more, loose]),
      ),
    ),
  );

  it('pairs as comparing every row with every other does', () =>
    fc.assert(
      fc.property(rows, rows, (a, b) => {
        const { a: ofA, b: ofB, onlyA, onlyB, unpairedRepeats } = pairRows(keyed(a), keyed(b));
        assert.deepEqual(
          {
            pairs: Array.from(ofA, (row, at) => [row, ofB[at]]),
            onlyA: [...onlyA],
            onlyB: [...onlyB],
            unpairedRepeats,
          },
          pairedPlainly(a, b),
        );
      }),
    ));

  it('without a key pairs nothing', () => {
    const { names } = keyed([[1, 1, 1]]);
    const paired = pairRows({ names, keys: [] }, { names, keys: [] });
    assert.deepEqual([paired.b.length, [...paired.onlyA], [...paired.onlyB]], [0, [0], [0]]);
    assert.equal(paired.unpairedRepeats, 0);
  });
});

describe('contentNumbers', () => {
  it('numbers contents as they come, also those that want one slot', () => {
    const digests = Uint32Array.from([7, 0, 0, 1, 7, 0, 0, 2, 7, 0, 0, 1, 0, 0, 0, 0]);
    const contents = createContentNumbers(3);
    assert.deepEqual(
      [0, 1, 2, 3, 0].map((at) => contents.numberOf(digests, at)),
      [0, 1, 0, 2, 0],
    );
    assert.equal(contents.size, 3);
  });
});

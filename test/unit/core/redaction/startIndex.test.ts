import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createStartIndex } from '../../../../src/core/redaction/startIndex.js';

const SHORTEST = 5;

/** The first place of any start, by asking for each of them at each place. */
function firstOf(text: string, from: number, starts: readonly string[]) {
  for (let at = from; at < text.length; at += 1) {
    const values = starts.filter((start) => text.startsWith(start, at));
    if (values.length > 0) return { at, values };
  }
  return undefined;
}

/** Two letters and one that is not of one byte: starts that overlap, repeat and begin each other. */
const letters = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom('a', 'b', '\u{2022}'), minLength, maxLength });

describe('an index of starts', () => {
  it('property: it finds what a search for each start finds', () => {
    const starts = fc.uniqueArray(letters(SHORTEST, 9), { maxLength: 12 });
    fc.assert(
      fc.property(starts, letters(0, 80), fc.nat(20), (starts, text, from) => {
        const index = createStartIndex<string>(SHORTEST);
        for (const start of starts) index.add(start, start);
        const found = index.next(text, from);
        assert.deepEqual(
          found && { ...found, values: found.values.toSorted() },
          firstOf(text, from, starts.toSorted()),
        );
      }),
    );
  });

  it('finds each of ten thousand starts', () => {
    const index = createStartIndex<number>(SHORTEST);
    const starts = Array.from({ length: 10_000 }, (_, at) => `start-${at}.`);
    for (const [at, start] of starts.entries()) index.add(start, at);
    for (const [at, start] of starts.entries()) {
      const text = `no start-. ${start}`;
      assert.deepEqual(index.next(text, 0), { at: 11, values: [at] });
    }
  });

  it('takes no start that is shorter than its window', () => {
    assert.throws(() => createStartIndex(SHORTEST).add('abcd', 0), RangeError);
  });
});

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { createDigestSet } from '../../../../../src/core/dataset/rows/digestSet.js';

describe('createDigestSet', () => {
  it('knows what it was given, also after it grew many times', () => {
    const set = createDigestSet();
    const digests = Array.from({ length: 20_000 }, (_, index) =>
      createHash('sha256').update(String(index)).digest('binary'),
    );
    assert.equal(digests.filter((digest) => set.add(digest)).length, digests.length);
    assert.equal(digests.filter((digest) => set.add(digest)).length, 0);
  });

  it('tells any digests apart by their first 16 characters', () => {
    // Few different bytes: many share a slot, some are all zeros.
    const digest = fc.string({
      unit: fc.constantFrom('\u0000', '\u0001', 'ÿ'),
      minLength: 16,
      maxLength: 20,
    });
    fc.assert(
      fc.property(fc.array(digest, { maxLength: 60 }), (digests) => {
        const set = createDigestSet();
        const met = new Set<string>();
        for (const each of digests) {
          const key = each.slice(0, 16);
          assert.equal(set.add(each), !met.has(key));
          met.add(key);
        }
      }),
    );
  });
});

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { createDigestSet } from '../../../../src/core/dataset/digestSet.js';

describe('createDigestSet', () => {
  it('knows what it was given, also after it grew many times', () => {
    const set = createDigestSet();
    const digests = Array.from({ length: 20_000 }, (_, index) =>
      createHash('sha256').update(String(index)).digest(),
    );
    assert.equal(digests.filter((digest) => set.add(digest)).length, digests.length);
    assert.equal(digests.filter((digest) => set.add(digest)).length, 0);
  });

  it('tells any digests apart by their first 16 bytes', () => {
    // Few different bytes: many share a slot, some are all zeros.
    const digest = fc.uint8Array({ minLength: 16, maxLength: 20, max: 1 });
    fc.assert(
      fc.property(fc.array(digest, { maxLength: 60 }), (digests) => {
        const set = createDigestSet();
        const met = new Set<string>();
        for (const each of digests) {
          const key = each.slice(0, 16).join();
          assert.equal(set.add(each), !met.has(key));
          met.add(key);
        }
      }),
    );
  });

  it('reads a digest that stands in the middle of other bytes', () => {
    const set = createDigestSet();
    const bytes = Uint8Array.from({ length: 40 }, (_, index) => index);
    assert.equal(set.add(bytes.subarray(3, 19)), true);
    assert.equal(set.add(Uint8Array.from({ length: 16 }, (_, index) => index + 3)), false);
  });
});

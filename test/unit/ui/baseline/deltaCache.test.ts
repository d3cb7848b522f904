import assert from 'node:assert/strict';
import type { BaselineDelta } from '../../../../src/core/baseline/baselineDelta.js';
import { createDeltaCache } from '../../../../src/ui/baseline/deltaCache.js';
import type { RunPair } from '../../../../src/ui/baseline/deltaCache.js';
import { sampleRun } from '../../../webview/harness/sampleRun.js';

const { manifest } = sampleRun({ type: 'classify', rows: 3 });
const known = (id: string) => ({ run: { id, folder: `/runs/${id}` }, manifest });
const pair = (run: string): RunPair => ({
  baseline: known('base'),
  run: known(run),
  key: `base ${run}`,
});
const delta: BaselineDelta = {
  text: '+3.1 pts (−0.4 to +6.6)',
  words: 'no clear difference',
  clear: 'none',
  judged: 500,
  cautions: [],
};

/** A cache whose comparisons end when the test lets them, over a storage in memory. */
function heldCache(stored = new Map<string, unknown>()) {
  const begun: { run: string; end(): void; fail(): void }[] = [];
  const done: string[] = [];
  const failures: unknown[] = [];
  const cache = createDeltaCache({
    storage: {
      get: (key) => stored.get(key),
      update: (key, value) => Promise.resolve(void stored.set(key, structuredClone(value))),
    },
    compare: (_baseline, { run }) =>
      new Promise((resolve, reject) => {
        const fail = () => reject(new Error('no'));
        begun.push({ run: run.id, end: () => resolve(delta), fail });
      }),
    done: ({ run }) => done.push(run.id),
    failed: (error) => failures.push(error),
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { cache, begun, done, failures, stored, settle };
}

describe('what is kept of comparisons with a baseline', () => {
  it('compares a pair once, one pair at a time, and tells when it is known', async () => {
    const { cache, begun, done, settle } = heldCache();
    for (let draws = 0; draws < 3; draws += 1) {
      assert.equal(cache.now(pair('a')), undefined);
      assert.equal(cache.now(pair('b')), undefined);
    }
    await settle();
    assert.deepEqual(
      begun.map(({ run }) => run),
      ['a'],
    );
    begun[0]?.end();
    await settle();
    assert.deepEqual([cache.now(pair('a')), done], [delta, ['a']]);
    assert.deepEqual(
      begun.map(({ run }) => run),
      ['a', 'b'],
    );
  });

  it('knows after a reload what it knew', async () => {
    const first = heldCache();
    const got = first.cache.get(pair('a'));
    await first.settle();
    first.begun[0]?.end();
    assert.deepEqual(await got, delta);
    const second = heldCache(first.stored);
    assert.deepEqual(second.cache.now(pair('a')), delta);
    assert.equal(second.begun.length, 0);
  });

  it('tries no pair again that can’t be compared, and goes on with the others', async () => {
    const { cache, begun, done, failures, settle } = heldCache();
    cache.now(pair('a'));
    cache.now(pair('b'));
    await settle();
    begun[0]?.fail();
    await settle();
    begun[1]?.end();
    await settle();
    assert.equal(cache.now(pair('a')), undefined);
    assert.equal(await cache.get(pair('a')), undefined);
    await settle();
    assert.deepEqual([begun.length, failures.length, done], [2, 1, ['b']]);
  });

  it('ends with the window: nothing is told and nothing more is begun', async () => {
    const { cache, begun, done, failures, settle } = heldCache();
    cache.now(pair('a'));
    cache.now(pair('b'));
    await settle();
    cache.dispose();
    begun[0]?.end();
    await settle();
    assert.deepEqual([begun.length, done, failures], [1, [], []]);
  });
});

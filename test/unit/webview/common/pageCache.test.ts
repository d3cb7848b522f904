import assert from 'node:assert/strict';
import { createPageCache } from '../../../../src/webview/common/pageCache.js';

/** A cache of ten-row pages over rows named by their number; each load waits to be let go. */
function cacheOf(keep = 3) {
  const loads: { from: number; to: number; settle(rows: readonly string[] | Error): void }[] = [];
  const events: string[] = [];
  const cache = createPageCache<string>({
    pageSize: 10,
    keep,
    load: (from, to) =>
      new Promise((resolve, reject) => {
        const settle = (rows: readonly string[] | Error) =>
          rows instanceof Error ? reject(rows) : resolve(rows);
        loads.push({ from, to, settle });
      }),
    onChange: () => events.push('change'),
    onError: (error) => events.push(String(error)),
  });
  return { cache, loads, events };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const named = (from: number, suffix = '') =>
  Array.from({ length: 10 }, (_, at) => `${from + at}${suffix}`);

describe('pageCache', () => {
  it('loads each page of a stretch once', async () => {
    const { cache, loads, events } = cacheOf();
    cache.want(5, 14);
    cache.want(0, 19);
    assert.deepEqual(
      loads.map(({ from, to }) => [from, to]),
      [
        [1, 10],
        [11, 20],
      ],
    );
    loads[1]!.settle(named(11));
    await settled();
    assert.deepEqual([cache.at(9), cache.at(10), cache.at(19)], [undefined, '11', '20']);
    assert.deepEqual(events, ['change']);
  });

  it('asks for nothing where nothing is on the screen', () => {
    const { cache, loads } = cacheOf();
    cache.want(0, -1);
    assert.deepEqual(loads, []);
  });

  it('shows the old rows until an invalidated page is here again', async () => {
    const { cache, loads } = cacheOf();
    cache.want(0, 9);
    loads[0]!.settle(named(1));
    await settled();
    cache.invalidate();
    assert.equal(cache.at(0), '1');
    cache.want(0, 9);
    assert.equal(loads.length, 2);
    loads[1]!.settle(named(1, ' new'));
    await settled();
    assert.equal(cache.at(0), '1 new');
  });

  it('asks again for a page that was invalidated on its way', async () => {
    const { cache, loads } = cacheOf();
    cache.want(0, 9);
    cache.invalidate();
    loads[0]!.settle(named(1));
    await settled();
    assert.equal(loads.length, 2);
    loads[1]!.settle(named(1, ' new'));
    await settled();
    assert.equal(cache.at(0), '1 new');
    assert.equal(loads.length, 2);
  });

  it('tells of a failure and tries again when wanted', async () => {
    const { cache, loads, events } = cacheOf();
    cache.want(0, 9);
    loads[0]!.settle(new Error('gone'));
    await settled();
    assert.deepEqual(events, ['Error: gone']);
    cache.want(0, 9);
    assert.equal(loads.length, 2);
  });

  it('lets go of the pages that were wanted longest ago', async () => {
    const { cache, loads } = cacheOf(2);
    for (const first of [0, 10, 20]) cache.want(first, first + 9);
    for (const load of loads) load.settle(named(load.from));
    await settled();
    assert.deepEqual([cache.at(0), cache.at(10), cache.at(20)], [undefined, '11', '21']);
  });

  it('drops what arrives after its end', async () => {
    const { cache, loads, events } = cacheOf();
    cache.want(0, 9);
    cache.dispose();
    loads[0]!.settle(named(1));
    await settled();
    assert.deepEqual({ row: cache.at(0), events }, { row: undefined, events: [] });
  });
});

import assert from 'node:assert/strict';
import type { ModelList } from '../../../../src/core/models/modelList.js';
import { createModelLists } from '../../../../src/core/models/modelLists.js';
import type { ServiceName } from '../../../../src/core/services.js';

const MINUTE = 60_000;
const listOf = (fetchedAt: number): ModelList => ({ fetchedAt, models: [], problems: [] });

function stage(stored: Readonly<Record<string, ModelList>> = {}) {
  const kept = new Map(Object.entries(stored));
  const asked: ServiceName[] = [];
  const state = { now: 1000 * MINUTE, broken: false, reads: 0, hold: Promise.resolve() };
  const lists = createModelLists({
    store: {
      read: (origin) => {
        state.reads += 1;
        return Promise.resolve(kept.get(origin));
      },
      write: (origin, list) => {
        kept.set(origin, list);
        return Promise.resolve();
      },
    },
    origin: (name) => `origin of ${name}`,
    fetch: async (name) => {
      asked.push(name);
      await state.hold;
      if (state.broken) throw new Error('no network');
      return listOf(state.now);
    },
    now: () => state.now,
  });
  return { lists, asked, kept, state };
}

const STORED = 'origin of together';

describe('createModelLists', () => {
  const ages: [name: string, minutesAgo: number, asks: boolean][] = [
    ['of just now', 0, false],
    ['of 59 minutes ago', 59, false],
    ['of an hour ago', 60, true],
    ['of the future', -1, true],
  ];
  for (const [name, minutes, asks] of ages) {
    it(`${asks ? 'asks anew for' : 'is content with'} a list ${name}`, async () => {
      const { lists, asked, state, kept } = stage({ [STORED]: listOf((1000 - minutes) * MINUTE) });
      const answer = await lists.current('together');
      assert.deepEqual(asked, asks ? ['together'] : []);
      assert.deepEqual(answer, { list: listOf(asks ? state.now : (1000 - minutes) * MINUTE) });
      assert.deepEqual(kept.get(STORED), answer.list);
    });
  }

  it('gives the last list without asking anybody, and reads it once', async () => {
    const { lists, asked, state } = stage({ [STORED]: listOf(1) });
    assert.deepEqual(
      [await lists.last('together'), await lists.last('together'), await lists.last('demo')],
      [listOf(1), listOf(1), undefined],
    );
    assert.deepEqual([asked, state.reads], [[], 2]);
  });

  it('serves the old list where the service can not be reached, and says so', async () => {
    const { lists, state, kept } = stage({ [STORED]: listOf(1) });
    state.broken = true;
    assert.deepEqual(await lists.current('together'), {
      list: listOf(1),
      unreachable: 'no network',
    });
    assert.deepEqual(kept.get(STORED), listOf(1));
  });

  it('throws where there is no list at all', async () => {
    const { lists, state } = stage();
    state.broken = true;
    await assert.rejects(lists.current('together'), { message: 'no network' });
  });

  it('pauses after a failure, but not when a person asks', async () => {
    const { lists, asked, state } = stage({ [STORED]: listOf(1) });
    state.broken = true;
    await lists.current('together');
    await lists.current('together');
    assert.equal(asked.length, 1);
    await lists.refresh('together');
    assert.equal(asked.length, 2);
    state.now += MINUTE;
    state.broken = false;
    assert.deepEqual(await lists.current('together'), { list: listOf(state.now) });
    assert.equal(asked.length, 3);
  });

  it('asks once however many ask, each service for itself', async () => {
    const { lists, asked } = stage();
    await Promise.all([
      lists.current('together'),
      lists.refresh('together'),
      lists.current('together'),
      lists.current('demo'),
    ]);
    assert.deepEqual(asked.sort(), ['demo', 'together']);
  });

  it('keeps nothing of the account before, not even what is under way', async () => {
    const { lists, asked, state } = stage();
    await lists.current('together');
    lists.forget('together');
    assert.equal(await lists.last('together'), undefined);
    let release = (): void => undefined;
    state.hold = new Promise((resolve) => (release = resolve));
    const late = lists.current('together');
    await lists.last('together');
    lists.forget('together');
    release();
    await late;
    assert.equal(await lists.last('together'), undefined);
    await lists.current('together');
    assert.deepEqual(asked, ['together', 'together', 'together']);
  });

  it('lets one stop waiting while the answer serves the other', async () => {
    const { lists, asked, state } = stage();
    let release = (): void => undefined;
    state.hold = new Promise((resolve) => (release = resolve));
    const abort = new AbortController();
    const gaveUp = assert.rejects(lists.current('together', abort.signal), { name: 'AbortError' });
    const waits = lists.current('together');
    abort.abort();
    await gaveUp;
    release();
    assert.deepEqual(await waits, { list: listOf(state.now) });
    assert.deepEqual(asked, ['together']);
  });
});

import assert from 'node:assert/strict';
import type { ModelList } from '../../../../src/core/models/modelList.js';
import { createModelLists } from '../../../../src/core/models/modelLists.js';
import type { ServiceName } from '../../../../src/core/services.js';
import { createListKnowledge } from '../../../../src/ui/models/listKnowledge.js';

const HOUR = 3_600_000;
const listOf = (fetchedAt: number): ModelList => ({ fetchedAt, models: [], problems: [] });

function stage({
  stored,
  may = true,
  broken = false,
  never = false,
}: {
  readonly stored?: number;
  readonly may?: boolean;
  readonly broken?: boolean;
  readonly never?: boolean;
} = {}) {
  const asked: ServiceName[] = [];
  let changes = 0;
  let failures = 0;
  const lists = createModelLists({
    store: {
      read: () => Promise.resolve(stored === undefined ? undefined : listOf(stored)),
      write: () => Promise.resolve(),
    },
    origin: (name) => name,
    now: () => 10 * HOUR,
    fetch: (name) => {
      asked.push(name);
      if (never) return new Promise(() => undefined);
      return broken ? Promise.reject(new Error('no network')) : Promise.resolve(listOf(10 * HOUR));
    },
  });
  const knowledge = createListKnowledge({
    lists: () => Promise.resolve(lists),
    mayAsk: () => Promise.resolve(may),
    failed: () => (failures += 1),
    changed: () => (changes += 1),
  });
  return { knowledge, asked, counts: () => ({ changes, failures }) };
}

/** What goes on behind needs no time, but its turns. */
const renewed = () => new Promise((resolve) => setImmediate(resolve));

describe('listKnowledge', () => {
  it('gives an old list at once and renews it behind', async () => {
    const { knowledge, asked, counts } = stage({ stored: HOUR });
    assert.deepEqual(await knowledge.soon('together', 1), { list: listOf(HOUR) });
    await renewed();
    assert.deepEqual(await knowledge.atHand('together'), { list: listOf(10 * HOUR) });
    assert.deepEqual([asked, counts()], [['together'], { changes: 1, failures: 0 }]);
  });

  it('waits for the first list', async () => {
    const { knowledge, counts } = stage();
    assert.deepEqual(await knowledge.soon('local', 10_000), { list: listOf(10 * HOUR) });
    assert.deepEqual(counts(), { changes: 1, failures: 0 });
  });

  it('does not wait for ever', async () => {
    const { knowledge, asked } = stage({ never: true });
    assert.equal(await knowledge.soon('demo', 1), undefined);
    assert.deepEqual(asked, ['demo']);
  });

  it('says from then on that the service could not be reached', async () => {
    const { knowledge, counts } = stage({ stored: HOUR, broken: true });
    await knowledge.soon('together', 1);
    await renewed();
    assert.deepEqual(await knowledge.atHand('together'), {
      list: listOf(HOUR),
      unreachable: 'no network',
    });
    assert.deepEqual(counts(), { changes: 0, failures: 0 });
  });

  const quiet: [name: string, setting: Parameters<typeof stage>[0]][] = [
    ['where it may not: no trust, or no key', { may: false }],
    ['for a list that is fresh', { stored: 9.5 * HOUR }],
  ];
  for (const [name, setting] of quiet) {
    it(`asks nobody ${name}`, async () => {
      const { knowledge, asked } = stage(setting);
      await knowledge.soon('together', 1000);
      await renewed();
      assert.deepEqual(asked, []);
    });
  }

  it('asks nobody for what is at hand', async () => {
    const { knowledge, asked } = stage();
    assert.equal(await knowledge.atHand('together'), undefined);
    assert.deepEqual(asked, []);
  });

  it('asks when a person does, though the list is fresh, and tells that another came', async () => {
    const { knowledge, asked, counts } = stage({ stored: 9.5 * HOUR });
    const { signal } = new AbortController();
    assert.deepEqual(await knowledge.refresh('together', signal), { list: listOf(10 * HOUR) });
    assert.deepEqual([asked, counts()], [['together'], { changes: 1, failures: 0 }]);
  });

  it('throws to a person who asks where there is none', async () => {
    const { knowledge } = stage({ broken: true });
    await assert.rejects(knowledge.refresh('together', new AbortController().signal), {
      message: 'no network',
    });
  });

  it('keeps a failure quiet', async () => {
    const { knowledge, counts } = stage({ broken: true });
    assert.equal(await knowledge.soon('together', 10_000), undefined);
    assert.deepEqual(counts(), { changes: 0, failures: 1 });
  });
});

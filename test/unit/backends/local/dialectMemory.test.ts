import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import { createDialectMemory } from '../../../../src/backends/local/dialectMemory.js';
import { FIRST_DIALECT, type Dialect } from '../../../../src/core/judging/dialect.js';

const signal = new AbortController().signal;
const WITHOUT: Dialect = { ...FIRST_DIALECT, format: 'none' };
const asking = { speaker: 'http://h/v1 m', hasSchema: true };

/** Sleeps until the test wakes it. */
function setUp(stored: Readonly<Record<string, Dialect>> = {}) {
  const saved: unknown[] = [];
  let wake = () => {};
  const clock = {
    now: () => 0,
    random: () => 0,
    sleep: () => new Promise<void>((resolve) => (wake = resolve)),
  };
  const memory = createDialectMemory(clock, {
    load: () => Promise.resolve(stored),
    save: (...entry) => {
      saved.push(entry);
      return Promise.resolve();
    },
  });
  return { memory, saved, wake: () => wake() };
}

describe('the memory of dialects', () => {
  it('lets one request find out, and tells the others', async () => {
    const { memory, saved } = setUp();
    const first = await memory.begin(asking, signal);
    assert.deepEqual(first, { dialect: FIRST_DIALECT, isFirst: true });
    let others: unknown;
    void Promise.all([memory.begin(asking, signal), memory.begin(asking, signal)]).then(
      (told) => (others = told),
    );
    await turn();
    assert.equal(others, undefined);
    assert.equal(memory.change(asking.speaker, FIRST_DIALECT, WITHOUT), WITHOUT);
    memory.settle(asking.speaker, WITHOUT);
    await turn();
    const told = { dialect: WITHOUT, isFirst: false };
    assert.deepEqual(others, [told, told]);
    assert.deepEqual(await memory.begin(asking, signal), told);
    assert.deepEqual(saved, [[asking.speaker, WITHOUT]]);
  });

  it('waits for nothing without a schema, for another speaker, or after a while', async () => {
    const { memory, wake } = setUp();
    await memory.begin(asking, signal);
    const plain = await memory.begin({ ...asking, hasSchema: false }, signal);
    assert.deepEqual(plain, { dialect: FIRST_DIALECT, isFirst: false });
    assert.ok((await memory.begin({ ...asking, speaker: 'other' }, signal)).isFirst);
    const patient = memory.begin(asking, signal);
    await turn();
    wake();
    assert.deepEqual(await patient, { dialect: FIRST_DIALECT, isFirst: false });
  });

  it('lets the next one find out where the first failed', async () => {
    const { memory, saved } = setUp();
    await memory.begin(asking, signal);
    memory.settle(asking.speaker, undefined);
    assert.ok((await memory.begin(asking, signal)).isFirst);
    memory.settle(asking.speaker, FIRST_DIALECT);
    assert.ok(!(await memory.begin(asking, signal)).isFirst);
    assert.deepEqual(saved, [[asking.speaker, FIRST_DIALECT]]);
  });

  it('knows what an earlier run found out', async () => {
    const { memory } = setUp({ [asking.speaker]: WITHOUT });
    assert.deepEqual(await memory.begin(asking, signal), { dialect: WITHOUT, isFirst: false });
  });

  it('keeps to the first of several refusals', () => {
    const { memory } = setUp();
    const other: Dialect = { ...FIRST_DIALECT, format: 'json_object' };
    memory.change(asking.speaker, FIRST_DIALECT, other);
    assert.equal(memory.change(asking.speaker, FIRST_DIALECT, WITHOUT), other);
  });
});

import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { createRowStorer } from '../../../../src/backends/local/rowStorer.js';
import type { RunAccount } from '../../../../src/core/runs/runAccount.js';
import type { StoredRow } from '../../../../src/core/runs/resultRow.js';
import { createMemoryRunStore } from '../../../contract/ports/memoryRunStore.js';

const row = (number: number): StoredRow => ({
  result: { id: number },
  details: { row: number, outcome: 'passed' },
});
const numbers = (rows: readonly StoredRow[]) => rows.map(({ details }) => details?.row);

/** A storer whose disk takes its time: each write ends when the test says so. */
function heldStorer({ mostPending }: { readonly mostPending: number }) {
  const writes: { rows: readonly StoredRow[]; end: (error?: Error) => void }[] = [];
  const told: (number | undefined)[] = [];
  const account = { add: () => undefined } as unknown as RunAccount; // the storer adds, and no more
  const storer = createRowStorer({
    run: { id: 'r', folder: 'r' },
    runs: {
      ...createMemoryRunStore(),
      append: (_, rows) =>
        new Promise((resolve, reject) =>
          writes.push({ rows, end: (error) => (error ? reject(error) : resolve()) }),
        ),
    },
    clock: { now: () => 0, sleep: () => Promise.resolve(), random: () => 0 },
    account,
    emit: (event) => {
      if (event.type === 'row') told.push(event.row.details?.row);
    },
    isDemo: () => false,
    progress: () => ({ done: told.length, total: 9, errors: 0 }),
    mostPending,
  });
  /** Stores rows, one after the other; `done` holds those that found room. */
  const store = (...rows: readonly number[]) => {
    const done: number[] = [];
    const failed: unknown[] = [];
    for (const number of rows) {
      storer.store([row(number)]).then(
        () => done.push(number),
        (error: unknown) => failed.push(error),
      );
    }
    return { done, failed };
  };
  return { storer, writes, told, store };
}

describe('createRowStorer', () => {
  it('writes what comes meanwhile together, and tells of rows once they are durable', async () => {
    const { writes, told, store } = heldStorer({ mostPending: 9 });
    store(1, 2, 3);
    await setImmediate();
    assert.equal(writes.length, 1);
    assert.deepEqual(numbers(writes[0]!.rows), [1]);
    assert.deepEqual(told, []);
    writes[0]!.end();
    await setImmediate();
    assert.deepEqual(told, [1]);
    assert.deepEqual(numbers(writes[1]!.rows), [2, 3]);
  });

  it('regression: holds a row up until the next write begins, not until all are written', async () => {
    const { writes, store } = heldStorer({ mostPending: 2 });
    const { done } = store(1, 2, 3);
    await setImmediate();
    // The first one is being written, two more are pending: as many as may be.
    assert.deepEqual(done, [1, 2]);
    writes[0]!.end();
    await setImmediate();
    assert.deepEqual(numbers(writes[1]!.rows), [2, 3]);
    assert.deepEqual(done, [1, 2, 3]);
    assert.equal(writes.length, 2);
  });

  it('throws what a write threw to those who wait for room, and to all after them', async () => {
    const { storer, writes, told, store } = heldStorer({ mostPending: 2 });
    const { done, failed } = store(1, 2, 3);
    await setImmediate();
    const full = new Error('the disk is full');
    writes[0]!.end(full);
    await setImmediate();
    assert.deepEqual({ done, failed }, { done: [1, 2], failed: [full] });
    await assert.rejects(storer.store([row(4)]), full);
    await assert.rejects(storer.flush(), full);
    assert.deepEqual(told, []);
    assert.equal(writes.length, 1);
  });
});

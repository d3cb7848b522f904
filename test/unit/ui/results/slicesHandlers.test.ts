import assert from 'node:assert/strict';
import type { RunRef } from '../../../../src/core/runs/runStore.js';
import type { StoredRow } from '../../../../src/core/runs/resultRow.js';
import type { OpenRun } from '../../../../src/ui/results/openRun.js';
import { slicesHandlers } from '../../../../src/ui/results/slices/slicesHandlers.js';
import { sampleRun } from '../../../webview/harness/sampleRun.js';

const sample = sampleRun({ type: 'classify', rows: 40 });
const rows = sample.rows.map((row, index): StoredRow => ({
  ...row,
  result: { ...row.result, level: index % 4 },
}));

/** An open run whose rows come as `read` gives them. */
function openRun(read: (time: number) => AsyncIterable<StoredRow>): OpenRun & { reads(): number } {
  let times = 0;
  const run: RunRef = { id: 'a', folder: '/runs/a' };
  const store = {
    rows() {
      times += 1;
      return read(times);
    },
  };
  const open: Pick<OpenRun, 'current' | 'signal'> = {
    signal: new AbortController().signal,
    current: () => Promise.resolve({ run, manifest: sample.manifest }),
  };
  // The handlers use the store of the services alone.
  return { ...open, ui: { services: { runs: store } }, reads: () => times } as never;
}

async function* all(): AsyncGenerator<StoredRow> {
  for (const row of rows) yield await Promise.resolve(row);
}

const signal = new AbortController().signal;
const ask = async (
  handlers: ReturnType<typeof slicesHandlers>,
  version: number,
  column: string | null,
) => handlers.slices({ version, column }, signal);

/** Asks as the page does, until the rows are read. */
async function read(...question: Parameters<typeof ask>) {
  for (;;) {
    const reply = await ask(...question);
    if (reply.state === 'read') return reply;
  }
}

describe('slicesHandlers', () => {
  it('reads the rows once for one version of them, whatever the column', async () => {
    const open = openRun(all);
    const handlers = slicesHandlers(open);
    const first = await read(handlers, 1, null);
    assert.equal(first.view.slices?.column, 'level');
    assert.deepEqual(
      first.view.slices.groups.map(({ label, n }) => [label, n]),
      [
        ['0', 10],
        ['1', 10],
        ['2', 10],
        ['3', 10],
      ],
    );
    const second = await read(handlers, 1, 'outcome');
    assert.deepEqual(
      [second.view.slices?.column, second.view.slices?.isCompared],
      ['outcome', false],
    );
    assert.equal(open.reads(), 1);
    await read(handlers, 2, null);
    assert.equal(open.reads(), 2);
  });

  it('says how far it is while rows are read, and reads them no second time meanwhile', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const open = openRun(async function* () {
      yield* all();
      await held;
    });
    const handlers = slicesHandlers(open);
    assert.equal((await ask(handlers, 1, null)).state, 'reading');
    assert.equal((await ask(handlers, 2, null)).state, 'reading');
    release();
    const overtaken = await read(handlers, 2, null);
    assert.equal(open.reads(), 1);
    // The page sees that it is of older rows, and asks once more.
    assert.equal(overtaken.version, 1);
    assert.equal((await read(handlers, 2, null)).version, 2);
    assert.equal(open.reads(), 2);
  });

  it('tells a failure, and tries again when it is asked again', async () => {
    const open = openRun((time) => {
      if (time === 1) throw new Error('the disk is gone');
      return all();
    });
    const handlers = slicesHandlers(open);
    await assert.rejects(read(handlers, 1, null), /the disk is gone/);
    await read(handlers, 1, null);
    assert.equal(open.reads(), 2);
  });

  it('falls back to a likely column where the chosen one is gone', async () => {
    const handlers = slicesHandlers(openRun(all));
    const reply = await read(handlers, 1, 'gone');
    assert.equal(reply.view.slices?.column, 'level');
  });
});

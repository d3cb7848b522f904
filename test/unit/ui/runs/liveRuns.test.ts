import assert from 'node:assert/strict';
import { PAUSED } from '../../../../src/core/runs/evalBackend.js';
import type { EvalBackend, RunEvent } from '../../../../src/core/runs/evalBackend.js';
import type { RunManifest } from '../../../../src/core/runs/manifest.js';
import type { RunRef, RunStore } from '../../../../src/core/runs/runStore.js';
import type { RunEnd } from '../../../../src/ui/runs/liveRuns.js';
import { createLiveRuns } from '../../../../src/ui/runs/liveRuns.js';
import { exampleManifest, unfinishedManifest } from './exampleManifest.js';

const RUN: RunRef = { id: 'a', folder: '/runs/a' };

/** A backend whose events the test gives out one by one, and a store of one manifest. */
function stage(start: RunManifest = unfinishedManifest()) {
  const said: string[] = [];
  const ends: RunEnd[] = [];
  let manifest = start;
  let watches = 0;
  let time = 0;
  let wake = (): void => undefined;
  const queue: (RunEvent | Error | 'end')[] = [];
  const backend: Pick<EvalBackend, 'watch' | 'cancel' | 'pause'> = {
    async *watch(_run, signal) {
      watches += 1;
      signal.addEventListener('abort', () => wake());
      for (;;) {
        const next = queue.shift();
        if (signal.aborted || next === 'end') return;
        if (next instanceof Error) throw next;
        if (next) yield next;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    cancel: () => {
      manifest = { ...manifest, status: 'cancelled' };
      return Promise.resolve({ outcome: 'cancelled' });
    },
    pause: () => {
      manifest = { ...manifest, status: 'paused', reason: PAUSED };
      return Promise.resolve('paused');
    },
  };
  let settled = (): void => undefined;
  const ended = new Promise<void>((resolve) => (settled = resolve));
  const live = createLiveRuns({
    runs: () => ({ read: () => Promise.resolve(manifest) }) as Partial<RunStore> as RunStore,
    backend: () => Promise.resolve(backend as EvalBackend),
    now: () => time,
    emit: (_run, event) => said.push(event.type),
    changed: () => said.push('changed'),
    ended: (_run, end) => {
      ends.push(end);
      settled();
    },
  });
  return {
    live,
    said,
    ends,
    ended,
    watches: () => watches,
    set: (next: RunManifest) => (manifest = next),
    /** Gives out an event at a time and waits until it was taken. */
    give: async (event: RunEvent | Error | 'end', at = time) => {
      time = at;
      queue.push(event);
      wake();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

const progress = (done: number): RunEvent => ({
  type: 'progress',
  progress: { done, total: 500, errors: 0 },
});

describe('createLiveRuns', () => {
  it('drives a run once, however often it is resumed, and tells its end', async () => {
    const { live, said, ends, ended, watches, give, set } = stage();
    live.resume(RUN);
    live.resume(RUN);
    await give(progress(210));
    assert.deepEqual(live.all(), [RUN]);
    set(exampleManifest());
    await give({ type: 'status', status: 'completed' });
    await give('end');
    await ended;
    assert.deepEqual(
      { watches: watches(), said, ends, all: live.all() },
      {
        watches: 1,
        said: ['changed', 'progress', 'status', 'changed'],
        ends: [{ kind: 'status', manifest: exampleManifest() }],
        all: [],
      },
    );
  });

  it('knows the speed from the last events, and none before there are two', async () => {
    const { live, give } = stage();
    live.resume(RUN);
    await give(progress(200), 0);
    assert.deepEqual(live.progress(RUN), { done: 200, total: 500, errors: 0 });
    await give(progress(208), 2000);
    assert.deepEqual(live.progress(RUN), {
      done: 208,
      total: 500,
      errors: 0,
      rowsPerSecond: 4,
      leftMs: 73_000,
    });
    await live.dispose();
  });

  it('a failure of the backend ends the run here and is told once', async () => {
    const { live, ends, ended, give } = stage();
    const failure = new Error('nothing answers');
    live.resume(RUN);
    await give(failure);
    await ended;
    assert.deepEqual(ends, [{ kind: 'thrown', error: failure, asked: true }]);
    assert.equal(live.isLive(RUN), false);
  });

  it('a run that was taken up unasked says so when it fails', async () => {
    const { live, ends, ended, give } = stage();
    const failure = new Error('another process works on it');
    live.takeUp(RUN);
    await give(failure);
    await ended;
    assert.deepEqual(ends, [{ kind: 'thrown', error: failure, asked: false }]);
  });

  it('a cancelled run is no longer live when the answer comes, and no end is told', async () => {
    const { live, ends, give } = stage();
    live.resume(RUN);
    await give(progress(3));
    assert.deepEqual(await live.cancel(RUN), { outcome: 'cancelled' });
    assert.deepEqual({ live: live.isLive(RUN), ends }, { live: false, ends: [] });
  });

  it('a paused run is no longer live when the answer comes, no end is told, and it goes on when asked', async () => {
    const { live, ends, watches, give } = stage(unfinishedManifest({ backend: 'local' }));
    live.resume(RUN);
    await give(progress(3));
    const { status, reason } = await live.pause(RUN);
    assert.deepEqual(
      { status, reason, live: live.isLive(RUN), ends },
      { status: 'paused', reason: PAUSED, live: false, ends: [] },
    );
    live.resume(RUN);
    await give(progress(4));
    assert.deepEqual({ live: live.isLive(RUN), watches: watches() }, { live: true, watches: 2 });
    await live.dispose();
  });

  it('a job of the service is not paused, and stays live', async () => {
    const { live, give } = stage();
    live.resume(RUN);
    await give(progress(3));
    await assert.rejects(live.pause(RUN), { kind: 'usage' });
    assert.equal(live.isLive(RUN), true);
    await live.dispose();
  });

  it('a run that has ended is not cancelled', async () => {
    const { live, watches } = stage(exampleManifest());
    assert.deepEqual(await live.cancel(RUN), { outcome: 'already-finished' });
    assert.equal(watches(), 0);
  });

  it('disposal stops the work, tells nothing and starts nothing any more', async () => {
    const { live, said, ends, watches, give } = stage();
    live.resume(RUN);
    await give(progress(3));
    await live.dispose();
    live.resume({ id: 'b', folder: '/runs/b' });
    assert.deepEqual(
      { said, ends, watches: watches(), all: live.all() },
      { said: ['changed', 'progress'], ends: [], watches: 1, all: [] },
    );
  });
});

import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { REST_MS, repeating } from '../../../../src/ui/results/repeating.js';

describe('work that is repeated', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  function stage() {
    const begun: ((end: number | Error) => void)[] = [];
    const told: unknown[] = [];
    const round = (): Promise<number> =>
      new Promise((resolve, reject) => {
        begun.push((end) => (typeof end === 'number' ? resolve(end) : reject(end)));
      });
    const work = repeating(round, (error) => told.push(error));
    return {
      work,
      told,
      begun: () => begun.length,
      /** Ends the newest round: with its rest, or as a failure. */
      async end(how: number | Error): Promise<void> {
        begun.at(-1)?.(how);
        for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
      },
    };
  }

  it('begins after a rest, once for many calls', () => {
    const { work, begun } = stage();
    work.soon();
    work.soon();
    mock.timers.tick(REST_MS - 1);
    assert.equal(begun(), 0);
    mock.timers.tick(1);
    assert.equal(begun(), 1);
  });

  it('begins at once when it must', () => {
    const { work, begun } = stage();
    work.now();
    assert.equal(begun(), 1);
  });

  it('never overlaps itself, and what was asked for meanwhile is done after its rest', async () => {
    const { work, begun, end } = stage();
    work.now();
    work.now();
    work.soon();
    work.soon();
    mock.timers.tick(10_000);
    assert.equal(begun(), 1);
    await end(1000);
    mock.timers.tick(999);
    assert.equal(begun(), 1);
    mock.timers.tick(1);
    assert.equal(begun(), 2);
    await end(1000);
    mock.timers.tick(10_000);
    assert.equal(begun(), 2);
  });

  it('tells a failure and goes on', async () => {
    const { work, begun, told, end } = stage();
    const failure = new Error('the disk is gone');
    work.now();
    await end(failure);
    assert.deepEqual(told, [failure]);
    work.soon();
    mock.timers.tick(REST_MS);
    assert.equal(begun(), 2);
  });

  for (const when of ['while it rests', 'while it works'] as const) {
    it(`does nothing any more when it is disposed ${when}`, async () => {
      const { work, begun, end } = stage();
      if (when === 'while it works') work.now();
      const before = begun();
      work.soon();
      work.dispose();
      await end(0);
      work.soon();
      work.now();
      mock.timers.tick(10_000);
      assert.equal(begun(), before);
    });
  }
});

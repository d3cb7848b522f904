import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { spacedCalls } from '../../../../src/ui/runs/spacedCalls.js';

describe('spacedCalls', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  function stage() {
    let done = 0;
    const calls = spacedCalls(() => (done += 1), 250);
    return { calls, done: () => done };
  }

  it('does the work four times a second, however often it is asked for', () => {
    const { calls, done } = stage();
    for (let ms = 0; ms < 1000; ms += 1) {
      calls.soon();
      mock.timers.tick(1);
    }
    assert.equal(done(), 4);
  });

  it('does nothing unasked, and the last call is never lost', () => {
    const { calls, done } = stage();
    mock.timers.tick(1000);
    assert.equal(done(), 0);
    calls.soon();
    mock.timers.tick(1000);
    assert.equal(done(), 1);
  });

  it('does nothing any more after its disposal', () => {
    const { calls, done } = stage();
    calls.soon();
    calls.dispose();
    mock.timers.tick(1000);
    assert.equal(done(), 0);
  });
});

import assert from 'node:assert/strict';
import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../../../src/backends/http/clock.js';
import { createOriginGate } from '../../../../src/backends/local/originGate.js';

const signal = new AbortController().signal;

/** Time that passes when it is told to. */
function handClock(): Clock & { pass(ms: number): void; readonly asleep: () => number } {
  let now = 0;
  let sleepers: { readonly until: number; readonly wake: () => void }[] = [];
  return {
    now: () => now,
    random: () => 0,
    sleep: (ms, stop) =>
      new Promise((resolve, reject) => {
        const sleeper = { until: now + ms, wake: resolve };
        sleepers.push(sleeper);
        stop.addEventListener('abort', () => {
          sleepers = sleepers.filter((each) => each !== sleeper);
          reject(stop.reason as Error);
        });
      }),
    pass(ms) {
      now += ms;
      const due = sleepers.filter(({ until }) => until <= now);
      sleepers = sleepers.filter(({ until }) => until > now);
      for (const { wake } of due) wake();
    },
    asleep: () => sleepers.length,
  };
}

function setUp(most = 2) {
  const clock = handClock();
  const gate = createOriginGate({ start: most, most }, clock);
  const entered: string[] = [];
  const leave = new Map<string, (report: 'answered' | 'overloaded' | 'other') => void>();
  const enter = (name: string, { first = false, stop = signal } = {}) =>
    gate.enter({ first }, stop).then((left) => {
      entered.push(name);
      leave.set(name, left);
    });
  return { clock, gate, entered, enter, leave: (name: string) => leave.get(name) };
}

describe('an origin gate', () => {
  it('lets as many in as allowed, the others in their order, those first who have waited longest', async () => {
    const { entered, enter, leave } = setUp(2);
    for (const name of ['a', 'b', 'c', 'd']) void enter(name);
    void enter('urgent', { first: true });
    await turn();
    assert.deepEqual(entered, ['a', 'b']);
    leave('a')?.('answered');
    leave('b')?.('answered');
    await turn();
    assert.deepEqual(entered, ['a', 'b', 'urgent', 'c']);
  });

  it('lets nobody in while it is closed, and all who may once it opens', async () => {
    const { clock, gate, entered, enter } = setUp(2);
    gate.closeFor(5000);
    gate.closeFor(1000);
    for (const name of ['a', 'b', 'c']) void enter(name);
    await turn();
    clock.pass(4999);
    await turn();
    assert.deepEqual(entered, []);
    clock.pass(1);
    await turn();
    assert.deepEqual(entered, ['a', 'b']);
    assert.equal(clock.asleep(), 0);
  });

  it('lets go of who gives up, and sleeps for nobody', async () => {
    const { clock, gate, entered, enter } = setUp(1);
    gate.closeFor(60_000);
    const stop = new AbortController();
    const waiting = enter('a', { stop: stop.signal });
    assert.equal(clock.asleep(), 1);
    stop.abort(new Error('enough'));
    await assert.rejects(waiting, /enough/);
    assert.equal(clock.asleep(), 0);
    clock.pass(60_000);
    void enter('b');
    await turn();
    assert.deepEqual(entered, ['b']);
    await assert.rejects(enter('c', { stop: stop.signal }), /enough/);
  });

  it('lets fewer in after too much was asked', async () => {
    const { entered, enter, leave } = setUp(4);
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) void enter(name);
    await turn();
    for (const name of ['a', 'b', 'c', 'd']) leave(name)?.('overloaded');
    await turn();
    assert.deepEqual(entered, ['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('refuses all but the urgent once a run ends, those that wait as well', async () => {
    const { gate, entered, enter, leave } = setUp(1);
    await enter('a');
    const waiting = enter('b');
    const urgent = enter('judge', { first: true });
    gate.refuseOthers(new Error('no credit'));
    await assert.rejects(waiting, /no credit/);
    await assert.rejects(enter('c'), /no credit/);
    leave('a')?.('other');
    await urgent;
    assert.deepEqual(entered, ['a', 'judge']);
  });
});

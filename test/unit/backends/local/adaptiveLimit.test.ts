import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { createAdaptiveLimit } from '../../../../src/backends/local/adaptiveLimit.js';

/**
 * A server that works on `slots` requests at a time for `ms` each, and whatever is beyond waits: plays
 * so many answers and gives the limit afterwards.
 */
function play(
  limit: ReturnType<typeof createAdaptiveLimit>,
  { slots, ms, answers }: { readonly slots: number; readonly ms: number; readonly answers: number },
): number {
  let now = 0;
  for (let answer = 0; answer < answers; answer += 1) {
    // By Little's law: answers a millisecond = requests worked on / time for one.
    now += ms / Math.min(slots, limit.current());
    limit.answered({ now, isFull: true });
  }
  return limit.current();
}

describe('an adaptive limit', () => {
  it('grows to the most where the endpoint keeps up', () => {
    const limit = createAdaptiveLimit({ start: 8, most: 64 });
    assert.equal(limit.current(), 8);
    assert.equal(play(limit, { slots: 1000, ms: 50, answers: 2000 }), 64);
  });

  for (const slots of [1, 4, 16, 30]) {
    it(`stays near what the server works on at a time (${slots})`, () => {
      const limit = createAdaptiveLimit({ start: 8, most: 64 });
      const reached = play(limit, { slots, ms: 50, answers: 5000 });
      assert.ok(
        reached >= Math.min(8, slots) && reached <= Math.max(12, 1.6 * slots),
        `${reached}`,
      );
    });
  }

  it('does not grow while it is not reached', () => {
    const limit = createAdaptiveLimit({ start: 8, most: 64 });
    for (let now = 1; now < 1000; now += 1) limit.answered({ now, isFull: false });
    assert.equal(limit.current(), 8);
  });

  it('starts and stays at what was told', () => {
    const limit = createAdaptiveLimit({ start: 64, most: 64 });
    assert.equal(limit.current(), 64);
    assert.equal(play(limit, { slots: 2, ms: 50, answers: 5000 }), 64);
  });

  it('halves once for all requests that were under way, and recovers by one a round', () => {
    const limit = createAdaptiveLimit({ start: 64, most: 64 });
    for (let each = 0; each < 64; each += 1) limit.overloaded({ now: 100 + each, sentAt: 50 });
    assert.equal(limit.current(), 32);
    limit.overloaded({ now: 300, sentAt: 200 });
    assert.equal(limit.current(), 16);
    for (let answer = 0; answer < 17; answer += 1) limit.answered({ now: 400, isFull: true });
    assert.equal(limit.current(), 17);
    for (let answer = 0; answer < 3000; answer += 1) limit.answered({ now: 500, isFull: true });
    assert.equal(limit.current(), 64);
  });

  it('is a whole number from 1 to the most, whatever happens', () => {
    const event = fc.record({
      what: fc.constantFrom('answered', 'full', 'overloaded'),
      after: fc.nat(50),
    });
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 400 }),
        fc.integer({ min: 1, max: 80 }),
        (events, most) => {
          const limit = createAdaptiveLimit({ start: 8, most });
          let now = 0;
          for (const { what, after } of events) {
            now += after;
            if (what === 'overloaded') limit.overloaded({ now, sentAt: now });
            else limit.answered({ now, isFull: what === 'full' });
            const current = limit.current();
            assert.ok(Number.isInteger(current) && current >= 1 && current <= most);
          }
        },
      ),
    );
  });
});

import assert from 'node:assert/strict';
import { createPaceMeter } from '../../../../src/backends/local/runPace.js';

describe('the pace of a run', () => {
  it('is that of the last half a minute, and none at the very beginning', () => {
    let now = 1000;
    const pace = createPaceMeter(() => now);
    pace.add(5);
    now += 100;
    assert.equal(pace.perSecond(), 0);
    now += 1900;
    assert.equal(pace.perSecond(), 2.5);
    for (let second = 0; second < 120; second += 1) {
      now += 1000;
      pace.add(40);
    }
    assert.ok(Math.abs(pace.perSecond() - 40) < 2, String(pace.perSecond()));
    now += 60_000;
    assert.equal(pace.perSecond(), 0);
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  createProgressMeter,
  storedProgress,
  sumProgress,
} from '../../../../src/core/runs/progressFacts.js';
import type { ProgressFacts } from '../../../../src/core/runs/progressFacts.js';
import { exampleManifest, unfinishedManifest } from '../../ui/runs/exampleManifest.js';

describe('createProgressMeter', () => {
  const at = (done: number, total: number | null = 500) => ({ done, total, errors: 0 });

  it('knows no pace from one event, and none from rows that were done before', () => {
    const meter = createProgressMeter();
    assert.deepEqual(meter(at(200), 10_000), at(200));
    assert.deepEqual(meter(at(200), 20_000), at(200));
  });

  it('measures from the first event on, and tells the time left', () => {
    const meter = createProgressMeter();
    meter(at(200), 0);
    assert.deepEqual(meter(at(208), 2000), { ...at(208), rowsPerSecond: 4, leftMs: 73_000 });
  });

  it('tells no time left where there is no total', () => {
    const meter = createProgressMeter();
    meter(at(0, null), 0);
    assert.deepEqual(meter(at(8, null), 2000), { ...at(8, null), rowsPerSecond: 4 });
  });

  it('regression: a run of a thousand events a second has a pace', () => {
    const meter = createProgressMeter();
    let last: ProgressFacts = at(0, 10_000);
    for (let ms = 0; ms <= 2000; ms += 1) last = meter(at(ms, 10_000), ms);
    assert.equal(last.rowsPerSecond, 1000);
  });

  it('is that of the last half a minute', () => {
    const meter = createProgressMeter();
    // A row a second for a minute, then ten.
    for (let s = 0; s <= 60; s += 1) meter(at(s), 1000 * s);
    let last: ProgressFacts = at(60);
    for (let s = 1; s <= 31; s += 1) last = meter(at(60 + 10 * s), 60_000 + 1000 * s);
    assert.equal(Math.round(last.rowsPerSecond ?? 0), 10);
  });

  it('is known where events are further apart than the window is long', () => {
    const meter = createProgressMeter();
    for (const minute of [0, 1, 2]) meter(at(60 * minute), 60_000 * minute);
    assert.equal(meter(at(180), 180_000).rowsPerSecond, 1);
  });

  it('takes the pace that the backend tells', () => {
    const meter = createProgressMeter();
    meter(at(0), 0);
    const pace = { rowsPerSecond: 2, leftMs: 9, tokens: 3, costUsd: 0.1, cacheHits: 4 };
    assert.deepEqual(meter({ ...at(400), pace }, 1000), { ...at(400), ...pace });
  });
});

describe('storedProgress', () => {
  it('of a run that has nothing but rows', () => {
    const { done, total, errors, ...rest } = storedProgress(unfinishedManifest());
    assert.deepEqual({ done, total, errors, rest }, { done: 200, total: 500, errors: 0, rest: {} });
  });

  it('of a run that has ended, with what it took', () => {
    const manifest = exampleManifest({
      usage: { prompt_tokens: 70, completion_tokens: 30, cost_usd: 0.5 },
      cache: { hit: 9 },
    });
    const expected = { done: 500, total: 500, errors: 2, tokens: 100, costUsd: 0.5, cacheHits: 9 };
    assert.deepEqual(storedProgress(manifest), expected);
  });
});

describe('sumProgress', () => {
  const paced = (
    done: number,
    total: number,
    leftMs: number,
  ): Required<ProgressFacts> & { total: number } => ({
    ...{ done, total, leftMs, errors: 1, rowsPerSecond: 2, tokens: 10, costUsd: 0.5, cacheHits: 3 },
  });

  it('adds what can be added; the time left is that of the longest', () => {
    assert.deepEqual(sumProgress([paced(1, 10, 5000), paced(2, 20, 9000)]), {
      ...{ done: 3, total: 30, leftMs: 9000, errors: 2, rowsPerSecond: 4 },
      ...{ tokens: 20, costUsd: 1, cacheHits: 6 },
    });
  });

  it('knows of all only what is known of each', () => {
    const service = { done: 5, total: null, errors: 0 };
    assert.deepEqual(sumProgress([paced(1, 10, 5000), service]), {
      done: 6,
      total: null,
      errors: 1,
    });
  });

  it('of none is nothing', () => {
    assert.deepEqual(sumProgress([]), { done: 0, total: 0, errors: 0 });
  });

  it('of one is itself', () => {
    const figures = fc.tuple(fc.nat(), fc.nat(), fc.nat());
    fc.assert(
      fc.property(figures, ([done, total, leftMs]) => {
        const one = paced(done, total, leftMs);
        assert.deepEqual(sumProgress([one]), one);
      }),
    );
  });
});

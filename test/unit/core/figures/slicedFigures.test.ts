import assert from 'node:assert/strict';
import { createSlicedFigures } from '../../../../src/core/figures/slicedFigures.js';
import { judgedRows, memoryRows, memoryRun } from '../compare/comparedRuns.js';

const NEVER = new AbortController().signal;

/** Figures over two runs; each row takes a millisecond of the clock. */
function slicedFigures(rows: number) {
  const verdicts = Array.from({ length: rows }, (_, at) => (at % 3 === 0 ? 'bad' : 'good'));
  const [a, b] = [0, 1].map((turn) =>
    memoryRun({ rows: judgedRows('classify', [...verdicts.slice(turn), 'good']) }),
  );
  assert.ok(a && b);
  const stored = memoryRows(a, b);
  const seen = { ms: 0, rests: [] as number[] };
  const figures = createSlicedFigures({
    runs: {
      async *rows(run, signal) {
        for await (const row of stored.rows(run, signal)) {
          seen.ms += 1;
          yield row;
        }
      },
    },
    labels: { read: () => Promise.resolve({ records: [], faults: [] }) },
    now: () => seen.ms,
    rest() {
      seen.rests.push(seen.ms);
      return Promise.resolve();
    },
  });
  return { a, b, figures, seen };
}

describe('slicedFigures', () => {
  it('rests each 8 ms while a judge is read, and before what follows', async () => {
    const { a, figures, seen } = slicedFigures(20);
    const told: number[] = [];
    const reading = await figures.readJudge(a.run, a.manifest, {
      signal: NEVER,
      onProgress: (rows) => told.push(rows),
    });
    assert.deepEqual(seen.rests, [8, 16, 21]);
    assert.deepEqual(
      told,
      Array.from({ length: 21 }, (_, at) => at + 1),
    );
    assert.equal((await reading.current()).evaluated, 21);
  });

  it('rests between what takes long of a comparison, all rows being read', async () => {
    const { a, b, figures, seen } = slicedFigures(20);
    const [entry] = await figures.compare(a, [b], {});
    assert.equal(entry?.comparison.pairs.length, 20);
    assert.ok(seen.rests.length >= 3);
    // Both samples of columns, and both runs whole.
    assert.deepEqual(new Set(seen.rests), new Set([seen.ms]));
  });
});

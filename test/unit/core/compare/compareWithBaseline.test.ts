import assert from 'node:assert/strict';
import { compareWithBaseline } from '../../../../src/core/compare/compareWithBaseline.js';
import { judgedRows, memoryRows, memoryRun } from './comparedRuns.js';

/** A run of 20 rows, of which so many of the first pass, all others fail. */
const passing = (count: number) =>
  memoryRun({
    rows: judgedRows('classify', [
      ...new Array<string>(count).fill('good'),
      ...new Array<string>(20 - count).fill('bad'),
    ]),
  });

describe('compareWithBaseline', () => {
  it('adjusts p values for the number of runs, and calls clear only what stays so', async () => {
    const runs = [passing(4), passing(10), passing(11), passing(4)] as const;
    const [baseline, ...others] = runs;
    const progress: number[] = [];
    const entries = await compareWithBaseline(baseline, others, {
      runs: memoryRows(...runs),
      onProgress: (rows) => progress.push(rows),
    });
    assert.deepEqual(
      entries.map(({ run, comparison, adjustedP, clear }) => [
        run.manifest.id,
        comparison.test.p_value,
        adjustedP,
        clear,
      ]),
      [
        // 6 rows fixed, none broken: 2 / 2⁶, of two tests the larger.
        [runs[1].manifest.id, 0.03125, 0.03125, 'better'],
        // 7 rows fixed: 2 / 2⁷, times two.
        [runs[2].manifest.id, 0.015625, 0.03125, 'better'],
        // Nothing moved: nothing to test, and no test more for the others.
        [runs[3].manifest.id, null, null, 'none'],
      ],
    );
    assert.equal(progress.at(-1), 120);
    assert.deepEqual(
      progress,
      [...progress].sort((a, b) => a - b),
    );
  });

  it('what is clear alone is not, among several', async () => {
    const runs = [passing(4), passing(10), passing(6), passing(5)] as const;
    const [baseline, ...others] = runs;
    const [alone] = await compareWithBaseline(baseline, [runs[1]], { runs: memoryRows(...runs) });
    const [among] = await compareWithBaseline(baseline, others, { runs: memoryRows(...runs) });
    assert.deepEqual([alone?.clear, among?.clear, among?.adjustedP], ['better', 'none', 0.09375]);
  });

  it('wants a run beside the baseline', async () => {
    const baseline = passing(4);
    await assert.rejects(compareWithBaseline(baseline, [], { runs: memoryRows(baseline) }), {
      kind: 'usage',
    });
  });
});

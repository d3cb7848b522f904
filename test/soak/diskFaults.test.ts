import { spawnSync } from 'node:child_process';
import assert from 'node:assert/strict';
import { bundleChild } from '../contract/processes/bundledChild.js';
import { interleave } from '../contract/processes/sharedRun.js';
import { proven } from '../security/proofs.js';

const INTERLEAVINGS = 150;
const ACTIONS = 6;
const LANES = 2;
const KILL_RUNS = 5;
/** What one run of the test of killed runs kills. */
const KILLS_A_RUN = 100;

describe('runs that many have at once, and that are killed', () => {
  it(`end whole after ${INTERLEAVINGS} random orders of resuming, pausing, labelling, pinning and killing`, async function () {
    this.timeout(60 * 60_000);
    const { outfile, remove } = await bundleChild('test/contract/processes/sharedRunChild.ts');
    let next = 1000;
    let done = 0;
    let refused = 0;
    const goThrough = async (): Promise<void> => {
      while (next < 1000 + INTERLEAVINGS) {
        const seed = next;
        next += 1;
        try {
          const counts = await interleave(outfile, { seed, actions: ACTIONS });
          done += counts.done;
          refused += counts.refused;
        } catch (error) {
          throw new Error(`with seed ${seed}`, { cause: error });
        }
      }
    };
    try {
      await Promise.all(Array.from({ length: LANES }, goThrough));
    } finally {
      await remove();
    }
    proven({
      area: 'Faults',
      claim:
        'Whatever several windows and commands do to one run at once, it ends with each row once and with every label and baseline that was taken.',
      test: 'test/soak/diskFaults.test.ts',
      figure: `${INTERLEAVINGS} random orders, ${done} actions of which ${refused} were refused by name`,
    });
  });

  it(`ask no finished row again after ${KILL_RUNS * KILLS_A_RUN} kills`, function () {
    this.timeout(60 * 60_000);
    for (let seed = 1; seed <= KILL_RUNS; seed += 1) {
      const { status, stdout } = spawnSync(
        process.execPath,
        ['node_modules/mocha/bin/mocha.js', 'test/contract/processes/killedRun.test.ts'],
        { env: { ...process.env, KILL_SEED: String(seed), GAVEL_PROOFS: undefined } },
      );
      assert.equal(status, 0, `KILL_SEED=${seed}: ${stdout.toString()}`);
    }
    proven({
      area: 'Faults',
      claim:
        'A run whose process is killed at any moment asks no finished row again and ends as if it had not been killed.',
      test: 'test/soak/diskFaults.test.ts',
      figure: `${KILL_RUNS * KILLS_A_RUN} kills`,
    });
  });
});

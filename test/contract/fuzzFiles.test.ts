import { inputsOf, runFuzz } from '../security/fuzz/runFuzz.js';
import { proven } from '../security/proofs.js';

const SEED = 9;

/** What each module of targets shows, and how many inputs of each target are tried. */
const CLAIMS = [
  {
    module: 'specTargets',
    count: 200,
    claim:
      'A broken spec is a spec or problems at their places; nothing hangs and nothing is thrown',
  },
  {
    module: 'runFileTargets',
    count: 80,
    claim: 'A broken run folder is read as far as it is good, or refused with one sentence',
  },
  {
    module: 'datasetTargets',
    count: 25,
    claim: 'Every row of a broken dataset is read or marked as broken, and no other row with it',
  },
  {
    module: 'storedTargets',
    count: 60,
    claim: 'A broken or hostile file in Gavel’s own storage counts as none and leads nowhere else',
  },
  {
    module: 'textTargets',
    count: 250,
    claim:
      'A hostile snippet, script or condition ends in a spec or a sentence; no code of it is run',
  },
] as const;

describe('parsers on broken files', function () {
  this.timeout(180_000);

  for (const { module, count, claim } of CLAIMS) {
    it(claim, async () => {
      const path = new URL(`../security/fuzz/${module}.ts`, import.meta.url);
      const fuzzed = await runFuzz(path, { seed: SEED, count });
      proven({
        area: 'Bad input',
        claim,
        test: 'test/contract/fuzzFiles.test.ts',
        figure: `${inputsOf(fuzzed)} broken inputs of ${fuzzed.length} kinds (${fuzzed.map(({ name }) => name).join(', ')})`,
      });
    });
  }
});

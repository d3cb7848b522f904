import { inputsOf, runFuzz } from '../security/fuzz/runFuzz.js';
import { proven } from '../security/proofs.js';

const SEED = 9;
const TEST = 'test/contract/fuzzFiles.test.ts';

describe('parsers of files on broken files', function () {
  this.timeout(120_000);

  it('specs: a spec, or problems each at its place', async () => {
    const module = new URL('../security/fuzz/specTargets.ts', import.meta.url);
    const fuzzed = await runFuzz(module, { seed: SEED, count: 1_000 });
    proven({
      area: 'Bad input',
      claim:
        'A broken spec in JSON, JSONC or YAML is a spec or located problems; nothing is thrown',
      test: TEST,
      figure: `${inputsOf(fuzzed)} broken specs in ${fuzzed.length} formats`,
    });
  });
});

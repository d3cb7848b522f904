import { typedOutcome } from '../../security/assertTyped.js';
import { FUZZED_OPERATIONS, WIRE_WORDS } from '../../security/fuzzedService.js';
import { mutatedTexts } from '../../security/mutate.js';
import { DEEP_LIST, eachValueReplaced, mutatedJson } from '../../security/mutateJson.js';
import { proven } from '../../security/proofs.js';

const TEST = 'test/contract/faults/fuzzReplies.test.ts';
const SEED = 9;
const BYTES = 150;
const VALUES = 250;
/** Of an operation that runs a whole job, with files. */
const FEW = 40;

/** What stands at each place in turn: too deep to be written down, half a character, too long. */
function built(valid: readonly string[]): string[] {
  const [first = ''] = valid;
  // A file of rows: the first of them.
  const [text = ''] = first.split('\n');
  const values = [DEEP_LIST, '"\\ud800"', JSON.stringify('x'.repeat(10_000))];
  return values.flatMap((value) => eachValueReplaced(text, value));
}

describe('replies of the evaluation service that are broken', function () {
  this.timeout(60_000);
  let tried = 0;
  for (const [index, { name, valid, isSlow, run }] of FUZZED_OPERATIONS.entries()) {
    it(`${name}: a value or one sentence, whatever comes`, async () => {
      const options = { seed: SEED + index, words: WIRE_WORDS };
      const bodies = [
        ...mutatedTexts(valid, { ...options, count: isSlow ? FEW : BYTES }),
        ...mutatedJson(valid, { ...options, count: isSlow ? FEW : VALUES }),
        ...built(valid),
      ];
      for (const body of bodies) {
        await typedOutcome(() => run({ body }), body.slice(0, 3000));
        tried += 1;
      }
    });
  }

  it('is shown', () => {
    proven({
      area: 'Bad input',
      claim:
        'A broken reply of the evaluation service ends as a value or as one sentence, and what a run keeps of it can be read again',
      test: TEST,
      figure: `${tried.toLocaleString('en-US')} broken replies to ${FUZZED_OPERATIONS.length} requests`,
    });
  });
});

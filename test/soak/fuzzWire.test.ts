import assert from 'node:assert/strict';
import { askEndless, HEAP_MB } from '../security/askEndless.js';
import { typedOutcome } from '../security/assertTyped.js';
import {
  CHAT_REPLIES,
  CHAT_WORDS,
  readAnyRefusal,
  readAnyReply,
  readAnyVerdict,
  VERDICT_WORDS,
  VERDICTS,
} from '../security/chatReplies.js';
import { FUZZED_OPERATIONS, WIRE_WORDS } from '../security/fuzzedService.js';
import { mutatedTexts } from '../security/mutate.js';
import { mutatedJson } from '../security/mutateJson.js';
import { proven } from '../security/proofs.js';

const TEST = 'test/soak/fuzzWire.test.ts';
const SEED = 2026;
const MB = 1024 * 1024;

describe('what comes over a wire, at length', () => {
  it('replies of chat endpoints and judges', () => {
    const count = 60_000;
    let tried = 0;
    const replies = { seed: SEED, count, words: CHAT_WORDS };
    for (const made of [mutatedTexts(CHAT_REPLIES, replies), mutatedJson(CHAT_REPLIES, replies)]) {
      for (const text of made) {
        readAnyReply(text);
        readAnyRefusal(400 + (tried % 200), text);
        tried += 1;
      }
    }
    const verdicts = { seed: SEED, count, words: VERDICT_WORDS };
    for (const made of [mutatedTexts(VERDICTS, verdicts), mutatedJson(VERDICTS, verdicts)]) {
      for (const text of made) {
        readAnyVerdict(text);
        tried += 1;
      }
    }
    proven({
      area: 'Bad input',
      claim: 'Replies of chat endpoints and judges that are broken are read or refused, typed',
      test: TEST,
      figure: `${tried.toLocaleString('en-US')} broken replies`,
    });
  });

  it('replies of the service', async () => {
    let tried = 0;
    for (const [index, { valid, isSlow, run }] of FUZZED_OPERATIONS.entries()) {
      const options = { seed: SEED + index, count: isSlow ? 500 : 4000, words: WIRE_WORDS };
      for (const made of [mutatedTexts(valid, options), mutatedJson(valid, options)]) {
        for (const body of made) {
          await typedOutcome(() => run({ body }), body.slice(0, 3000));
          tried += 1;
        }
      }
    }
    proven({
      area: 'Bad input',
      claim: 'Replies of the evaluation service that are broken end as a value or a sentence',
      test: TEST,
      figure: `${tried.toLocaleString('en-US')} broken replies to ${FUZZED_OPERATIONS.length} requests`,
    });
  });

  it('a reply of 2 GB', async () => {
    const { asked, mostMb } = await askEndless(2048 * MB);
    assert.ok(asked.every(({ outcome }) => /too large\.$|^Can't /.test(outcome)));
    assert.ok(mostMb < 600, `${mostMb} MB were held`);
    proven({
      area: 'Bad input',
      claim: 'A judge’s reply of 2 GB, and any other of that size, is given up and held by nobody',
      test: TEST,
      figure: `${asked.length} requests in a heap of ${HEAP_MB} MB; at most ${mostMb} MB in use`,
    });
  });
});

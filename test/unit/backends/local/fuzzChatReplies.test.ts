import assert from 'node:assert/strict';
import { readCompletion } from '../../../../src/backends/local/chatWire.js';
import {
  CHAT_REPLIES,
  CHAT_WORDS,
  readAnyRefusal,
  readAnyReply,
} from '../../../security/chatReplies.js';
import { mutatedTexts } from '../../../security/mutate.js';
import { DEEP_LIST, eachValueReplaced, mutatedJson } from '../../../security/mutateJson.js';
import { proven } from '../../../security/proofs.js';

const TEST = 'test/unit/backends/local/fuzzChatReplies.test.ts';
const COUNT = 2500;
const STATUSES = [400, 401, 402, 403, 404, 409, 422, 429, 500, 503, 599, 302];

describe('replies of chat endpoints that are broken', () => {
  it('are a completion or the failure of one request, whatever comes', () => {
    const options = { seed: 9, count: COUNT, words: CHAT_WORDS };
    const [first = ''] = CHAT_REPLIES;
    const bodies = [
      ...mutatedTexts(CHAT_REPLIES, options),
      ...mutatedJson(CHAT_REPLIES, options),
      ...eachValueReplaced(first, DEEP_LIST),
      ...eachValueReplaced(first, '1e400'),
      ...eachValueReplaced(first, '-7'),
    ];
    for (const [index, body] of bodies.entries()) {
      readAnyReply(body);
      readAnyRefusal(STATUSES[index % STATUSES.length] ?? 400, body);
    }
    proven({
      area: 'Bad input',
      claim: 'A broken reply of a chat endpoint costs at most its own row, and says why',
      test: TEST,
      figure: `${bodies.length.toLocaleString('en-US')} broken replies, ${STATUSES.length} statuses`,
    });
  });

  const counts: readonly [name: string, usage: object][] = [
    ['less than nothing', { prompt_tokens: -1_000_000, completion_tokens: 5 }],
    ['more than a number can sum', { prompt_tokens: 1e308, completion_tokens: 1e308 }],
    ['a text', { prompt_tokens: '7', completion_tokens: 5 }],
  ];
  for (const [name, usage] of counts) {
    it(`regression: does not believe a count of tokens that is ${name}`, () => {
      const message = { content: 'x' };
      const { reply } = readCompletion(
        JSON.stringify({ choices: [{ finish_reason: 'stop', message }], usage }),
      );
      assert.deepEqual(reply, { text: 'x', finish: 'stop' });
    });
  }

  it('regression: a reply built to fill memory is not parsed', () => {
    const many = `{"choices":[${'{},'.repeat(2_000_000)}{}]}`;
    assert.throws(() => readCompletion(many), { message: /no JSON/ });
  });
});

import assert from 'node:assert/strict';
import type { ChatReply } from '../../../../src/core/judging/chat.js';
import { readCompletion } from '../../../../src/backends/local/chatWire.js';

const reply = (message: object, extra: object = {}) =>
  JSON.stringify({ choices: [{ finish_reason: 'stop', message }], ...extra });

describe('readCompletion', () => {
  const cases: [string, string, ChatReply][] = [
    ['plain text', reply({ content: 'hi' }), { text: 'hi', finish: 'stop' }],
    ['no content', reply({ content: null }), { text: '', finish: 'stop' }],
    [
      'thoughts beside it',
      reply({ content: 'hi', reasoning: 'hm' }),
      { text: 'hi', finish: 'stop' },
    ],
    [
      'content in parts',
      reply({ content: [{ type: 'text', text: 'a' }, { type: 'other' }, { text: 'b' }] }),
      { text: 'ab', finish: 'stop' },
    ],
    [
      'a refusal',
      reply({ content: null, refusal: 'I will not' }),
      { text: 'I will not', finish: 'refusal' },
    ],
    [
      'usage',
      reply({ content: '' }, { usage: { prompt_tokens: 3, completion_tokens: 4, more: 1 } }),
      { text: '', finish: 'stop', usage: { prompt_tokens: 3, completion_tokens: 4 } },
    ],
    ['odd usage', reply({ content: 'x' }, { usage: { tokens: 1 } }), { text: 'x', finish: 'stop' }],
    [
      'cut off',
      JSON.stringify({ choices: [{ finish_reason: 'length', message: { content: 'x' } }] }),
      { text: 'x', finish: 'length' },
    ],
    [
      'an unknown finish',
      JSON.stringify({ choices: [{ finish_reason: 'tool_calls', message: { content: 'x' } }] }),
      { text: 'x', finish: 'other' },
    ],
  ];
  for (const [what, text, expected] of cases) {
    it(what, () => assert.deepEqual(readCompletion(text), { reply: expected, isScripted: false }));
  }

  const failures: [string, string, RegExp][] = [
    ['HTML', '<html>', /no JSON/],
    ['no choices', '{"choices":[]}', /no chat completion/],
    ['an error with status 200', '{"error":{"message":"overloaded"}}', /an error: overloaded/],
    ['a number', '5', /no chat completion/],
  ];
  for (const [what, text, message] of failures) {
    it(`fails on ${what}`, () => {
      assert.throws(() => readCompletion(text), { name: 'ChatFailure', message });
    });
  }
});

import assert from 'node:assert/strict';
import { promptTokens } from '../../../../src/core/judging/promptTokens.js';
import { loadTokenizer, type Tokenizer } from '../../../../src/core/judging/tokenizer.js';

describe('promptTokens', () => {
  let tokenizer: Tokenizer;
  before(async () => {
    tokenizer = await loadTokenizer();
  });
  const user = (content: string) => ({ role: 'user' as const, content });
  const system = (content: string) => ({ role: 'system' as const, content });

  const cases: [string, string, { role: 'user' | 'system'; content: string }[], number][] = [
    ['a word for gpt-4o: 1, its frame 4, the reply 3', 'openai/gpt-4o', [user('hello')], 8],
    ['two messages', 'gpt-5', [system('hello'), user('hello')], 13],
    // What servers of the model report for a greeting, with its preamble.
    ['a word for gpt-oss', 'openai/gpt-oss-120b', [user('hi')], 68],
    [
      'the heading of instructions for gpt-oss',
      'openai/gpt-oss-20b',
      [system('hi'), user('hi')],
      76,
    ],
  ];
  for (const [name, model, messages, tokens] of cases) {
    it(`counts ${name}`, () => {
      assert.equal(promptTokens({ model, messages }, tokenizer), tokens);
    });
  }
});

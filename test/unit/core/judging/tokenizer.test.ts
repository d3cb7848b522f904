import assert from 'node:assert/strict';
import fc from 'fast-check';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { countedTokens, loadTokenizer } from '../../../../src/core/judging/tokenizer.js';
import type { Tokenizer } from '../../../../src/core/judging/tokenizer.js';

describe('tokenizer', () => {
  let tokenizer: Tokenizer;
  before(async () => {
    tokenizer = await loadTokenizer();
  });

  const cases: [name: string, text: string, tokens: number][] = [
    ['nothing', '', 0],
    ['a word', 'hello', 1],
    ['words and punctuation', 'Hello, world!', 4],
    ['a contraction', "DON'T", 2],
    ['digits by threes', '1234567', 3],
    ['spaces before a word and a line break behind one', '  x\n', 3],
    ['Chinese', '你好世界', 2],
    ['what is no token of its own', 'ᚠᛇᚻ', 9],
    ['a word that means something to a model', '<|endoftext|>', 7],
  ];
  for (const [name, text, tokens] of cases) {
    it(`counts ${name}`, () => assert.equal(tokenizer.count(text), tokens));
  }

  it('counts like another implementation of the same vocabulary', () => {
    const bits = fc.constantFrom(' ', '\n', "'s", 'Ab', 'ß', '漢', '👋🏽', '12', '/', 'ᚠ', '\u0301');
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.array(bits, { maxLength: 40 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(text, (given) => {
        assert.equal(tokenizer.count(given), countTokens(given, { disallowedSpecial: new Set() }));
      }),
      { numRuns: 500 },
    );
  });

  it('counts half a character as the replacement character that is sent for it', () => {
    assert.equal(tokenizer.count('a\uD800'), tokenizer.count('a\uFFFD'));
  });

  it('counts a long text in stretches, and a word without end in reasonable time', () => {
    const steps = [...tokenizer.steps('word '.repeat(20_000))].length;
    assert.ok(steps >= 5, `${steps} steps`);
    assert.equal(tokenizer.count('ab'.repeat(50_000)), 25_000);
  });

  const models: [model: string, label: string][] = [
    ['gpt-4o', 'o200k_base'],
    ['openai/gpt-4o-mini', 'o200k_base'],
    ['gpt-4.1', 'o200k_base'],
    ['openai/gpt-5', 'o200k_base'],
    ['o3-mini', 'o200k_base'],
    ['openai/gpt-oss-120b', 'o200k_base'],
    ['gpt-4-turbo', '≈ o200k_base'],
    ['gpt-3.5-turbo', '≈ o200k_base'],
    ['olmo-2', '≈ o200k_base'],
    ['meta-llama/Llama-3.3-70B-Instruct-Turbo', '≈ o200k_base'],
    ['anthropic/claude-sonnet-4-5', '≈ o200k_base'],
  ];
  for (const [model, label] of models) {
    it(`says ${label} of ${model}`, () => {
      const messages = [
        { role: 'system' as const, content: 'hello' },
        { role: 'user' as const, content: 'hello' },
      ];
      assert.deepEqual(countedTokens({ model, messages }, tokenizer), {
        tokens: 2,
        tokenizer: label,
      });
    });
  }
});

import assert from 'node:assert/strict';
import { estimateTokens } from '../../../../src/core/judging/estimateTokens.js';

describe('estimateTokens', () => {
  const cases: [name: string, text: string, tokens: number][] = [
    ['nothing', '', 0],
    ['one letter', 'a', 1],
    ['four letters a token', 'The quick brown fox.', 5],
    ['a token for each character of Chinese', '你好世界', 4],
    ['a token for each emoji, not for each of its units', '👋👋', 2],
    ['both', '你好, world', 4],
  ];
  for (const [name, text, tokens] of cases) {
    it(name, () => assert.equal(estimateTokens(text), tokens));
  }
});

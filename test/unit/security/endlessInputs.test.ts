import assert from 'node:assert/strict';
import { readRowNumbers } from '../../../src/core/dataset/rows/readRowNumbers.js';
import { specFromSnippet } from '../../../src/core/exchange/specFromSnippet.js';
import { UserError } from '../../../src/core/userError.js';

describe('regression: inputs that never ended', () => {
  it('a row number beyond the whole numbers is none', () => {
    for (const text of ['9007199254740993', '7'.repeat(300), '9'.repeat(400), '1-1e3']) {
      assert.equal(readRowNumbers(text).ok, false);
    }
  });

  for (const blank of ['\u00a0', '\ufeff', '\f', '\v', '\u2028', '\r']) {
    it(`a snippet with the blank ${JSON.stringify(blank)} between its words`, () => {
      assert.throws(() => specFromSnippet(`tg evals${blank}create --x`, 'yaml'), UserError);
    });
  }
});

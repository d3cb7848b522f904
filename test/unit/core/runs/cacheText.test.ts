import assert from 'node:assert/strict';
import { cacheText } from '../../../../src/core/runs/cacheText.js';
import { classify } from '../judging/specs.js';

describe('cacheText', () => {
  for (const [counts, text] of [
    [undefined, null],
    [{}, null],
    [{ hit: 0 }, null],
    [{ hit: 120 }, '120 of 120 responses reused'],
    [{ messages: 1319 }, '0 of 1,319 responses reused, 1,319 asked with new messages'],
    [{ hit: 60, model: 60 }, '60 of 120 responses reused, 60 asked of another model'],
    [
      { hit: 60, parameters: 2, messages: 58 },
      '60 of 120 responses reused, 60 asked: 2 with other parameters, 58 with new messages',
    ],
    [
      { endpoint: 1, repeat: 2 },
      '0 of 3 responses reused, 3 asked: 1 at another endpoint, 2 for one more repeat',
    ],
    [{ hit: 1 }, 'response reused'],
    [{ endpoint: 1 }, 'response asked at another endpoint'],
  ] as const) {
    it(`says ${String(text)}`, () => {
      assert.equal(cacheText(counts, classify), text);
    });
  }

  it('speaks of replies where verdicts are reused too', () => {
    const spec = { ...classify, run: { cache: true } };
    assert.equal(cacheText({ hit: 4 }, spec), '4 of 4 replies reused');
    assert.equal(cacheText({ hit: 1 }, spec), 'reply reused');
  });
});

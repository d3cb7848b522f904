import assert from 'node:assert/strict';
import { failureWords } from '../../../../src/core/runs/failureWords.js';
import { FAILURE_CAUSES } from '../../../../src/core/runs/resultRow.js';

describe('failureWords', () => {
  const cases: readonly (readonly [Record<string, number>, string | undefined])[] = [
    [{}, undefined],
    [{ refusal: 0 }, undefined],
    [
      { timeout: 1, refusal: 2, truncated: 3 },
      '3 replies cut off at max_tokens, 2 refusals, 1 timed out',
    ],
    [
      { not_allowed: 1, unreadable: 1, request: 1, input: 1 },
      '1 request that could not be made, 1 refused request, 1 reply without a readable verdict, 1 verdict that was not offered',
    ],
    [
      { request: 12_345, unreadable: 4 },
      '12,345 refused requests, 4 replies without a readable verdict',
    ],
  ];
  for (const [failures, words] of cases) {
    it(words ?? `is silent for ${JSON.stringify(failures)}`, () => {
      assert.equal(failureWords({ failures }), words);
    });
  }

  it('has words for every cause, each its own', () => {
    const words = FAILURE_CAUSES.map((cause) => failureWords({ failures: { [cause]: 2 } }));
    assert.equal(new Set(words).size, FAILURE_CAUSES.length);
    assert.equal(failureWords({}), undefined);
  });
});

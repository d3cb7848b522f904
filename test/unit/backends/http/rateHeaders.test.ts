import assert from 'node:assert/strict';
import { durationMs, spentBudgetWaitMs } from '../../../../src/backends/http/rateHeaders.js';
import type { Headers } from '../../../../src/backends/http/retryTiming.js';

describe('spentBudgetWaitMs', () => {
  const cases: [string, Headers, number | undefined][] = [
    ['nothing said', {}, undefined],
    ['something left', { 'x-ratelimit-remaining': '3', 'x-ratelimit-reset': '2' }, undefined],
    ['Together: none left', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1.5' }, 1500],
    ['Together: tokens', { 'x-tokenlimit-remaining': '0', 'x-ratelimit-reset': '2' }, 2000],
    ['none left, no reset told', { 'x-ratelimit-remaining': '0' }, undefined],
    [
      'OpenAI: requests',
      { 'x-ratelimit-remaining-requests': '0', 'x-ratelimit-reset-requests': '6m0s' },
      360_000,
    ],
    [
      'OpenAI: the longer one of two',
      {
        'x-ratelimit-remaining-requests': '0',
        'x-ratelimit-reset-requests': '20ms',
        'x-ratelimit-remaining-tokens': '0',
        'x-ratelimit-reset-tokens': '1s',
      },
      1000,
    ],
    ['nonsense', { 'x-ratelimit-remaining': 'none', 'x-ratelimit-reset': 'soon' }, undefined],
  ];
  for (const [what, headers, expected] of cases) {
    it(what, () => assert.equal(spentBudgetWaitMs(headers), expected));
  }
});

describe('durationMs', () => {
  const cases: [string | undefined, number | undefined][] = [
    ['7.5', 7500],
    ['1h2m3s4ms', 3_723_004],
    ['1.5s', 1500],
    ['', undefined],
    ['6 minutes', undefined],
    [undefined, undefined],
  ];
  for (const [text, expected] of cases) {
    it(String(text), () => assert.equal(durationMs(text), expected));
  }
});

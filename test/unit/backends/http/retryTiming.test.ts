import assert from 'node:assert/strict';
import {
  isRetryable,
  retryWaitMs,
  type Headers,
} from '../../../../src/backends/http/retryTiming.js';

const DISTANT = 'Sat, 13 Sep 275760 00:00:00 GMT';
const NOW = Date.parse('2026-01-31T12:00:00Z');

describe('retryWaitMs', () => {
  const cases: [string, Headers, number, number][] = [
    ['nothing said, first retry', {}, 0, 500],
    ['nothing said, fourth retry', {}, 3, 4000],
    ['nothing said, many retries', {}, 20, 10_000],
    ['retry-after-ms', { 'retry-after-ms': '120' }, 0, 120],
    ['retry-after in seconds', { 'retry-after': '3' }, 0, 3000],
    ['retry-after as a date', { 'retry-after': 'Sat, 31 Jan 2026 12:00:20 GMT' }, 0, 20_000],
    ['retry-after in the past', { 'retry-after': 'Sat, 31 Jan 2026 11:00:00 GMT' }, 1, 1000],
    [
      'regression: a date by a clock that is an hour fast',
      {
        'retry-after': 'Sat, 31 Jan 2026 13:00:20 GMT',
        date: 'Sat, 31 Jan 2026 13:00:00 GMT',
      },
      0,
      20_000,
    ],
    ['regression: a date far in the future', { 'retry-after': DISTANT }, 0, 60_000],
    ['regression: no wait at all', { 'retry-after': '0' }, 2, 2000],
    ['regression: less than no wait, which is no year', { 'retry-after': '-1' }, 1, 1000],
    ['a number beyond all numbers', { 'retry-after': '9'.repeat(400) }, 0, 60_000],
    ['1e300', { 'retry-after': '1e300' }, 0, 500],
    ['NaN', { 'retry-after': 'NaN', 'x-ratelimit-reset': 'Infinity' }, 0, 500],
    ['x-ratelimit-reset, fractional', { 'x-ratelimit-reset': '1.5' }, 0, 1500],
    ['the first of several wins', { 'retry-after-ms': '10', 'x-ratelimit-reset': '9' }, 0, 10],
    ['no wait beyond a minute', { 'x-ratelimit-reset': '86400' }, 0, 60_000],
    ['nonsense', { 'retry-after': 'soon', 'x-ratelimit-reset': '-1' }, 1, 1000],
    ['a repeated header', { 'retry-after': ['2', '9'] }, 0, 2000],
  ];
  for (const [what, headers, retries, expected] of cases) {
    it(what, () => {
      assert.equal(retryWaitMs(headers, { retries, random: 0, now: NOW }), expected);
    });
  }

  it('spreads by up to a quarter', () => {
    assert.equal(retryWaitMs({}, { retries: 0, random: 0.5, now: NOW }), 562.5);
  });
});

describe('isRetryable', () => {
  const cases: [number, Headers, boolean][] = [
    [408, {}, true],
    [429, {}, true],
    [500, {}, true],
    [524, {}, true],
    [400, {}, false],
    [401, {}, false],
    [503, { 'x-should-retry': 'false' }, false],
    [409, { 'x-should-retry': 'true' }, true],
  ];
  for (const [status, headers, expected] of cases) {
    it(`${status} ${JSON.stringify(headers)}: ${expected ? 'again' : 'never'}`, () => {
      assert.equal(isRetryable(status, headers), expected);
    });
  }
});

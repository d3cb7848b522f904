import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { spentBudgetWaitMs } from '../../../../src/backends/http/rateHeaders.js';
import { MAX_WAIT_MS, retryWaitMs } from '../../../../src/backends/http/retryTiming.js';
import { proven } from '../../../security/proofs.js';

const RUNS = 5000;
const NAMES = [
  ...['retry-after', 'retry-after-ms', 'x-ratelimit-reset', 'date', 'x-ratelimit-remaining'],
  ...['x-tokenlimit-remaining', 'x-ratelimit-remaining-requests', 'x-ratelimit-reset-requests'],
  ...['x-ratelimit-remaining-tokens', 'x-ratelimit-reset-tokens', 'x-should-retry'],
];
const value = fc.oneof(
  fc.constantFrom(
    '0',
    '-1',
    '1e300',
    'NaN',
    'Infinity',
    '00.0',
    '9'.repeat(400),
    '',
    ' 7 ',
    '6m0s',
  ),
  fc.constantFrom('Sat, 13 Sep 275760 00:00:00 GMT', 'Thu, 01 Jan 1970 00:00:00 GMT', 'Mon, 0'),
  fc.double().map(String),
  fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
  fc.string(),
);
const headers = fc.dictionary(fc.constantFrom(...NAMES), fc.oneof(value, fc.array(value)));

describe('headers that ask for waits, whatever they say', () => {
  it('never make a wait longer than a minute with its jitter, nor one that is no time at all', () => {
    const property = fc.property(
      headers,
      fc.nat(20),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (told, retries, random) => {
        const wait = retryWaitMs(told, { retries, random, now: 1_767_225_600_000 });
        assert.ok(wait > 0 && wait <= MAX_WAIT_MS, String(wait));
        const budget = spentBudgetWaitMs(told);
        assert.ok(budget === undefined || budget >= 0, String(budget));
      },
    );
    fc.assert(property, { seed: 9, numRuns: RUNS });
    proven({
      area: 'Bad input',
      claim: 'No header of an endpoint makes Gavel wait longer than a minute before it asks again',
      test: 'test/unit/backends/http/fuzzHeaders.test.ts',
      figure: `${RUNS.toLocaleString('en-US')} sets of headers`,
    });
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ProgressFacts } from '../../../../src/core/runs/progressFacts.js';
import {
  barProgress,
  longProgress,
  remainingText,
  shortProgress,
} from '../../../../src/core/runs/progressText.js';

interface Case {
  readonly name: string;
  readonly facts: ProgressFacts;
  readonly short: string;
  readonly long: readonly string[];
  readonly bar: readonly string[];
  readonly remaining: string;
}

const cases: readonly Case[] = [
  {
    name: 'all is known',
    facts: {
      done: 412,
      total: 1319,
      errors: 2,
      rowsPerSecond: 37.8,
      leftMs: 24_000,
      tokens: 81_204,
      costUsd: 0.3149,
      cacheHits: 120,
    },
    short: '412/1,319 · 38/s · 24 s left',
    long: [
      '412 of 1,319 rows',
      '38 rows/s',
      '24 s left',
      '2 errors',
      '81,204 tokens',
      '$0.31',
      '120 requests from the cache',
    ],
    bar: ['412/1,319', '38 rows/s', '24 s left', '2 errors', '$0.31', '81,204 tokens'],
    remaining: '907 rows, 24 s left · $0.31',
  },
  {
    name: 'no pace yet, no price known',
    facts: { done: 3, total: 500, errors: 0, rowsPerSecond: 0, tokens: 0, cacheHits: 0 },
    short: '3/500',
    long: ['3 of 500 rows'],
    bar: ['3/500'],
    remaining: '497 rows left',
  },
  {
    name: 'the service tells no total',
    facts: { done: 7, total: null, errors: 1, rowsPerSecond: 2 },
    short: '7 rows · 2.0/s',
    long: ['7 rows', '2.0 rows/s', '1 error'],
    bar: ['7 rows', '2.0 rows/s', '1 error'],
    remaining: '7 rows done',
  },
  {
    name: 'slower than a row a second, one row left, next to nothing paid',
    facts: {
      done: 499,
      total: 500,
      errors: 0,
      rowsPerSecond: 0.2,
      leftMs: 5000,
      tokens: 1,
      costUsd: 0.0004,
      cacheHits: 1,
    },
    short: '499/500 · 12 rows a minute · 5 s left',
    long: [
      '499 of 500 rows',
      '12 rows a minute',
      '5 s left',
      '1 token',
      '$0.0004',
      '1 request from the cache',
    ],
    bar: ['499/500', '12 rows a minute', '5 s left', '< $0.01', '1 token'],
    remaining: '1 row, 5 s left · < $0.01',
  },
  {
    name: 'slower than a row a minute, over a day',
    facts: { done: 1, total: 1000, errors: 0, rowsPerSecond: 1 / 180, leftMs: 179_820_000 },
    short: '1/1,000 · 20 rows an hour · 2 d 1 h left',
    long: ['1 of 1,000 rows', '20 rows an hour', '2 d 1 h left'],
    bar: ['1/1,000', '20 rows an hour', '2 d 1 h left'],
    remaining: '999 rows, 2 d 1 h left',
  },
  {
    name: 'big numbers',
    facts: {
      done: 1_234_567,
      total: 10_000_000,
      errors: 12_345,
      rowsPerSecond: 1234.4,
      leftMs: 7_101_000,
      tokens: 987_654_321,
      costUsd: 1204.5,
    },
    short: '1,234,567/10,000,000 · 1,234/s · 1 h 58 m left',
    long: [
      '1,234,567 of 10,000,000 rows',
      '1,234 rows/s',
      '1 h 58 m left',
      '12,345 errors',
      '987,654,321 tokens',
      '$1,204.50',
    ],
    bar: [
      '1,234,567/10,000,000',
      '1,234 rows/s',
      '1 h 58 m left',
      '12,345 errors',
      '$1,204.50',
      '987,654,321 tokens',
    ],
    remaining: '8,765,433 rows, 1 h 58 m left · $1,204.50',
  },
  {
    name: 'all done: nothing is left, whatever the pace says',
    facts: { done: 5, total: 5, errors: 0, rowsPerSecond: 5, leftMs: 0, costUsd: 0 },
    short: '5/5 · 5.0/s',
    long: ['5 of 5 rows', '5.0 rows/s', '$0'],
    bar: ['5/5', '5.0 rows/s', '$0'],
    remaining: '0 rows left · $0',
  },
  {
    name: 'the last moment is a second',
    facts: { done: 4, total: 5, errors: 0, rowsPerSecond: 9.96, leftMs: 100 },
    short: '4/5 · 10/s · 1 s left',
    long: ['4 of 5 rows', '10 rows/s', '1 s left'],
    bar: ['4/5', '10 rows/s', '1 s left'],
    remaining: '1 row, 1 s left',
  },
  {
    name: 'no row at all',
    facts: { done: 0, total: 0, errors: 0 },
    short: '0 rows',
    long: ['0 rows'],
    bar: ['0 rows'],
    remaining: '0 rows left',
  },
];

describe('the words of a progress', () => {
  for (const { name, facts, ...expected } of cases) {
    it(name, () => {
      assert.deepEqual(
        {
          short: shortProgress(facts),
          long: longProgress(facts),
          bar: barProgress(facts),
          remaining: remainingText(facts),
        },
        expected,
      );
    });
  }

  it('no number that a run may have makes no words, and none is shown that is not one', () => {
    const amount = fc.option(fc.double({ min: 0, max: 1e12, noNaN: true }), { nil: undefined });
    const facts = fc.record(
      {
        done: fc.nat(),
        total: fc.option(fc.nat()),
        errors: fc.nat(),
        rowsPerSecond: amount,
        leftMs: fc.option(fc.double({ min: -1e9, noNaN: true }), { nil: undefined }),
        tokens: amount,
        costUsd: amount,
        cacheHits: amount,
      },
      { requiredKeys: ['done', 'total', 'errors'] },
    );
    fc.assert(
      fc.property(facts, (some) => {
        // Keys without a value are left out, as the type wants it.
        const known = JSON.parse(JSON.stringify(some)) as ProgressFacts;
        const words = [
          shortProgress(known),
          ...longProgress(known),
          ...barProgress(known),
          remainingText(known),
        ];
        for (const word of words) assert.doesNotMatch(word, /NaN|Infinity|undefined|null|-\d|^$/);
      }),
    );
  });
});

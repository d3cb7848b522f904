import assert from 'node:assert/strict';
import {
  collectDryRunCost,
  dryRunSentence,
  type DryRunCost,
} from '../../../../src/core/preflight/dryRunCost.js';
import type { RunManifest } from '../../../../src/core/runs/manifest.js';
import type { StoredRow } from '../../../../src/core/runs/resultRow.js';

const price = { input: 1e6, output: 0, from: 'list' };

/** What is read of a manifest here. */
const manifest = (rows: number, priced = true) =>
  ({
    dataset: { rows },
    progress: { done: 0, total: 3 },
    models: { judge: priced ? { price } : {} },
  }) as unknown as RunManifest;

/** A row that cost so many dollars. */
const row = (usd: number): StoredRow => ({
  result: {},
  details: {
    row: 1,
    outcome: 'passed',
    by_role: { judge: { requests: 1, prompt_tokens: usd, completion_tokens: 0 } },
  },
});

function costOf(about: RunManifest, dollars: readonly number[]): DryRunCost {
  const collected = collectDryRunCost(about);
  for (const usd of dollars) collected.add(row(usd));
  return collected.cost();
}

describe('the cost of the whole from a dry run', () => {
  it('is the mean of the rows times the rows, with its interval', () => {
    const cost = costOf(manifest(100), [1, 2, 3]);
    assert.deepEqual([cost.rows, cost.of, cost.usd], [3, 100, 200]);
    // t(0.975, 2) = 4.3027, s = 1, finite population √(97/99).
    const reach = (100 * 4.302653 * Math.sqrt(97 / 99)) / Math.sqrt(3);
    assert.ok(Math.abs((cost.high ?? 0) - (200 + reach)) < 0.001);
    // What is spent is spent: the whole costs no less.
    assert.equal(cost.low, 6);
  });

  const cases: [string, RunManifest, number[], string][] = [
    [
      'equal rows',
      manifest(100),
      [1, 1],
      'Dry run: 2 of 100 rows; the whole would cost about $100.00 ($100.00 to $100.00, from these rows).',
    ],
    [
      'one row',
      manifest(1319),
      [0.5],
      'Dry run: 1 of 1,319 rows; the whole would cost about $659.50 (from these rows).',
    ],
    [
      'all rows',
      manifest(2),
      [1, 3],
      'Dry run: 2 of 2 rows; the whole would cost about $4.00 (from these rows).',
    ],
    [
      'an unknown price',
      manifest(10, false),
      [1],
      'Dry run: 1 of 10 rows; what the whole would cost is not known.',
    ],
    ['nothing paid', manifest(10), [0, 0], 'Dry run: 2 of 10 rows; the whole would cost nothing.'],
    ['no row', manifest(10), [], 'Dry run: 0 of 10 rows.'],
  ];
  for (const [name, about, dollars, sentence] of cases) {
    it(`is said: ${name}`, () => assert.equal(dryRunSentence(costOf(about, dollars)), sentence));
  }
});

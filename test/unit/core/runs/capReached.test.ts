import assert from 'node:assert/strict';
import { capReached } from '../../../../src/core/runs/capReached.js';
import type { RunManifest } from '../../../../src/core/runs/manifest.js';

const run = (changes: {
  readonly status?: RunManifest['status'];
  readonly cap?: number;
  readonly cost?: number;
  readonly done?: number;
}): RunManifest =>
  // What it looks at, and no more.
  ({
    status: changes.status ?? 'paused',
    spec: { run: { ...(changes.cap !== undefined && { max_cost_usd: changes.cap }) } },
    ...(changes.cost !== undefined && {
      usage: { prompt_tokens: 1, completion_tokens: 1, cost_usd: changes.cost },
    }),
    progress: { done: changes.done ?? 10, total: 100 },
  }) as unknown as RunManifest;

describe('capReached', () => {
  const cases: [string, Parameters<typeof run>[0], number | undefined][] = [
    ['reached', { cap: 1, cost: 1 }, 1],
    ['the next row would go beyond it', { cap: 1, cost: 0.95 }, 1],
    ['room for another row', { cap: 1, cost: 0.85 }, undefined],
    ['no cap', { cost: 5 }, undefined],
    ['no known cost', { cap: 1 }, undefined],
    ['no row yet', { cap: 1, cost: 0, done: 0 }, undefined],
    ['it goes on', { status: 'running', cap: 1, cost: 1 }, undefined],
    ['it has ended', { status: 'completed', cap: 1, cost: 1 }, undefined],
  ];
  for (const [what, changes, expected] of cases) {
    it(what, () => assert.equal(capReached(run(changes)), expected));
  }
});

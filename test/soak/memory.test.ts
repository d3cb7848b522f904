import assert from 'node:assert/strict';
import { proven } from '../security/proofs.js';
import { useMemory } from '../security/memory/useMemory.js';

const TEST = 'test/soak/memory.test.ts';
const HEAP_MB = 100;

describe('what would fill the memory, at length', () => {
  it('datasets with a row of 5 GB', async () => {
    const size = { mb: 5 * 1024, columns: 0, heapMb: HEAP_MB };
    const { outcomes, mostMb } = await useMemory('datasets', size);
    refuteUntyped(outcomes);
    assert.ok(mostMb < 2 * HEAP_MB, `${mostMb} MB were held`);
    proven({
      area: 'Bad input',
      claim: 'A row, a cell, a header or an endless quote of 5 GB in a dataset is held by nobody',
      test: TEST,
      figure: `${Object.keys(outcomes).length} readings in a heap of ${HEAP_MB} MB; at most ${mostMb} MB in use`,
    });
  });

  it('datasets of a million columns', async () => {
    const columns = 1_000_000;
    const heapMb = 1024;
    const { outcomes, mostMb } = await useMemory('columns', { mb: 0, columns, heapMb });
    refuteUntyped(outcomes);
    assert.equal(outcomes['columns of CSV, row'], `${columns} cells`);
    assert.equal(outcomes['columns of JSON Lines, row'], `${columns} cells`);
    proven({
      area: 'Bad input',
      claim: 'A dataset of a million columns is read, and its first 20,000 are looked at',
      test: TEST,
      figure: `${Object.keys(outcomes).length} readings in a heap of ${heapMb} MB; at most ${mostMb} MB in use`,
    });
  });

  it('run folders with files of 1 GB', async () => {
    const size = { mb: 1024, columns: 0, heapMb: HEAP_MB };
    const { outcomes, mostMb } = await useMemory('runs', size);
    refuteUntyped(outcomes);
    // The longest line that is read is one of 128 MB.
    assert.ok(mostMb < 4 * HEAP_MB, `${mostMb} MB were held`);
    proven({
      area: 'Bad input',
      claim: 'Results, details, labels, manifests and baselines of 1 GB each fill no memory',
      test: TEST,
      figure: `${Object.keys(outcomes).length} readings in a heap of ${HEAP_MB} MB; at most ${mostMb} MB in use`,
    });
  });
});

function refuteUntyped(outcomes: Readonly<Record<string, string>>): void {
  assert.ok(Object.keys(outcomes).length > 10);
  for (const [name, outcome] of Object.entries(outcomes)) {
    assert.doesNotMatch(outcome, /^untyped/, name);
  }
}

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { createKeyRuns } from '../../../../src/files/engine/keyRuns.js';

async function sorted(
  keys: readonly Uint8Array[],
  options: Parameters<typeof createKeyRuns>[0],
): Promise<number[]> {
  const runs = createKeyRuns(options);
  try {
    for (const [index, key] of keys.entries()) await runs.add(index + 1, key);
    const rows: number[] = [];
    for await (const row of runs.sorted()) rows.push(row);
    return rows;
  } finally {
    await runs.close();
  }
}

function expected(keys: readonly Uint8Array[], descending: boolean): number[] {
  const sign = descending ? -1 : 1;
  return keys
    .map((key, index) => ({ key, row: index + 1 }))
    .sort((a, b) => sign * Buffer.compare(a.key, b.key) || a.row - b.row)
    .map(({ row }) => row);
}

describe('keyRuns', () => {
  const key = fc.oneof(
    fc.uint8Array({ maxLength: 3, max: 3 }),
    fc.uint8Array({ maxLength: 40 }),
    fc.constantFrom(new Uint8Array(0), new Uint8Array(2000).fill(7)),
  );
  it('sorts by bytes and keeps the order of equal keys, in memory and in runs of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(key, { maxLength: 120 }),
        fc.boolean(),
        fc.constantFrom(undefined, 1, 20, 100, 5000),
        async (keys, descending, runBytes) => {
          const rows = await sorted(keys, { descending, ...(runBytes && { runBytes }) });
          assert.deepEqual(rows, expected(keys, descending));
        },
      ),
    );
  });

  it('merges runs that are longer than what is read at a time', async () => {
    const keys = Array.from({ length: 3000 }, (_, at) => Buffer.alloc(400, (at * 7919) % 251));
    assert.deepEqual(
      await sorted(keys, { descending: false, runBytes: 500_000 }),
      expected(keys, false),
    );
  });

  it('leaves no file behind', async () => {
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('gavel-sort-'));
    await sorted([Buffer.alloc(9), Buffer.alloc(9)], { descending: false, runBytes: 1 });
    const after = readdirSync(tmpdir()).filter((name) => name.startsWith('gavel-sort-'));
    assert.deepEqual(after, before);
  });
});

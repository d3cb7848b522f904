import assert from 'node:assert/strict';
import type { OpenRows } from '../../../../src/core/rows/openRows.js';
import { readRunRows } from '../../../../src/ui/results/runRows.js';
import type { RowSources } from '../../../../src/ui/results/runRows.js';
import { createMemoryRunStore } from '../../../contract/ports/memoryRunStore.js';
import { createRowsReader } from '../../../../src/files/runs/openRunRows.js';
import { exampleManifest } from '../runs/exampleManifest.js';

describe('the rows of an open run', () => {
  const manifest = exampleManifest();
  const run = { id: manifest.id, folder: '/nowhere/at/all' };

  /** A reader of rows that counts what is open; reading waits for `hold`. */
  function counted(hold: Promise<void> = Promise.resolve()) {
    const open = new Set<OpenRows>();
    const sources: RowSources = {
      runs: createMemoryRunStore(),
      rowsReader: () =>
        Promise.resolve({
          async open(which, spec) {
            const rows = await createRowsReader().open(which, spec);
            const counting: OpenRows = {
              ...rows,
              async refresh(signal) {
                await hold;
                signal?.throwIfAborted();
                return rows.refresh(signal);
              },
              async close() {
                open.delete(counting);
                await rows.close();
              },
            };
            open.add(counting);
            return counting;
          },
          dispose: () => Promise.resolve(),
        }),
    };
    return { open, sources };
  }

  it('regression: rows of an editor that was closed while they were read stayed open', async () => {
    let read: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (read = resolve));
    const { open, sources } = counted(held);
    const abort = new AbortController();
    const { signal } = abort;
    const reading = readRunRows(sources, { run, manifest }, { before: undefined, signal });
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(open.size, 1);
    abort.abort();
    read();
    await assert.rejects(reading, { name: 'AbortError' });
    assert.equal(open.size, 0);
  });

  it('stay open for whoever has them, also where a later reading fails', async () => {
    const { open, sources } = counted();
    const { signal } = new AbortController();
    const how = { before: undefined, signal };
    const rows = await readRunRows(sources, { run, manifest }, how).catch(() => undefined);
    // A folder that is not there has no rows, which is no failure.
    assert.ok(rows);
    const abort = new AbortController();
    abort.abort();
    const again = { before: rows, signal: abort.signal };
    await assert.rejects(readRunRows(sources, { run, manifest }, again), { name: 'AbortError' });
    assert.equal(open.size, 1);
  });
});

import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunRef } from '../../../../src/core/runs/runStore.js';
import { UserError } from '../../../../src/core/userError.js';
import { createRunFolders } from '../../../../src/files/runs/runFolders.js';
import { rowsOf, sampleManifest, sampleRow } from '../../../contract/ports/runStoreContract.js';
import { proven } from '../../../security/proofs.js';

describe('rows of a process that was asleep while another took its run over', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'gavel-fenced-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  /** The other gives the run new files and goes on in them. */
  const takeOver = async (run: RunRef): Promise<void> => {
    const other = createRunFolders();
    await other.replaceRows(run, other.rows(run));
    await other.append(run, [4, 5].map(sampleRow));
  };

  const moments: readonly (readonly [what: string, tail: string, isNew: boolean])[] = [
    ['it has written there before', '', false],
    ['it writes there for the first time', '', true],
    ['it was about to mend a torn line', '{"question":"to', true],
  ];
  it('regression: are in no run, however late it falls asleep before it writes', async () => {
    for (const [what, tail, isNew] of moments) {
      const first = createRunFolders();
      const run = await first.create(root, sampleManifest({ id: what.replace(/\W/g, '') }));
      await first.append(run, [1, 2, 3].map(sampleRow));
      await appendFile(join(run.folder, 'results.jsonl'), tail);
      const store = isNew ? createRunFolders() : first;
      let asked = 0;
      // It asks whether the run is its own, is told so, and sleeps; whenever it asks again, it is not.
      const confirm = async () => {
        asked += 1;
        if (asked > 1) throw new UserError('busy', 'Another process has taken this run over.');
        await takeOver(run);
      };
      await store.append(run, [4, 6].map(sampleRow), confirm).catch((error: unknown) => {
        assert.ok(error instanceof UserError && error.kind === 'busy', String(error));
      });
      assert.ok(asked > 0);
      const rows = await rowsOf(createRunFolders().rows(run));
      assert.deepEqual(rows, [1, 2, 3, 4, 5].map(sampleRow), what);
      const left = ['details.jsonl', 'results.jsonl', 'sample.evalrun.json'];
      assert.deepEqual((await readdir(run.folder)).sort(), left);
    }
    proven({
      area: 'Faults',
      claim:
        'A process that was asleep while another took its run over puts no row into that run, even if it fell asleep between its last look and its write.',
      test: 'test/unit/files/runs/fencedRows.test.ts',
      figure: `${moments.length} moments of falling asleep`,
    });
  });
});

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PageRequest } from '../../../src/core/dataset/openDataset.js';
import { EVERY_ROW } from '../../../src/core/rows/resultQuery.js';
import { threadedEngine } from '../../../src/files/engine/remote/threadedEngine.js';
import { rowsThread } from '../../../src/files/runs/remote/rowsThread.js';
import { collectGarbage } from '../../load/collectGarbage.js';
import { writeRuns } from '../../load/manyRuns.js';
import { proven } from '../../security/proofs.js';
import { sampleRun } from '../../webview/harness/sampleRun.js';
import { bundleWorker } from './bundledWorker.js';
import type { BundledWorker } from './bundledWorker.js';

const EDITORS = 50;
const TEST = 'test/contract/processes/letGo.test.ts';
const FIRST: PageRequest = {
  query: { filters: [], order: null },
  from: 1,
  to: 1,
  columns: { from: 0, to: 1 },
};

/** Threads of this process; undefined where the system doesn't tell. */
function threads(): number | undefined {
  try {
    return readdirSync('/proc/self/task').length;
  } catch {
    return undefined;
  }
}

describe('what is open, and is closed again', function () {
  this.timeout(60_000);
  let worker: BundledWorker;
  let root: string;
  before(async () => {
    worker = await bundleWorker();
    root = await mkdtemp(join(tmpdir(), 'gavel-letgo-'));
  });
  after(async () => {
    await worker.remove();
    await rm(root, { recursive: true, force: true });
  });

  it('fifty datasets are read on the threads of one', async () => {
    const paths = Array.from({ length: EDITORS }, (_, index) => join(root, `rows-${index}.jsonl`));
    for (const path of paths) await writeFile(path, '{"q":"why","a":"because"}\n'.repeat(40));
    const engine = threadedEngine(worker.url, { scanners: 2 });
    const first = await engine.open(paths[0] ?? '', () => undefined);
    await first.survey(() => undefined);
    const ofOne = threads();
    const others = await Promise.all(
      paths.slice(1).map(async (path) => {
        const opened = await engine.open(path, () => undefined);
        await opened.survey(() => undefined);
        assert.equal((await opened.page(FIRST)).rows.length, 1);
        return opened;
      }),
    );
    assert.equal(threads(), ofOne);
    await Promise.all([first, ...others].map((opened) => opened.close()));
    await engine.dispose();
    proven({
      area: 'Load',
      claim: 'Open datasets share one thread and its scanners, however many are open',
      test: TEST,
      figure: `${EDITORS} datasets open at once, threads of 1`,
    });
  });

  it('regression: a dataset that was closed was kept while another one was open', async () => {
    const path = join(root, 'kept.jsonl');
    await writeFile(path, '{"q":1}\n{"q":2}\n');
    const engine = threadedEngine(worker.url, { scanners: 1 });
    const open = await engine.open(path, () => undefined);
    const editors: WeakRef<object>[] = [];
    const openAndClose = async (): Promise<void> => {
      // Stands for all that an editor holds.
      const editor = { news: 0 };
      editors.push(new WeakRef(editor));
      const opened = await engine.open(path, () => void (editor.news += 1));
      await opened.page(FIRST);
      await opened.close();
    };
    for (let turn = 0; turn < EDITORS; turn += 1) await openAndClose();
    await assert.rejects(engine.open(join(root, 'nothing.jsonl'), () => undefined));
    await collectGarbage();
    assert.equal(editors.filter((editor) => editor.deref() !== undefined).length, 0);
    await open.close();
    await engine.dispose();
    proven({
      area: 'Load',
      claim: 'A closed dataset is let go of at once',
      test: TEST,
      figure: `${EDITORS} opened and closed beside an open one, 0 kept`,
    });
  });

  it('fifty runs are read on one thread, and a late question opens none again', async () => {
    const { folders } = await writeRuns(join(root, 'runs'), EDITORS);
    const before = threads();
    const reader = rowsThread(worker.url);
    const { manifest } = sampleRun({ type: 'classify', rows: 1 });
    const opened = await Promise.all(
      folders.map((folder) => reader.open({ id: 'a', folder }, manifest.spec)),
    );
    const states = await Promise.all(opened.map((rows) => rows.refresh()));
    assert.ok(states.every(({ rows }) => rows === 20));
    if (before !== undefined) assert.ok((threads() ?? 0) > before);
    const withRows = threads();
    await Promise.all(opened.map((rows) => rows.page(EVERY_ROW, { from: 1, to: 20 })));
    assert.equal(threads(), withRows);
    await Promise.all(opened.map((rows) => rows.close()));
    for (const rows of opened) {
      await assert.rejects(rows.row(1), { name: 'UserError', kind: 'cancelled' });
    }
    await reader.dispose();
    proven({
      area: 'Load',
      claim: 'Open results editors share one thread for their rows',
      test: TEST,
      figure: `${EDITORS} runs open at once, 1 thread`,
    });
  });
});

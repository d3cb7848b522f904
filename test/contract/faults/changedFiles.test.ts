import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import type {
  DatasetEngine,
  DatasetNews,
  PageRequest,
} from '../../../src/core/dataset/openDataset.js';
import { EVERY_ROW } from '../../../src/core/rows/resultQuery.js';
import { createDatasetEngine } from '../../../src/files/engine/datasetEngine.js';
import { inlineScanners } from '../../../src/files/engine/inlineScanners.js';
import { threadedEngine } from '../../../src/files/engine/remote/threadedEngine.js';
import { createLabelFiles } from '../../../src/files/labels/labelFiles.js';
import { createRunFolders } from '../../../src/files/runs/runFolders.js';
import { labelSession } from '../../../src/ui/labels/labelSession.js';
import { writeManifestFile } from '../../load/manyRuns.js';
import { createRowsReader } from '../../../src/files/runs/openRunRows.js';
import { rowsThread } from '../../../src/files/runs/remote/rowsThread.js';
import { proven } from '../../security/proofs.js';
import { sampleRun } from '../../webview/harness/sampleRun.js';
import { bundleWorker } from '../processes/bundledWorker.js';
import type { BundledWorker } from '../processes/bundledWorker.js';
import { told } from '../runs/told.js';

const TEST = 'test/contract/faults/changedFiles.test.ts';
const ROWS = 40;
const WIDE = { from: 1, to: 1000 };
const PAGE: PageRequest = {
  query: { filters: [], order: null },
  ...WIDE,
  columns: { from: 0, to: 100 },
};

/** What happens to a file that is open, its text being `text`; each begins with the whole file. */
const CHANGES: Readonly<Record<string, (path: string, text: string) => Promise<unknown>>> = {
  'cut behind a row': (path, text) => truncate(path, text.indexOf('\n') + 1),
  'cut in a row': (path, text) => truncate(path, Math.floor(text.length / 2)),
  emptied: (path) => truncate(path, 0),
  grown: (path, text) => appendFile(path, text.slice(0, text.indexOf('\n') + 1)),
  'grown by half a row': (path, text) => appendFile(path, text.slice(0, 20)),
  'replaced by fewer rows': (path, text) =>
    replace(path, text.split('\n').slice(5, 9).join('\n') + '\n'),
  'replaced by bytes that are no text': (path) =>
    replace(path, Buffer.from([0xff, 0xfe, 0, 1, 10, 0x80])),
  'overwritten by what is no JSON': (path) => writeFile(path, 'no JSON\n'.repeat(9)),
  deleted: (path) => rm(path),
  'turned into a folder': async (path) => {
    await rm(path);
    await mkdir(path);
  },
  'gone with its folder': (path) => rm(dirname(path), { recursive: true }),
};

async function replace(path: string, content: string | Buffer): Promise<void> {
  await writeFile(`${path}.new`, content);
  await rename(`${path}.new`, path);
}

async function restore(path: string, text: string): Promise<void> {
  await rm(path, { recursive: true, force: true });
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

describe('files that change while they are open', function () {
  this.timeout(60_000);
  let worker: BundledWorker;
  let root: string;
  before(async () => {
    worker = await bundleWorker();
    root = await mkdtemp(join(tmpdir(), 'gavel-changed-'));
  });
  after(async () => {
    await worker.remove();
    await rm(root, { recursive: true, force: true });
  });

  it('rows of a run are those of the file as it is now, or one sentence, and come back', async () => {
    let tried = 0;
    for (const make of [createRowsReader, () => rowsThread(worker.url)]) {
      const reader = make();
      const { manifest, rows } = sampleRun({ type: 'classify', rows: ROWS });
      const folder = join(await mkdtemp(join(root, 'run-')), 'run');
      const path = join(folder, 'results.jsonl');
      const text = rows.map(({ result }) => `${JSON.stringify(result)}\n`).join('');
      await restore(path, text);
      const open = await reader.open({ id: 'a', folder }, manifest.spec);
      const shown = async () => {
        const state = await told(open.refresh());
        const page = await told(open.page(EVERY_ROW, WIDE));
        return [state, page].map((one) => (typeof one === 'string' ? one : { ...one, version: 0 }));
      };
      const whole = await shown();
      for (const [name, change] of Object.entries(CHANGES)) {
        await change(path, text);
        const now = await shown();
        // A row counts once it is whole.
        assert.equal(isDeepStrictEqual(now, whole), name === 'grown by half a row', name);
        const anew = await reader.open({ id: 'a', folder }, manifest.spec);
        assert.deepEqual(
          now[0],
          await told(anew.refresh()).then((one) =>
            typeof one === 'string' ? one : { ...one, version: 0 },
          ),
        );
        await anew.close();
        assert.ok(typeof now[0] !== 'string' || /results/.test(now[0]), name);
        await restore(path, text);
        assert.deepEqual(await shown(), whole);
        tried += 1;
      }
      await open.close();
      await reader.dispose();
    }
    proven({
      area: 'Faults',
      claim:
        'Results that are cut, replaced, broken, deleted or grow while they are open are shown as they are now, or one sentence says why not; they show again when they are back.',
      test: TEST,
      figure: `${tried} changes under open readers`,
    });
  });

  it('a dataset is that of the file as it is now, or one sentence, and comes back', async () => {
    let tried = 0;
    const engines: (() => DatasetEngine)[] = [
      () => createDatasetEngine(inlineScanners()),
      () => threadedEngine(worker.url, { scanners: 2 }),
    ];
    for (const make of engines) {
      const engine = make();
      const path = join(await mkdtemp(join(root, 'data-')), 'data', 'rows.jsonl');
      const text = Array.from(
        { length: ROWS },
        (_, at) => `{"q":"question ${at}","n":${at}}\n`,
      ).join('');
      await restore(path, text);
      const news: DatasetNews[] = [];
      const open = await engine.open(path, (one) => news.push(one));
      const shown = async () => {
        news.length = 0;
        await open.refresh();
        await told(open.list(PAGE.query, () => undefined));
        const page = await told(open.page(PAGE));
        return typeof page === 'string' ? page : page.rows.map(({ cells }) => cells);
      };
      const whole = await shown();
      for (const [name, change] of Object.entries(CHANGES)) {
        await change(path, text);
        const now = await shown();
        const said = news.filter((one) => one.kind === 'failed').map(({ message }) => message);
        assert.ok(
          typeof now === 'string' ||
            said.length > 0 ||
            JSON.stringify(now) !== JSON.stringify(whole),
          name,
        );
        for (const one of said) assert.match(one, /^[A-Z].*[^.]\.$/s);
        await restore(path, text);
        assert.deepEqual(await shown(), whole, name);
        tried += 1;
      }
      await open.close();
      await engine.dispose();
    }
    proven({
      area: 'Faults',
      claim:
        'A dataset that is cut, replaced, broken, deleted or grows while it is open is shown as it is now, or one sentence says why not; it shows again when it is back.',
      test: TEST,
      figure: `${tried} changes under open datasets`,
    });
  });

  it('a label on a run that is gone is refused in one sentence, makes no folder, and is taken when it is back', async () => {
    const { manifest, rows } = sampleRun({ type: 'classify', rows: ROWS });
    const folder = await mkdtemp(join(root, 'run-'));
    await writeManifestFile(folder, manifest);
    const lines = (values: readonly unknown[]) =>
      values.map((value) => `${JSON.stringify(value)}\n`).join('');
    await writeFile(join(folder, 'results.jsonl'), lines(rows.map(({ result }) => result)));
    await writeFile(join(folder, 'details.jsonl'), lines(rows.map((row) => row.details)));
    const runs = createRunFolders();
    const labels = createLabelFiles();
    const run = await runs.find(folder, []);
    let name = '';
    const signal = new AbortController().signal;
    const session = labelSession({
      run,
      uri: pathToFileURL(folder).href,
      runs,
      labels,
      rater: { get: () => name, set: (next) => void (name = next) },
      now: Date.now,
      requireTrust: () => undefined,
      showDifferences: () => undefined,
      exportExamples: () => undefined,
      close: () => undefined,
      signal,
    });
    const plan = { plan: 'random' as const, number: 9, seed: 1, since: null, skipped: [] };
    const { step } = await session.start({ ...plan, rater: 'Ann' }, signal);
    const id = step.card?.id ?? assert.fail('no card');
    const label = async () =>
      session.label({ id, verdict: 'correct', note: '', tookMs: 1 }, signal);
    await rename(folder, `${folder}-away`);
    for (const ask of [
      label,
      async () => session.summary({}, signal),
      async () => session.open({}, signal),
    ]) {
      const said = await told<unknown>(ask());
      assert.match(typeof said === 'string' ? said : '', /no such file or folder/);
      assert.equal(existsSync(folder), false);
    }
    await rename(`${folder}-away`, folder);
    const taken = await label();
    assert.deepEqual([taken.done, (await labels.read(run)).records.length], [1, 1]);
  });
});

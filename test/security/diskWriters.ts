import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lockRun } from '../../src/backends/local/runLock.js';
import type { RunStore } from '../../src/core/runs/runStore.js';
import { createBaselineFiles } from '../../src/files/baselines/baselineFiles.js';
import { createCompletionFiles } from '../../src/files/completions/completionFiles.js';
import { createFile } from '../../src/files/createFile.js';
import { writeDataset } from '../../src/files/dataset/writeDataset.js';
import { createIndexStore } from '../../src/files/engine/indexStore.js';
import { createLabelFiles } from '../../src/files/labels/labelFiles.js';
import { createEndpointDialects } from '../../src/files/models/endpointDialects.js';
import { createModelListFiles } from '../../src/files/models/modelListFiles.js';
import { openPartFile } from '../../src/files/partFile.js';
import { createFilePreviews } from '../../src/files/previews/filePreviews.js';
import { createRunFolders } from '../../src/files/runs/runFolders.js';
import { saveFile } from '../../src/files/saveFile.js';
import { createSentFiles } from '../../src/files/sentFiles.js';
import { SCAN_START } from '../../src/files/scan/recordScan.js';
import { FIRST_DIALECT } from '../../src/core/judging/dialect.js';
import { SAMPLE_REPLY, sampleKey } from '../contract/ports/completionCacheContract.js';
import { createMemoryServiceFiles } from '../contract/ports/memoryServiceFiles.js';
import { rowsOf, sampleManifest, sampleRow } from '../contract/ports/runStoreContract.js';
import { labelOf } from '../contract/processes/sharedRun.js';
import { inBatches, jsonRow } from '../unit/core/dataset/rows/testRows.js';

/** Something of Gavel that writes files, as a disk may fail it. */
export interface DiskWriter {
  readonly what: string;
  /** What it keeps can be had again, so a failure is no fault of what is being done. */
  readonly isCache?: true;
  /** Makes in an empty folder what is there before. */
  readonly before?: (folder: string) => Promise<unknown>;
  readonly write: (folder: string) => Promise<unknown>;
  /** What a reader finds; only two of these may ever be seen, that before and that after. */
  readonly state: (folder: string) => Promise<unknown>;
}

const RUN = '20260131-142501-sample-abc12345';
const forever = new AbortController().signal;
const rows = [3, 1, 2].map(sampleRow);
const runIn = (folder: string) => ({ id: 'abc12345', folder: join(folder, RUN) });
const makeRun = async (folder: string): Promise<void> => {
  const store = createRunFolders();
  await store.append(await store.create(folder, sampleManifest()), rows);
};
const rowsIn = (folder: string) => rowsOf(createRunFolders().rows(runIn(folder)));
const textIn = (folder: string, name: string) =>
  readFile(join(folder, name), 'utf8').catch(() => undefined);

function ofRows(
  what: string,
  work: (store: RunStore, folder: string) => Promise<unknown>,
): DiskWriter {
  return {
    what,
    before: makeRun,
    write: (folder) => work(createRunFolders(), folder),
    state: rowsIn,
  };
}

async function* eachOf<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* await Promise.resolve(items);
}

const SENT = { place: 'demo', purpose: 'eval', sha256: 'ab' } as const;
const MODELS = { fetchedAt: 1, models: [], problems: [] } as const;
const LINES = Array.from(
  { length: 400 },
  (_, row) => `{"row":${row},"pad":"${'x'.repeat(5000)}"}\n`,
);
const PREVIEWED = { id: 'file-1', name: 'rows.jsonl', content: LINES.join('') };
const INDEXED = {
  probe: 'ab'.repeat(32),
  index: {
    stamp: { size: 1e9, modified: 1n, inode: 7n },
    form: { format: 'csv', delimiter: ',', encoding: 'utf-8', mark: 0 },
    every: 65_536,
    checkpoints: [{ offset: 0, records: 0, breaks: 0 }],
    end: SCAN_START,
    isComplete: true,
  },
} as const;

export const DISK_WRITERS: readonly DiskWriter[] = [
  {
    what: 'a new run',
    write: (folder) => createRunFolders().create(folder, sampleManifest()),
    state: async (folder) =>
      (await createRunFolders().list(folder)).map(({ manifest }) => manifest.id),
  },
  {
    what: 'a manifest',
    before: makeRun,
    write: (folder) =>
      createRunFolders().update(runIn(folder), (now) => ({ ...now, status: 'paused' })),
    state: async (folder) => (await createRunFolders().read(runIn(folder))).status,
  },
  ofRows('rows that are appended', (store, folder) =>
    store.append(runIn(folder), [4, 5].map(sampleRow)),
  ),
  ofRows('rows that are replaced', (store, folder) =>
    store.replaceRows(runIn(folder), eachOf([7, 8].map(sampleRow))),
  ),
  ofRows('rows that are sorted', (store, folder) => store.sortRows(runIn(folder))),
  ofRows('rows that are dropped', (store, folder) =>
    store.dropRows(runIn(folder), ({ row }) => row === 1),
  ),
  {
    what: 'the lock of a run',
    write: async (folder) =>
      (await lockRun(folder, { stopRequested: () => {}, lost: () => {} })).release(),
    state: (folder) => readdir(folder),
  },
  {
    what: 'a label',
    before: async (folder) => {
      await makeRun(folder);
      await createLabelFiles().append(runIn(folder), labelOf(1));
    },
    write: (folder) => createLabelFiles().append(runIn(folder), labelOf(2)),
    state: async (folder) => (await createLabelFiles().read(runIn(folder))).records,
  },
  {
    what: 'a baseline',
    before: (folder) => createBaselineFiles().pin(folder, 'a.eval.json', 'one'),
    write: (folder) => createBaselineFiles().pin(folder, 'b.eval.json', 'two'),
    state: async (folder) => [...(await createBaselineFiles().read(folder))],
  },
  {
    what: 'a report',
    before: (folder) => writeFile(join(folder, 'report.md'), 'old'),
    write: (folder) => saveFile(join(folder, 'report.md'), 'new report'),
    state: (folder) => textIn(folder, 'report.md'),
  },
  {
    what: 'rows that are exported',
    before: (folder) => writeFile(join(folder, 'rows.jsonl'), 'old'),
    write: (folder) =>
      saveFile(join(folder, 'rows.jsonl'), eachOf(['a\n', 'b\n'].map(Buffer.from))),
    state: (folder) => textIn(folder, 'rows.jsonl'),
  },
  {
    what: 'a new file',
    write: (folder) => createFile(join(folder, 'new.jsonl'), ['a\n', 'b\n']),
    state: (folder) => textIn(folder, 'new.jsonl'),
  },
  {
    what: 'a new dataset',
    write: (folder) => writeNew(folder, { target: join(folder, 'new.jsonl') }),
    state: (folder) => textIn(folder, 'new.jsonl'),
  },
  {
    what: 'a dataset that is split',
    write: (folder) => writeNew(folder, { target: join(folder, 'part.jsonl'), splitBy: 'lang' }),
    state: (folder) => readdir(folder).then((names) => names.sort()),
  },
  {
    what: 'a download',
    before: (folder) => writeFile(join(folder, 'held.jsonl'), 'old'),
    write: async (folder) => {
      const target = join(folder, 'held.jsonl');
      const part = await openPartFile({ target, content: 'x', replace: true });
      try {
        await part.restart();
        await part.append(Buffer.from('new '));
        await part.append(Buffer.from('bytes'));
        await part.finish();
      } catch (error) {
        await part.discard();
        throw error;
      } finally {
        await part.close();
      }
    },
    state: (folder) => textIn(folder, 'held.jsonl'),
  },
  {
    what: 'a preview of a file of the service',
    write: (folder) => openPreview(folder),
    state: previewedRows,
  },
  {
    what: 'a preview that is read on',
    before: (folder) => openPreview(folder),
    write: (folder) => readOn(folder),
    state: previewedRows,
  },
  {
    what: 'the cache of replies',
    isCache: true,
    write: async (folder) => {
      const cache = createCompletionFiles(folder);
      cache.add(sampleKey(), SAMPLE_REPLY);
      await cache.flush();
    },
    state: async (folder) => {
      const cache = createCompletionFiles(folder);
      try {
        return 'reply' in (await cache.find(sampleKey()));
      } finally {
        await cache.flush();
      }
    },
  },
  {
    what: 'a list of models',
    isCache: true,
    write: (folder) => createModelListFiles(folder).write('https://a.example', MODELS),
    state: (folder) => createModelListFiles(folder).read('https://a.example'),
  },
  {
    what: 'how an endpoint is asked',
    isCache: true,
    write: (folder) => createEndpointDialects(folder, Date.now).save('https://a m', FIRST_DIALECT),
    state: (folder) => createEndpointDialects(folder, Date.now).load(),
  },
  {
    what: 'what was uploaded',
    isCache: true,
    write: (folder) => createSentFiles(join(folder, 'sent.json')).remember(SENT, 'file-1'),
    state: (folder) => createSentFiles(join(folder, 'sent.json')).find(SENT),
  },
  {
    what: 'the index of a dataset',
    isCache: true,
    write: (folder) => createIndexStore(folder).save('/data/a.csv', INDEXED),
    state: async (folder) =>
      (await createIndexStore(folder).load('/data/a.csv')) === undefined ? 'none' : 'there',
  },
];

function previewsIn(folder: string) {
  const library = createMemoryServiceFiles([PREVIEWED]);
  return {
    library,
    previews: createFilePreviews({ folder, files: () => Promise.resolve(library) }),
  };
}

async function openPreview(folder: string): Promise<void> {
  const { previews, library } = previewsIn(folder);
  await previews.open('together', await library.get('file-1', forever), forever);
}

async function readOn(folder: string): Promise<void> {
  const path = join(folder, await previewedName(folder));
  await previewsIn(folder).previews.extend(path, 100_000, forever);
}

/** How many whole rows it shows, and what of a row that is not whole. */
async function previewedRows(folder: string): Promise<readonly unknown[]> {
  const lines = ((await textIn(folder, await previewedName(folder))) ?? '').split('\n');
  return [lines.length - 1, lines.at(-1)];
}

/** From the folder; a name of nothing where there is none, or one that nothing is told of. */
async function previewedName(folder: string): Promise<string> {
  const names = await readdir(folder, { recursive: true });
  const name = names.find((each) => each.endsWith('rows.jsonl')) ?? 'none';
  return names.some((each) => each.endsWith('about.json')) ? name : 'none';
}

async function writeNew(
  folder: string,
  { target, splitBy }: { readonly target: string; readonly splitBy?: string },
): Promise<void> {
  const items = [
    jsonRow('{"q":"a","lang":"en"}', 1),
    jsonRow('{"q":"b","lang":"de"}', 2),
    jsonRow('{"q":"c","lang":"en"}', 3),
  ];
  await writeDataset(
    {
      path: join(folder, 'source.jsonl'),
      header: undefined,
      total: items.length,
      rows: () => inBatches(items),
    },
    {
      query: { filters: [], order: null },
      guardFormulas: false,
      format: 'jsonl',
      target,
      ...(splitBy !== undefined && { splitBy }),
    },
    { onProgress: () => undefined },
  );
}

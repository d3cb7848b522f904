import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CompletionKey } from '../../../src/core/judging/completionKey.js';
import { createCompletionFiles } from '../../../src/files/completions/completionFiles.js';
import { segmentLine } from '../../../src/files/completions/segmentLine.js';
import { knownContent, openContent } from '../../../src/files/dataset/tableContent.js';
import { createDatasetEngine } from '../../../src/files/engine/datasetEngine.js';
import { createIndexStore } from '../../../src/files/engine/indexStore.js';
import { inlineScanners } from '../../../src/files/engine/inlineScanners.js';
import { createEndpointDialects } from '../../../src/files/models/endpointDialects.js';
import { createModelListFiles } from '../../../src/files/models/modelListFiles.js';
import { readAbout } from '../../../src/files/previews/previewAbout.js';
import { createSentFiles } from '../../../src/files/sentFiles.js';
import type { FuzzTarget } from './fuzzTarget.js';
import { scratchFolder } from './scratch.js';

// What Gavel keeps for itself counts as none where it is broken: nothing is said and nothing is lost.

const folder = scratchFolder();
const KEYS = ['1', '2', '3'].map((one): CompletionKey => ({
  key: one.repeat(64),
  messages: one.repeat(32),
  asked: 'aaaaaaaa.bbbbbbbb.cccccccc.1',
}));
const REPLY = {
  text: '{"label":"good"}',
  finish: 'stop' as const,
  usage: { prompt_tokens: 10, completion_tokens: 5 },
};
const SEGMENT = KEYS.map((key) => segmentLine(key, REPLY));
const ORIGIN = 'https://example.com';
const MODELS = {
  gavel_models: 1,
  origin: ORIGIN,
  fetchedAt: 5,
  models: [{ id: 'a/b', source: 'serverless', evaluates: true, price: { input: 1, output: 2 } }],
  problems: [{ part: 'models', message: 'No.' }],
};
const FOUND = { format: 'none', limit: 'max_tokens', temperature: 'sent', seed: 'sent' };
const DIALECTS = {
  gavel_endpoints: 1,
  endpoints: { [ORIGIN]: { dialect: FOUND, found_at: 5 } },
};
const ABOUT = {
  ...{ service: 'demo', host: 'h', id: 'file-1', name: 'a.csv', format: 'csv', rows: 'a.csv' },
};
const SENT = { place: ORIGIN, purpose: 'eval', sha256: 'ab'.repeat(32), file: 'file-1' };
const OUTSIDE = ['../a', '..', '.', '/etc/passwd', 'a.csv/..'];

// A dataset whose rows an index of ours may be about.
const dataset = join(folder, 'rows.jsonl');
const ROWS = 200;
const rowText = (at: number) => `${JSON.stringify({ id: at, text: 'x'.repeat(at % 50) })}\n`;
await writeFile(dataset, Array.from({ length: ROWS }, (_, at) => rowText(at)).join(''));
const index = await writtenIndex();

export const targets: readonly FuzzTarget[] = [
  { name: 'completions', valid: [SEGMENT.join('')], check: checkCompletions },
  { name: 'model lists', valid: [JSON.stringify(MODELS)], check: checkModels },
  { name: 'dialects', valid: [JSON.stringify(DIALECTS)], check: checkDialects },
  { name: 'previews', valid: [JSON.stringify(ABOUT)], words: OUTSIDE, check: checkAbout },
  { name: 'uploads', valid: [JSON.stringify([SENT])], check: checkSent },
  { name: 'row index', valid: [index], check: checkIndex, oneIn: 4 },
];

async function checkCompletions(bytes: Buffer): Promise<void> {
  const cache = join(folder, 'cache');
  await rm(cache, { recursive: true, force: true });
  await mkdir(cache);
  await writeFile(join(cache, '1700000000000-0123456789ab.jsonl'), bytes);
  const files = createCompletionFiles(cache);
  const text = bytes.toString('utf8');
  for (const [at, key] of KEYS.entries()) {
    const found = await files.find(key);
    // A line that is as it was is found, whatever stands around it; unless another has its key.
    const isThere = text
      .split('\n')
      .slice(0, -1)
      .includes((SEGMENT[at] ?? '').trimEnd());
    if (isThere && text.split(key.key).length === 2) assert.ok('reply' in found, 'a reply is lost');
    if ('reply' in found) assert.equal(typeof found.reply.text, 'string');
  }
  files.add(KEYS[0] ?? assert.fail(), REPLY);
  assert.equal(await files.flush(), undefined);
}

async function checkModels(bytes: Buffer): Promise<void> {
  const store = createModelListFiles(folder);
  await store.write(ORIGIN, { fetchedAt: 1, models: [], problems: [] });
  const name = (await readdir(folder)).find((each) => each.startsWith('example.com-'));
  await writeFile(join(folder, name ?? assert.fail()), bytes);
  const read = await store.read(ORIGIN);
  for (const { id } of read?.models ?? []) assert.equal(typeof id, 'string');
}

async function checkDialects(bytes: Buffer): Promise<void> {
  await writeFile(join(folder, 'endpoints.json'), bytes);
  for (const found of Object.values(await createEndpointDialects(folder, () => 10).load())) {
    assert.ok(['json_schema', 'json_object', 'none'].includes(found.format));
  }
}

async function checkAbout(bytes: Buffer): Promise<void> {
  const home = join(folder, 'preview');
  await mkdir(home, { recursive: true });
  await writeFile(join(home, 'a.csv'), 'a\n');
  await writeFile(join(home, 'about.json'), bytes);
  const known = await readAbout(home);
  // It never leads out of its own folder.
  if (known) assert.ok(known.preview.path.startsWith(join(home, '/')), known.preview.path);
}

async function checkSent(bytes: Buffer): Promise<void> {
  const path = join(folder, 'sent.json');
  await writeFile(path, bytes);
  const sent = createSentFiles(path);
  const found = await sent.find(SENT);
  assert.ok(found === undefined || typeof found === 'string');
  await sent.remember(SENT, 'file-2');
  assert.equal(await sent.find(SENT), 'file-2');
}

/** Rows are read as they stand in the file, whatever an index in the storage says of them. */
async function checkIndex(bytes: Buffer): Promise<void> {
  const store = join(folder, 'indexes');
  await mkdir(store, { recursive: true });
  const name = createHash('sha256').update(dataset).digest('hex').slice(0, 32);
  await writeFile(join(store, `${name}.index`), bytes);
  const engine = createDatasetEngine(inlineScanners(), createIndexStore(store));
  const open = await engine.open(dataset, () => undefined);
  try {
    await open.survey(() => undefined);
    assert.equal(open.state.rows, ROWS);
    for (const wanted of [1, 77, ROWS]) {
      const { values } = await open.row(wanted);
      assert.equal(values['id'], wanted - 1);
    }
  } finally {
    await open.close();
    await engine.dispose();
  }
}

/** As the store writes it, were the file large enough. */
async function writtenIndex(): Promise<Buffer> {
  const content = await openContent(dataset);
  while (!content.index().isComplete) await content.indexOn();
  const known = knownContent(content) ?? assert.fail();
  await content.file.close();
  const { stamp, form, every, end, checkpoints } = known.index;
  const head = {
    ...{ form: 2, path: dataset, size: stamp.size, modified: String(stamp.modified) },
    ...{ inode: String(stamp.inode), probe: known.probe, every, format: form.format },
    ...{ encoding: form.encoding, mark: form.mark, end, checkpoints: checkpoints.length },
  };
  const numbers = checkpoints.flatMap(({ offset, records, breaks }) => [offset, records, breaks]);
  const bytes = Buffer.from(Float64Array.from(numbers).buffer);
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), bytes]);
}

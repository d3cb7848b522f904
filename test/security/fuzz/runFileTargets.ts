import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HumanLabel } from '../../../src/core/labels/labelRecord.js';
import { readLabelling } from '../../../src/core/labels/readLabelling.js';
import { EVERY_ROW } from '../../../src/core/rows/resultQuery.js';
import type { ResolvedSpec } from '../../../src/core/spec/evalSpec.js';
import { createLabelFiles } from '../../../src/files/labels/labelFiles.js';
import { openRunRows } from '../../../src/files/runs/openRunRows.js';
import { createRunFolders } from '../../../src/files/runs/runFolders.js';
import { createBaselineFiles } from '../../../src/files/baselines/baselineFiles.js';
import { sampleManifest } from '../../contract/ports/runStoreContract.js';
import { allowed } from './allowed.js';
import type { FuzzTarget } from './fuzzTarget.js';
import { scratchFolder } from './scratch.js';

const root = scratchFolder();
const store = createRunFolders();
const manifest = sampleManifest({ tags: ['a'], selected_rows: [1, 2] });
const run = await store.create(root, manifest);
const spec: ResolvedSpec = manifest.spec;
const manifestPath = await store.manifestPath(run);
const manifestText = JSON.stringify(manifest, null, 2);
const [resultsPath, detailsPath, labelsPath] = ['results', 'details', 'labels'].map((name) =>
  join(run.folder, `${name}.jsonl`),
) as [string, string, string];

const RESULTS = [1, 2, 3].map((row) =>
  JSON.stringify({
    question: `q${row} "ü\n`,
    answer: row * 1.5,
    meta: { a: [1, { b: null }] },
    label: row === 2 ? 'bad' : 'good',
    feedback: 'Fine.',
    evaluation_successful: true,
  }),
);
const DETAILS = [1, 2, 3].map((row) =>
  JSON.stringify({
    row,
    outcome: row === 2 ? 'failed' : 'passed',
    usage: { prompt_tokens: 10, completion_tokens: 5 },
    errors: [{ stage: 'judge', cause: 'refused', message: 'no' }],
    judgements: [{ label: 'good', feedback: 'x' }],
    duration_ms: 12.5,
  }),
);
const LABELS = [1, 2, 3].map((row): HumanLabel => ({
  row,
  key: 'abc',
  rater: 'Ann',
  label: 'good',
  note: 'two\nlines',
  at: '2026-11-20T10:00:00.000Z',
  blind: true,
  sample: { plan: 'random', seed: 1, weight: 1 },
}));
const UNDO = { undo: { row: 3, key: 'abc', rater: 'Ann' }, at: '2026-11-20T10:00:01.000Z' };
const lines = (rows: readonly string[]) => rows.map((row) => `${row}\n`).join('');
const WORDS = ['"label":"bad"', '"row":0', '"row":-1', '"row":1e9', '"outcome":"passed"', '{}\n'];

export const targets: readonly FuzzTarget[] = [
  { name: 'manifest', valid: [manifestText], words: WORDS, check: checkManifest },
  { name: 'result rows', valid: [lines(RESULTS)], words: WORDS, check: checkRows('results') },
  { name: 'run details', valid: [lines(DETAILS)], words: WORDS, check: checkRows('details') },
  {
    name: 'labels',
    valid: [lines([...LABELS, UNDO].map((record) => JSON.stringify(record)))],
    words: WORDS,
    check: checkLabels,
  },
  {
    name: 'baselines',
    valid: ['{"a.eval.yaml":"abc","b/c.eval.json":"def"}'],
    check: checkBaselines,
  },
];

async function checkManifest(bytes: Buffer): Promise<void> {
  await writeFile(manifestPath, bytes);
  const read = await allowed(() => store.read(run));
  // One that can't be read hides no other, and is left out.
  const listed = await store.list(root);
  assert.equal(listed.length, read === undefined ? 0 : 1);
  if (read) assert.equal(Object.getPrototypeOf(read), Object.prototype);
}

/** Every good line before the first that is none is read, whatever follows. */
function checkRows(broken: 'results' | 'details'): FuzzTarget['check'] {
  return async (bytes) => {
    await writeFile(resultsPath, broken === 'results' ? bytes : lines(RESULTS));
    await writeFile(detailsPath, broken === 'details' ? bytes : lines(DETAILS));
    let rows = 0;
    await allowed(async () => {
      for await (const { result } of store.rows(run)) {
        assert.equal(typeof result, 'object');
        rows += 1;
      }
    });
    const least = broken === 'results' ? wholeLines(bytes) : 0;
    assert.ok(rows >= least, `${rows} rows are read of ${least}`);
    const open = openRunRows(run.folder, spec);
    const state = await allowed(() => open.refresh());
    if (state) {
      assert.equal(state.rows, rows);
      const page = await open.page(EVERY_ROW, { from: 1, to: 10 });
      assert.equal(page.rows.length, Math.min(10, rows));
      await open.page({ ...EVERY_ROW, sort: 'question', search: 'a' }, { from: 1, to: 10 });
    }
    await open.close();
  };
}

/** Lines from the first on that are objects. */
function wholeLines(bytes: Buffer): number {
  const found = bytes.toString('utf8').split('\n').slice(0, -1);
  const bad = found.findIndex((line) => {
    try {
      const value: unknown = JSON.parse(line);
      return typeof value !== 'object' || value === null || Array.isArray(value);
    } catch {
      return true;
    }
  });
  return bad < 0 ? found.length : bad;
}

async function checkLabels(bytes: Buffer): Promise<void> {
  await writeFile(labelsPath, bytes);
  await writeFile(resultsPath, lines(RESULTS));
  await writeFile(detailsPath, lines(DETAILS));
  const stored = await createLabelFiles().read(run);
  // Each line that is as it was is read, whatever stands around it.
  const good = new Set(LABELS.map((label) => JSON.stringify(label)));
  const there = bytes
    .toString('utf8')
    .split('\n')
    .filter((line) => good.has(line));
  assert.ok(stored.records.length >= there.length, 'a good label is hidden');
  for (const { message } of stored.faults) assert.match(message, /^(?:is|needs|and|[\w.]+:) /);
  await readLabelling(manifest, () => store.rows(run), stored);
}

async function checkBaselines(bytes: Buffer): Promise<void> {
  const folder = join(root, 'workspace');
  await mkdir(join(folder, '.gavel'), { recursive: true });
  await writeFile(join(folder, '.gavel', 'baselines.json'), bytes);
  const read = await allowed(() => createBaselineFiles().read(folder));
  for (const id of read?.values() ?? []) assert.equal(typeof id, 'string');
}

import assert from 'node:assert/strict';
import { appendFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { RunRef } from '../../../../src/core/runs/runStore.js';
import { createRunFolders } from '../../../../src/files/runs/runFolders.js';
import { rowsOf, sampleManifest, sampleRow } from '../../../contract/ports/runStoreContract.js';

describe('runFolders', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'gavel-folders-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const text = (run: RunRef, name: string) => readFile(join(run.folder, name), 'utf8');
  const lines = (...rows: object[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

  /** A run with rows 1 and 2 in it, then whatever a crash left behind. */
  async function crashed(left: { readonly results?: string; readonly details?: string }) {
    const run = await createRunFolders().create(root, sampleManifest());
    await createRunFolders().append(run, [sampleRow(1), sampleRow(2)]);
    await appendFile(join(run.folder, 'results.jsonl'), left.results ?? '');
    await appendFile(join(run.folder, 'details.jsonl'), left.details ?? '');
    return run;
  }

  it('regression: a row whose numbers have more digits than a double is kept as it stands', async () => {
    const run = await createRunFolders().create(root, sampleManifest());
    const line = '{"id":12345678901234567890,"x":1.0}';
    const row = { ...sampleRow(1), result: { id: 12345678901234567000, x: 1 }, line };
    const store = createRunFolders();
    await store.append(run, [row]);
    assert.equal(await text(run, 'results.jsonl'), `${line}\n`);
    await store.replaceRows(
      run,
      (async function* () {
        yield await Promise.resolve(row);
      })(),
    );
    assert.equal(await text(run, 'results.jsonl'), `${line}\n`);
  });

  const third = sampleRow(3);
  const crashes: [string, { readonly results?: string; readonly details?: string }][] = [
    ['nothing', {}],
    ['a torn result', { results: '{"question":"q3', details: lines(third.details ?? {}) }],
    ['a torn detail', { details: '{"row":3,"outco' }],
    ['details without their results', { details: lines({ row: 3 }, { row: 4 }) }],
    ['a block of zeros', { results: '\0\0\0\0', details: '\0\0' }],
    ['a complete last line that is no JSON', { results: '\0\0\0\n' }],
    ['a half character', { results: '{"question":"\ud800' }],
  ];
  for (const [what, left] of crashes) {
    it(`after a crash that left ${what}, the whole rows are there and the next append mends`, async () => {
      const run = await crashed(left);
      const store = createRunFolders();
      assert.deepEqual(await rowsOf(store.rows(run)), [1, 2].map(sampleRow));
      await store.append(run, [sampleRow(5)]);
      assert.deepEqual(await rowsOf(store.rows(run)), [1, 2, 5].map(sampleRow));
      const all = [1, 2, 5].map(sampleRow);
      assert.equal(await text(run, 'results.jsonl'), lines(...all.map((row) => row.result)));
      assert.equal(await text(run, 'details.jsonl'), lines(...all.map((row) => row.details ?? {})));
    });
  }

  it('wherever a write is cut, the rows that are seen are a beginning of all rows', async () => {
    const all = Array.from({ length: 5 }, (_, index) => sampleRow(index + 1));
    const results = Buffer.from(lines(...all.map((row) => row.result)));
    const details = Buffer.from(lines(...all.map((row) => row.details ?? {})));
    const run = await createRunFolders().create(root, sampleManifest());
    const cut = fc.record({
      results: fc.nat(results.length),
      // Details are durable before their results are written.
      details: fc.constant(details.length),
    });
    await fc.assert(
      fc.asyncProperty(cut, async (at) => {
        await writeFile(join(run.folder, 'results.jsonl'), results.subarray(0, at.results));
        await writeFile(join(run.folder, 'details.jsonl'), details.subarray(0, at.details));
        const store = createRunFolders();
        const seen = await rowsOf(store.rows(run));
        assert.deepEqual(seen, all.slice(0, seen.length));
        const whole = results.subarray(0, at.results).filter((byte) => byte === 0x0a).length;
        assert.equal(seen.length, whole);
        await store.append(run, all.slice(seen.length));
        assert.deepEqual(await rowsOf(store.rows(run)), all);
      }),
      { numRuns: 30 },
    );
  });

  it('sees what another program appended before it appends itself', async () => {
    const run = await createRunFolders().create(root, sampleManifest());
    const [one, other] = [createRunFolders(), createRunFolders()];
    await one.append(run, [sampleRow(1)]);
    await other.append(run, [sampleRow(2)]);
    await one.append(run, [sampleRow(3)]);
    assert.deepEqual(await rowsOf(one.rows(run)), [1, 2, 3].map(sampleRow));
  });

  it('names the line of a file that was broken by hand', async () => {
    const run = await crashed({ results: 'oops\n{"question":"after"}\n' });
    await assert.rejects(rowsOf(createRunFolders().rows(run)), {
      name: 'UserError',
      kind: 'storage',
      message: /^Line 3 of .*results\.jsonl is no JSON object; restore/,
    });
  });

  it('says why a manifest is none', async () => {
    const cases: [string, RegExp][] = [
      ['{', /no valid JSON/],
      ['{"gavel_run":2}', /not of format 1/],
      [JSON.stringify({ ...sampleManifest(), status: 'odd' }), /field "status"/],
    ];
    const store = createRunFolders();
    const run = await store.create(root, sampleManifest());
    for (const [content, message] of cases) {
      await writeFile(await store.manifestPath(run), content);
      await assert.rejects(store.read(run), { name: 'UserError', kind: 'storage', message });
      assert.deepEqual(await store.list(root), []);
    }
  });

  it('lists what is a run and nothing else', async () => {
    const store = createRunFolders();
    const run = await store.create(root, sampleManifest());
    await mkdir(join(root, 'notes'));
    await writeFile(join(root, 'notes.evalrun.json'), '{}');
    assert.deepEqual(
      (await store.list(root)).map((each) => each.run),
      [run],
    );
  });

  it('deletes no folder that is no run', async () => {
    const folder = join(root, 'precious');
    await mkdir(folder);
    await assert.rejects(createRunFolders().remove({ id: 'x', folder }), { kind: 'not_found' });
    assert.deepEqual(await readdir(root), ['precious']);
  });

  it('leaves nothing but the run in its folder', async () => {
    const store = createRunFolders();
    const run = await store.create(root, sampleManifest());
    await store.append(run, [sampleRow(1)]);
    await store.update(run, (manifest) => ({ ...manifest, status: 'running' }));
    await store.replaceRows(run, store.rows(run));
    assert.deepEqual((await readdir(run.folder)).sort(), [
      'details.jsonl',
      'results.jsonl',
      'sample.evalrun.json',
    ]);
  });

  it('says that a folder can not be made, with a way out', async () => {
    const file = join(root, 'file');
    await writeFile(file, '');
    await assert.rejects(createRunFolders().create(join(file, 'runs'), sampleManifest()), {
      name: 'UserError',
      message: /^Could not create the run in .*;.*\.$/,
    });
  });

  it('leaves no folder behind when its manifest can not be written', async () => {
    // The folder's name is just short enough, that of a new manifest is not.
    const manifest = sampleManifest({ slug: 'x'.repeat(230) });
    await assert.rejects(createRunFolders().create(root, manifest), { kind: 'storage' });
    assert.deepEqual(await readdir(root), []);
  });

  it('takes no path for a name', async () => {
    await assert.rejects(createRunFolders().create(root, sampleManifest({ slug: '../out' })));
    assert.deepEqual(await readdir(root), []);
  });
});

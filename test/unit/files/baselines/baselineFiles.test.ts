import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../../../src/core/userError.js';
import { createBaselineFiles } from '../../../../src/files/baselines/baselineFiles.js';

describe('baselines in a file', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-baselines-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));
  const file = () => join(folder, '.gavel', 'baselines.json');

  it('are none where there is no file, and looking makes none', async () => {
    assert.equal((await createBaselineFiles().read(folder)).size, 0);
    assert.deepEqual(await readdir(folder), []);
  });

  it('are pinned, pinned anew and let go of; the file alone is left', async () => {
    const store = createBaselineFiles();
    await store.pin(folder, 'a.eval.yaml', 'one');
    await store.pin(folder, 'b.eval.yaml', 'two');
    await store.pin(folder, 'a.eval.yaml', 'three');
    await store.pin(folder, 'b.eval.yaml', undefined);
    assert.equal(await readFile(file(), 'utf8'), '{\n  "a.eval.yaml": "three"\n}\n');
    assert.deepEqual(await readdir(join(folder, '.gavel')), ['baselines.json']);
  });

  it('of changes at the same time, none is lost', async () => {
    const store = createBaselineFiles();
    const specs = Array.from({ length: 20 }, (_, index) => `${index}.eval.yaml`);
    await Promise.all(specs.map((spec) => store.pin(folder, spec, `run of ${spec}`)));
    assert.deepEqual([...(await store.read(folder)).keys()].sort(), specs.sort());
  });

  it('a file that can’t be read is said, and stays as it is', async () => {
    const text = '{ "a.eval.yaml": <<<<<<< HEAD';
    await mkdir(join(folder, '.gavel'));
    await writeFile(file(), text);
    const store = createBaselineFiles();
    const isSaid = (error: unknown) =>
      error instanceof UserError &&
      error.kind === 'storage' &&
      error.message === `${file()} can’t be read: it is no valid JSON; mend or delete the file.`;
    await assert.rejects(store.read(folder), isSaid);
    await assert.rejects(store.pin(folder, 'b.eval.yaml', 'x'), isSaid);
    assert.equal(await readFile(file(), 'utf8'), text);
    await writeFile(file(), '{}');
    await store.pin(folder, 'b.eval.yaml', 'x');
    assert.equal((await store.read(folder)).get('b.eval.yaml'), 'x');
  });
});

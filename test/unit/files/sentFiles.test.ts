import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSentFiles } from '../../../src/files/sentFiles.js';

const content = { place: 'https://a.example', purpose: 'eval', sha256: 'ab' };

describe('what was uploaded', () => {
  let folder: string;
  let path: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-sent-'));
    path = join(folder, 'state', 'uploads.json');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is remembered by place, purpose and content, the newest file last', async () => {
    const sent = createSentFiles(path);
    assert.equal(await sent.find(content), undefined);
    await Promise.all([
      sent.remember(content, 'file-1'),
      sent.remember({ ...content, place: 'demo' }, 'file-2'),
      sent.remember(content, 'file-3'),
    ]);
    const other = createSentFiles(path);
    assert.equal(await other.find(content), 'file-3');
    assert.equal(await other.find({ ...content, place: 'demo' }), 'file-2');
    for (const unlike of [{ place: 'x' }, { purpose: 'fine-tune' }, { sha256: 'cd' }]) {
      assert.equal(await other.find({ ...content, ...unlike }), undefined);
    }
    await other.forget(content);
    assert.equal(await sent.find(content), undefined);
    const kept: unknown = JSON.parse(await readFile(path, 'utf8'));
    assert.deepEqual(kept, [{ ...content, place: 'demo', file: 'file-2' }]);
    assert.deepEqual(await readdir(join(folder, 'state')), ['uploads.json']);
  });

  it('is forgotten, oldest first, beyond 2000 files', async () => {
    await mkdir(join(folder, 'state'));
    const entries = Array.from({ length: 2000 }, (_, n) => ({
      ...content,
      sha256: `${n}`,
      file: `file-${n}`,
    }));
    await writeFile(path, JSON.stringify(entries));
    const sent = createSentFiles(path);
    await sent.remember(content, 'file-new');
    assert.equal(await sent.find({ ...content, sha256: '0' }), undefined);
    assert.equal(await sent.find({ ...content, sha256: '1' }), 'file-1');
    assert.equal(await sent.find(content), 'file-new');
  });

  for (const [name, spoil] of [
    ['is no JSON', (at: string) => writeFile(at, '[{"place"')],
    ['holds something else', (at: string) => writeFile(at, '[{"file":1}]')],
    ['is a folder', (at: string) => mkdir(at)],
  ] as const) {
    it(`fails nobody when its file ${name}`, async () => {
      await mkdir(join(folder, 'state'));
      await spoil(path);
      const sent = createSentFiles(path);
      assert.equal(await sent.find(content), undefined);
      await sent.remember(content, 'file-1');
      await sent.forget(content);
      assert.equal(await sent.find(content), undefined);
    });
  }
});

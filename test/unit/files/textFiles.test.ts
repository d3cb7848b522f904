import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTextFiles } from '../../../src/files/textFiles.js';

describe('textFiles', () => {
  const texts = createTextFiles();
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-texts-'));
  });
  after(() => rm(folder, { recursive: true }));

  it('reads UTF-8 and drops a byte-order mark', async () => {
    const path = join(folder, 'a.jinja');
    await writeFile(path, '\uFEFFüß\r\n');
    assert.equal(await texts.read(path), 'üß\r\n');
    assert.equal(await texts.exists(path), true);
  });

  it('a missing file is not found, a folder is not readable', async () => {
    await assert.rejects(texts.read(join(folder, 'none')), {
      name: 'UserError',
      kind: 'not_found',
    });
    await assert.rejects(texts.read(folder), { name: 'UserError', kind: 'spec' });
    assert.equal(await texts.exists(join(folder, 'none')), false);
    assert.equal(await texts.exists(folder), false);
  });

  it('resolves from the folder of a file', () => {
    assert.equal(
      texts.resolve(join(folder, 'e', 'x.eval.json'), '../b/t.jinja'),
      join(folder, 'b', 't.jinja'),
    );
  });
});

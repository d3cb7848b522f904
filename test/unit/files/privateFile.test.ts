import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSpool } from '../../../src/backends/together/results/spool.js';
import { startDemoService } from '../../../src/demo/demoService.js';
import { createEndpointDialects } from '../../../src/files/models/endpointDialects.js';
import { createModelListFiles } from '../../../src/files/models/modelListFiles.js';
import { writePrivateFile } from '../../../src/files/privateFile.js';
import { createSentFiles } from '../../../src/files/sentFiles.js';
import { proven } from '../../security/proofs.js';

describe('what lies outside of the workspace', () => {
  let folder: string;
  let umask: number;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-private-'));
    // A machine on which everybody may read and write everything.
    umask = process.umask(0);
  });
  afterEach(async () => {
    process.umask(umask);
    await rm(folder, { recursive: true, force: true });
  });

  it('is for its owner alone, whatever the umask says', async function () {
    // Windows has no such modes; there the profile of a user is closed to others.
    if (process.platform === 'win32') this.skip();
    const { dialect } = {
      dialect: { format: 'none', limit: 'max_tokens', temperature: 'sent', seed: 'sent' },
    } as const;
    await createSentFiles(join(folder, 'state', 'uploads.json')).remember(
      { place: 'p', purpose: 'eval', sha256: 's' },
      'file-1',
    );
    await createEndpointDialects(join(folder, 'models'), () => 0).save('x', dialect);
    await createModelListFiles(join(folder, 'lists')).write('https://a.example', {
      fetchedAt: 0,
      models: [],
      problems: [],
    });
    await writePrivateFile(join(folder, 'previews', 'one', 'about.json'), '{}');
    const demo = await startDemoService({ folder: join(folder, 'demo') });
    const form = new FormData();
    form.set('file', new Blob(['{"a":1}\n']), 'a.jsonl');
    form.set('file_name', 'a.jsonl');
    form.set('purpose', 'eval');
    const headers = { authorization: `Bearer ${demo.apiKey}` };
    const sent = await fetch(`${demo.url}/files/upload`, { method: 'POST', headers, body: form });
    assert.equal(sent.status, 200);
    await demo.close();
    const spool = createSpool();
    await spool.append([Buffer.from('rows')]);
    await spool.end();
    const paths = (await readdir(folder, { recursive: true })).map((name) => join(folder, name));
    paths.push(spool.file?.path ?? assert.fail('no spool'));
    for (const path of paths) {
      const found = await stat(path);
      assert.equal(found.mode & 0o077, 0, path);
    }
    await spool.remove();
    assert.ok(paths.length >= 12, paths.join());
    proven({
      area: 'Keys',
      claim:
        'What Gavel keeps outside of the workspace (previews, model lists, uploads, the demo’s storage, temporary rows) is readable by its owner alone',
      test: 'test/unit/files/privateFile.test.ts',
      figure: `${paths.length} files and folders under umask 000`,
    });
  });
});

import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { knownKeys } from '../../../src/core/redaction/knownKeys.js';
import type { UserErrorKind } from '../../../src/core/userError.js';
import { UserError } from '../../../src/core/userError.js';
import { openPartFile } from '../../../src/files/partFile.js';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('a file that is written beside its place', () => {
  let folder: string;
  let target: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-part-'));
    target = join(folder, 'rows.jsonl');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const open = (over: Partial<Parameters<typeof openPartFile>[0]> = {}) =>
    openPartFile({ target, content: 'service file-1', replace: false, ...over });
  const names = () => readdir(folder);
  const rejects = (work: Promise<unknown>, kind: UserErrorKind, says: RegExp) =>
    assert.rejects(
      work,
      (error) => error instanceof UserError && error.kind === kind && says.test(error.message),
    );

  it('is at its place when it is whole, and not before', async () => {
    const part = await open();
    await part.append(bytes('one '));
    const meanwhile = await names();
    assert.equal(meanwhile.length, 1);
    assert.match(meanwhile[0]!, /^rows\.jsonl\.[0-9a-f]{8}\.part$/);
    await part.append(bytes('two'));
    assert.equal(part.bytes, 7);
    await part.finish();
    await part.close();
    assert.deepEqual(await names(), ['rows.jsonl']);
    assert.equal(await readFile(target, 'utf8'), 'one two');
  });

  it('goes on behind what was held when it was closed, of the same content only', async () => {
    const first = await open();
    await first.append(bytes('abc'));
    await first.close();
    const other = await open({ content: 'service file-2' });
    assert.equal(other.bytes, 0);
    await other.discard();
    const second = await open();
    assert.equal(second.bytes, 3);
    await second.append(bytes('def'));
    await second.finish();
    assert.equal(await readFile(target, 'utf8'), 'abcdef');
  });

  it('begins anew, and shorter, when told to', async () => {
    const part = await open();
    await part.append(bytes('a long beginning'));
    await part.restart();
    assert.equal(part.bytes, 0);
    await part.append(bytes('new'));
    await part.finish();
    assert.equal(await readFile(target, 'utf8'), 'new');
  });

  it('leaves nothing when it is discarded, or closed with nothing in it', async () => {
    await (await open()).close();
    assert.deepEqual(await names(), []);
    const part = await open();
    await part.append(bytes('abc'));
    await part.discard();
    await part.close();
    assert.deepEqual(await names(), []);
  });

  it('takes the place of a file that may be replaced', async () => {
    await writeFile(target, 'old');
    const part = await open({ replace: true });
    await part.append(bytes('new'));
    assert.equal(await readFile(target, 'utf8'), 'old');
    await part.finish();
    assert.equal(await readFile(target, 'utf8'), 'new');
  });

  it('keeps a file that is there, also one that came meanwhile', async () => {
    const part = await open();
    await part.append(bytes('new'));
    await writeFile(target, 'theirs');
    await rejects(part.finish(), 'usage', /rows\.jsonl exists already; choose another name/);
    await part.close();
    assert.equal(await readFile(target, 'utf8'), 'theirs');
    await rejects(open(), 'usage', /exists already/);
  });

  it('may be empty', async () => {
    const part = await open();
    await part.finish();
    await part.close();
    assert.equal(await readFile(target, 'utf8'), '');
  });

  it('is refused where a folder stands, where none is, and while another is written there', async () => {
    await mkdir(join(folder, 'sub'));
    await rejects(open({ target: join(folder, 'sub') }), 'usage', /sub is a folder; name the file/);
    const nowhere = join(folder, 'none', 'rows.jsonl');
    await rejects(open({ target: nowhere }), 'not_found', /no such file or folder/);
    const part = await open();
    await rejects(open(), 'busy', /^rows\.jsonl is being written already/);
    await part.discard();
    await (await open()).discard();
  });

  it('follows no link that stands in the place of the part', async function () {
    if (process.platform === 'win32') this.skip();
    const part = await open();
    const [name] = await names();
    await part.discard();
    const elsewhere = join(folder, 'elsewhere');
    await writeFile(elsewhere, 'precious');
    await symlink(elsewhere, join(folder, name!));
    await rejects(open(), 'storage', /^Could not write .*rows\.jsonl/);
    assert.equal(await readFile(elsewhere, 'utf8'), 'precious');
  });

  it('masks a known key byte for byte, wherever the download is cut', async () => {
    const key = 'canary-of-a-download-8c2e';
    knownKeys.learn(key, 'KEY');
    const text = `{"a":"é ${key}"}\n{"b":1}\n`;
    const whole = Buffer.from(text);
    for (let at = 0; at <= whole.length; at += 1) {
      const first = await open({ replace: true });
      await first.append(whole.subarray(0, at));
      await first.close();
      const rest = await open({ replace: true });
      assert.equal(rest.bytes, at);
      await rest.append(whole.subarray(at));
      await rest.finish();
      assert.equal(await readFile(target, 'utf8'), text.replace(key, '*'.repeat(key.length)));
    }
  });
});

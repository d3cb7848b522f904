import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startDemoService } from '../../../src/demo/demoService.js';
import type { DemoService } from '../../../src/demo/demoService.js';
import { runGavel } from './runGavel.js';

const ROWS = '{"a":1}\n{"a":2}\n';

describe('command line: the files of the service', () => {
  let folder: string;
  let service: DemoService;
  let now = 1_790_000_000_000;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'gavel-cli-files-'));
    service = await startDemoService({ now: () => (now += 1000) });
  });
  afterEach(async () => {
    await service.close();
    await rm(folder, { recursive: true });
  });

  const gavel = (args: readonly string[], signal?: AbortSignal) =>
    runGavel(['files', ...args], {
      env: {
        TOGETHER_API_KEY: service.apiKey,
        TOGETHER_BASE_URL: service.url,
        XDG_STATE_HOME: path.join(folder, '.state'),
      },
      cwd: folder,
      signal,
      terminal: { isTTY: true, columns: 200 },
    });
  const gavelJson = async (args: readonly string[]) => {
    const { exitCode, out, err } = await gavel([...args, '--json']);
    return { exitCode, document: JSON.parse(out) as Record<string, unknown>, err };
  };
  const upload = async (name: string, purpose: string, content = ROWS) => {
    const form = new FormData();
    form.set('purpose', purpose);
    form.set('file_name', name);
    form.set('file', new Blob([content]), name);
    const headers = { authorization: `Bearer ${service.apiKey}` };
    const url = `${service.url}/files/upload`;
    const response = await fetch(url, { method: 'POST', body: form, headers });
    return ((await response.json()) as { id: string }).id;
  };
  const names = async () => (await readdir(folder)).filter((name) => !name.startsWith('.'));

  it('are listed newest first, all or those of a purpose', async () => {
    const rows = await upload('rows.jsonl', 'eval');
    const tune = await upload('tune.jsonl', 'fine-tune');
    const all = await gavel([]);
    const lines = all.out.trim().split('\n');
    assert.match(lines[0] ?? '', /^id +name +size +rows +purpose +created$/);
    assert.match(lines[1] ?? '', new RegExp(`^${tune} +tune\\.jsonl +16 B +2 +fine-tune +2026-`));
    assert.match(lines[2] ?? '', new RegExp(`^${rows} +rows\\.jsonl +16 B +eval +2026-`));
    const { document, exitCode } = await gavelJson(['--purpose', 'eval']);
    const { files, ...rest } = document as { files: { id: string }[] };
    assert.deepEqual([exitCode, rest], [0, { host: new URL(service.url).host }]);
    assert.deepEqual(
      files.map(({ id }) => id),
      [rows],
    );
    const none = await gavel(['--purpose', 'batch-api']);
    assert.match(none.out, /^None of the 2 files at 127\S+ has the purpose "batch-api"\.\n$/);
  });

  it('say that there are none', async () => {
    const { exitCode, out } = await gavel([]);
    assert.equal(exitCode, 0);
    assert.match(out, /^There is no file at 127\.0\.0\.1:\d+ yet\.\n$/);
  });

  it('are downloaded under their own name made safe, to a folder or to a file', async () => {
    const id = await upload('../../rows.jsonl', 'eval');
    const here = await gavelJson(['get', id]);
    const place = path.join(folder, 'rows.jsonl');
    assert.deepEqual(
      [here.exitCode, here.document, here.err],
      [0, { id, name: '../../rows.jsonl', path: place, bytes: ROWS.length }, ''],
    );
    await mkdir(path.join(folder, 'data'));
    await gavel(['get', id, '--out', 'data']);
    const named = await gavel(['get', id, '--out', 'data/other.jsonl']);
    assert.equal(named.out, `${path.join(folder, 'data', 'other.jsonl')} (16 B)\n`);
    assert.match(named.err, /downloading \.\.\/\.\.\/rows\.jsonl {2}16 B of 16 B/);
    for (const file of ['rows.jsonl', 'data/rows.jsonl', 'data/other.jsonl']) {
      assert.equal(await readFile(path.join(folder, file), 'utf8'), ROWS, file);
    }
  });

  it('go on over a cut connection', async () => {
    const content = ROWS.repeat(10_000);
    const id = await upload('rows.jsonl', 'eval', content);
    service.faults.set([{ kind: 'half', path: `/files/${id}/content`, count: 1 }]);
    assert.equal((await gavel(['get', id])).exitCode, 0);
    assert.equal(await readFile(path.join(folder, 'rows.jsonl'), 'utf8'), content);
    assert.deepEqual(await names(), ['rows.jsonl']);
  });

  const refusals: readonly (readonly [string, readonly string[], number, RegExp])[] = [
    ['a file that is there', ['get', 'ID'], 2, /rows\.jsonl exists already; choose another/],
    ['a folder that is not', ['get', 'ID', '--out', 'no/x.jsonl'], 2, /no such file or folder/],
    ['an unknown id', ['get', 'file-none'], 2, /does not know it \(404\)/],
    ['what is no id', ['get', '../evaluation'], 2, /is no id of a file/],
    ['a deletion without a word', ['rm', 'ID'], 2, /deletes 1 file .* add --yes to do it/],
    ['an unknown command', ['copy'], 2, /too many arguments/],
  ];
  for (const [name, args, code, says] of refusals) {
    it(`are left alone: ${name}`, async () => {
      const id = await upload('rows.jsonl', 'eval');
      await writeFile(path.join(folder, 'rows.jsonl'), 'mine');
      const { exitCode, err } = await gavel(args.map((arg) => (arg === 'ID' ? id : arg)));
      assert.equal(exitCode, code);
      assert.match(err, says);
      assert.deepEqual(await names(), ['rows.jsonl']);
      assert.equal(await readFile(path.join(folder, 'rows.jsonl'), 'utf8'), 'mine');
      assert.equal(((await gavelJson([])).document['files'] as unknown[]).length, 1);
    });
  }

  it('are uploaded once, as far as columns are named, and remembered', async () => {
    await writeFile(path.join(folder, 'answers.csv'), 'q,best answer,id\n"a, b",yes,01\n');
    const put = ['put', 'answers.csv', '--columns', 'q,"best answer"', '--rename-identifiers'];
    const first = await gavelJson(put);
    const sent = '{"q":"a, b","best_answer":"yes"}\n';
    const { id, name, ...rest } = first.document as { id: string; name: string };
    assert.deepEqual(
      [first.exitCode, rest, first.err],
      [0, { bytes: sent.length, reused: false }, ''],
    );
    assert.match(name, /^answers-[0-9a-f]{8}\.jsonl$/);
    await gavel(['get', id, '--out', 'back.jsonl']);
    assert.equal(await readFile(path.join(folder, 'back.jsonl'), 'utf8'), sent);
    const again = await gavelJson(put);
    assert.deepEqual(again.document, { id, name, bytes: sent.length, reused: true });
    // Deleted there, it is sent again.
    await gavel(['rm', id, '--yes']);
    const anew = await gavel(put);
    assert.match(anew.out, /^file-\S+ {2}answers-[0-9a-f]{8}\.jsonl \(33 B, uploaded\)\n$/);
    assert.ok(!anew.out.startsWith(id));
    assert.equal(((await gavelJson([])).document['files'] as unknown[]).length, 1);
    const state = await readFile(path.join(folder, '.state', 'gavel', 'uploads.json'), 'utf8');
    assert.ok(!state.includes(service.apiKey));
  });

  const unfit: readonly (readonly [string, string, readonly string[], RegExp])[] = [
    ['a broken line', '{"a":1}\n{"a":\n', [], /bad\.jsonl can't be uploaded \(row 2, line 2\): /],
    ['nothing', '', [], /bad\.jsonl can't be uploaded \(line 1\): The dataset has no rows/],
    ['unequal rows', '{"a":1,"b":2}\n{"a":1}\n', [], /Row 2 of the dataset has no "b", and the/],
    [
      'no such column',
      ROWS,
      ['--columns', 'a,c'],
      /There is no column "c" of bad\.jsonl; it has "a"/,
    ],
  ];
  for (const [name, content, args, says] of unfit) {
    it(`are checked before anything is sent: ${name}`, async () => {
      await writeFile(path.join(folder, 'bad.jsonl'), content);
      const { exitCode, err } = await gavel(['put', 'bad.jsonl', ...args]);
      assert.equal(exitCode, 2);
      assert.match(err, says);
      assert.equal(err.trim().split('\n').length, 1);
      assert.deepEqual((await gavelJson([])).document['files'], []);
    });
  }

  it('are deleted when that is said, and unknown ones named', async () => {
    const [one, two] = [await upload('a.jsonl', 'eval'), await upload('b.jsonl', 'eval')];
    const { exitCode, document } = await gavelJson(['rm', one, 'file-none', two, '--yes']);
    assert.deepEqual([exitCode, document], [2, { deleted: [one, two], unknown: ['file-none'] }]);
    assert.deepEqual((await gavelJson([])).document['files'], []);
  });

  it('leave nothing behind when interrupted', async () => {
    const id = await upload('rows.jsonl', 'eval', ROWS.repeat(100_000));
    const interrupt = new AbortController();
    service.faults.set([{ kind: 'slow', ms: 60_000, path: `/files/${id}/content` }]);
    const work = gavel(['get', id], interrupt.signal);
    // The file it is written to shows that the download has begun.
    while ((await names()).length === 0) await new Promise((resolve) => setImmediate(resolve));
    interrupt.abort();
    const { exitCode, err } = await work;
    assert.equal(exitCode, 130);
    assert.match(err, /Interrupted\.\n$/);
    assert.deepEqual(await names(), []);
  });
});

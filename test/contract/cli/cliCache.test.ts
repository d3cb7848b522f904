import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startDemoService } from '../../../src/demo/demoService.js';
import { startCountingProxy } from '../faults/countingProxy.js';
import { runGavel } from './runGavel.js';

const ROWS = ['Tea?', 'Coffee?', 'Milk?', 'Water?'].map((question) => ({ question }));
const SPEC = {
  type: 'score',
  dataset: 'rows.jsonl',
  min_score: 0,
  max_score: 10,
  pass_threshold: 5,
  model_to_evaluate: {
    model: 'meta-llama/Llama-3.3-70B-Instruct-Turbo',
    model_source: 'serverless',
    system_template: 'Be brief.',
    input_template: '{{ question }}',
  },
  judge: {
    model: 'openai/gpt-oss-120b',
    model_source: 'serverless',
    system_template: 'Is this a good answer to {{ question }}?',
  },
  backend: 'local',
};

describe('gavel cache', () => {
  let folder: string;
  let service: Awaited<ReturnType<typeof startDemoService>>;
  let door: Awaited<ReturnType<typeof startCountingProxy>>;
  before(async () => {
    service = await startDemoService();
    door = await startCountingProxy(service.url);
    folder = await mkdtemp(path.join(tmpdir(), 'gavel-cli-cache-'));
    await writeFile(
      path.join(folder, 'rows.jsonl'),
      ROWS.map((row) => JSON.stringify(row)).join('\n'),
    );
  });
  after(async () => {
    await door.close();
    await service.close();
    await rm(folder, { recursive: true });
  });

  const gavel = (...args: string[]) =>
    runGavel(args, {
      env: { TOGETHER_API_KEY: service.apiKey, TOGETHER_BASE_URL: door.url },
      cwd: folder,
    });
  const json = async (...args: string[]) =>
    JSON.parse((await gavel(...args, '--json')).out) as Record<string, unknown>;
  const writeSpec = (changes: object) =>
    writeFile(path.join(folder, 's.eval.json'), JSON.stringify({ ...SPEC, ...changes }));
  /** What the summary says of the cache. */
  const cacheLine = ({ out }: { readonly out: string }) =>
    out.split('\n').find((line) => line.startsWith('cache: '));

  it('is empty at first, and asking makes no folder', async () => {
    const cache = path.join(folder, '.gavel', 'cache');
    assert.deepEqual(await json('cache'), { folder: cache, replies: 0, bytes: 0 });
    assert.equal((await gavel('cache')).out, `There is no reply in ${cache}.\n`);
    assert.deepEqual(await readdir(folder), ['rows.jsonl']);
  });

  it('a run says what it reused, and why it asked', async () => {
    await writeSpec({});
    assert.equal(
      cacheLine(await gavel('run', 's.eval.json')),
      'cache: 0 of 4 responses reused, 4 asked with new messages',
    );
    door.take();
    await writeSpec({ judge: { ...SPEC.judge, system_template: 'Be strict. {{ question }}' } });
    assert.equal(cacheLine(await gavel('run', 's.eval.json')), 'cache: 4 of 4 responses reused');
    assert.deepEqual(door.take(), { generating: 0, judging: 4 });
  });

  it('says how much is kept, clears it, and the next run asks again', async () => {
    const { replies, bytes } = await json('cache');
    assert.equal(replies, 4);
    const cleared = await json('cache', 'clear');
    assert.deepEqual(cleared, {
      folder: path.join(folder, '.gavel', 'cache'),
      removed: { replies, bytes },
    });
    assert.match((await gavel('cache', 'clear')).out, /^removed 0 replies \(0 B\) from /);
    door.take();
    await gavel('run', 's.eval.json');
    assert.deepEqual(door.take(), { generating: 4, judging: 4 });
  });

  it('keeps the replies of runs that go elsewhere with those runs', async () => {
    const out = await gavel('run', 's.eval.json', '--out', 'other');
    assert.equal(cacheLine(out), 'cache: 0 of 4 responses reused, 4 asked with new messages');
    const elsewhere = path.join(folder, 'other', '.cache');
    const { replies, folder: where } = await json('cache', '--out', 'other');
    assert.deepEqual({ replies, where }, { replies: 4, where: elsewhere });
    assert.deepEqual((await readdir(folder)).sort(), [
      '.gavel',
      'other',
      'rows.jsonl',
      's.eval.json',
    ]);
    assert.match((await gavel('cache', '--out', 'other', 'clear')).out, /^removed 4 replies /);
    assert.equal((await json('cache'))['replies'], 4);
  });
});

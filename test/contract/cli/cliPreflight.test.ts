import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { INSTANT_PACE } from '../../../src/demo/runJob.js';
import { startDemoService, type DemoService } from '../../../src/demo/demoService.js';
import { runGavel } from './runGavel.js';

const SAMPLES = new URL('../../samples/', import.meta.url);
const SPEC = 'answer-correctness.eval.yaml';

describe('gavel preflight, and launches that cost', () => {
  let cwd: string;
  let demo: DemoService;
  let env: Record<string, string>;

  before(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'gavel-cli-preflight-'));
    await cp(SAMPLES, cwd, { recursive: true });
    demo = await startDemoService({ pace: INSTANT_PACE, apiKey: 'key' });
    env = {
      TOGETHER_BASE_URL: demo.url,
      TOGETHER_API_KEY: 'key',
      XDG_STATE_HOME: join(cwd, 'state'),
    };
  });
  after(async () => {
    await demo.close();
    await rm(cwd, { recursive: true, force: true });
  });

  const gavel = (args: readonly string[], answer?: boolean) =>
    runGavel(args, { env, cwd, ...(answer !== undefined && { answer }) });
  const runs = () => readdir(join(cwd, '.gavel', 'runs')).catch(() => []);

  it('prints one document of figures, and sends nothing', async () => {
    const { exitCode, out } = await gavel(['preflight', SPEC, '--backend', 'local', '--json']);
    const { roles, ...document } = JSON.parse(out) as Record<string, unknown> & {
      roles: Record<string, unknown>[];
    };
    assert.equal(exitCode, 0);
    assert.deepEqual(
      [document['rows'], document['requests'], document['rejected'], document['problems']],
      [42, 42, false, []],
    );
    assert.deepEqual(
      roles.map(({ role, requests, price, tokenizer }) => ({ role, requests, price, tokenizer })),
      [
        {
          role: 'judge',
          requests: 42,
          price: { input: 0.15, output: 0.6, from: 'list' },
          tokenizer: 'o200k_base',
        },
      ],
    );
    assert.ok(Number(document['cost_usd']) > 0);
    assert.deepEqual(await runs(), []);
  });

  it('takes prices from options before those of the environment', async () => {
    env['GAVEL_PRICES'] = JSON.stringify({ 'openai/gpt-oss-120b': { input: 7, output: 7 } });
    const price = async (...more: string[]) => {
      const { out } = await gavel(['preflight', SPEC, '--backend', 'local', '--json', ...more]);
      return (JSON.parse(out) as { roles: { price: unknown }[] }).roles[0]?.price;
    };
    try {
      assert.deepEqual(await price(), { input: 7, output: 7, from: 'setting' });
      const given = await price('--price', 'openai/gpt-oss-120b=1/2.5');
      assert.deepEqual(given, { input: 1, output: 2.5, from: 'setting' });
    } finally {
      delete env['GAVEL_PRICES'];
    }
    const wrong = await gavel(['preflight', SPEC, '--price', 'm=1']);
    assert.equal(wrong.exitCode, 2);
  });

  it('exits 2 where the run would be refused', async () => {
    const text = await readFile(join(cwd, SPEC), 'utf8');
    const stopped = text
      .replace('openai/gpt-oss-120b', 'demo/stopped')
      .replace('model_source: serverless', 'model_source: dedicated');
    await writeFile(join(cwd, 'stopped.eval.yaml'), stopped);
    const { exitCode, out } = await gavel(['preflight', 'stopped.eval.yaml', '--backend', 'local']);
    assert.equal(exitCode, 2);
    assert.match(out, /error: The endpoint `demo\/stopped` is stopped/);
  });

  it('runs nothing where a person says no, and asks nobody where none sits there', async () => {
    const args = ['run', SPEC, '--backend', 'local', '--limit', '2', '--confirm-above', '0'];
    const refused = await gavel(args, false);
    assert.equal(refused.exitCode, 130);
    assert.match(refused.err, /estimate: 2 rows, 2 requests/);
    assert.deepEqual(await runs(), []);
    const piped = await gavel(args);
    assert.equal((await runs()).length, 1, piped.err);
    await gavel(args, true);
    assert.equal((await runs()).length, 2);
  });

  it('tries chosen rows and says what the whole would cost', async () => {
    const args = ['run', SPEC, '--backend', 'local', '--dry-run', '--rows', '7,2-3', '--json'];
    const { exitCode, out } = await gavel(args);
    const manifest = JSON.parse(out) as {
      dry_run: boolean;
      selected_rows: number[];
      usage: { cost_usd: number };
      whole: Record<string, number>;
    };
    assert.equal(exitCode, 0, 'a dry run is held against no gate');
    assert.deepEqual([manifest.dry_run, manifest.selected_rows], [true, [2, 3, 7]]);
    const { rows, cost_usd: usd = NaN, low_usd: low = NaN, high_usd: high = NaN } = manifest.whole;
    assert.equal(rows, 42);
    assert.ok(Math.abs(usd - manifest.usage.cost_usd * 14) < 1e-9);
    assert.ok(low < usd && usd < high);
  });

  it('judges another random sample for another seed', async () => {
    const rowsOf = async (seed: string) => {
      const args = ['run', SPEC, '--backend', 'local', '--dry-run', '--limit', '3', '--json'];
      const { out } = await gavel([...args, '--sample-seed', seed]);
      return (JSON.parse(out) as { selected_rows: number[] }).selected_rows;
    };
    const [first, again, other] = [await rowsOf('1'), await rowsOf('1'), await rowsOf('2')];
    assert.deepEqual(first, again);
    assert.notDeepEqual(first, other);
  });
});

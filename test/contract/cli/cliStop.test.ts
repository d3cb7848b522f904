import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PAUSED } from '../../../src/core/runs/evalBackend.js';
import { runGavel } from './runGavel.js';
import { GOOD, startScriptedEndpoint, type ScriptedEndpoint } from '../runs/scriptedEndpoint.js';

const ROWS = 400;
const DELAY_MS = 20;

interface Printed {
  readonly id: string;
  readonly folder: string;
  readonly status: string;
  readonly reason?: string;
  readonly progress: { readonly done: number };
}

describe('gavel pause, gavel cancel', function () {
  this.timeout(30_000);
  let folder: string;
  let endpoint: ScriptedEndpoint;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'gavel-stop-'));
    endpoint = await startScriptedEndpoint(async () => {
      await pause(DELAY_MS);
      return GOOD;
    });
    const rows = Array.from({ length: ROWS }, (_, index) => ({
      question: `q${index}`,
      answer: 'a',
    }));
    await writeFile(
      path.join(folder, 'rows.jsonl'),
      rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
    );
    const spec = {
      type: 'classify',
      dataset: 'rows.jsonl',
      labels: ['good', 'bad'],
      pass_labels: ['good'],
      model_to_evaluate: 'answer',
      judge: {
        model: 'demo/judge',
        model_source: 'external',
        external_base_url: endpoint.url,
        external_api_token: '${env:JUDGE_KEY}',
        system_template: '{{ question }}',
      },
      run: { concurrency: 4, cache: false },
    };
    await writeFile(path.join(folder, 'judge.eval.json'), JSON.stringify(spec));
  });
  afterEach(async () => {
    await endpoint.close();
    await rm(folder, { recursive: true, force: true });
  });

  const gavel = async (...args: string[]) => {
    const { exitCode, out, err } = await runGavel([...args, '--json'], {
      env: {
        JUDGE_KEY: 'sk-none',
        GAVEL_KEY_ORIGINS: `JUDGE_KEY=${endpoint.url}`,
        XDG_STATE_HOME: folder,
      },
      cwd: folder,
    });
    // The document of the command, of which only these fields are looked at.
    return { exitCode, err, printed: JSON.parse(out) as Printed };
  };
  const rowsOf = async (run: Printed): Promise<string[]> => {
    const text = await readFile(path.join(run.folder, 'results.jsonl'), 'utf8');
    const lines = text.trimEnd().split('\n');
    return lines.map((line) => (JSON.parse(line) as { question: string }).question);
  };
  /** Starts a run and gives its folder once rows of it were asked; `end` is what its command printed. */
  const start = async () => {
    const state = { ended: false };
    const end = gavel('run', 'judge.eval.json', '--backend', 'local').finally(() => {
      state.ended = true;
    });
    while (endpoint.requests.length < 40) {
      if (state.ended) assert.fail(JSON.stringify((await end).printed));
      await pause(5);
    }
    const runs = path.join(folder, '.gavel', 'runs');
    const [name = ''] = await readdir(runs);
    return { end, run: path.join(runs, name) };
  };
  /** Gives the milliseconds that it took. */
  const timed = async <T>(work: () => Promise<T>): Promise<[T, number]> => {
    const began = performance.now();
    return [await work(), performance.now() - began];
  };

  it('pauses what another process drives, and no request follows until it is resumed', async () => {
    const { end, run } = await start();
    const [paused, ms] = await timed(() => gavel('pause', run));
    const { exitCode, printed } = paused;
    assert.deepEqual(
      { exitCode, status: printed.status, reason: printed.reason },
      { exitCode: 0, status: 'paused', reason: PAUSED },
    );
    assert.ok(ms < 1000, `${ms} ms`);
    assert.equal((await end).printed.status, 'paused');
    const asked = endpoint.requests.length;
    const kept = await rowsOf(printed);
    assert.equal(printed.progress.done, kept.length);
    await pause(5 * DELAY_MS);
    assert.equal(endpoint.requests.length, asked);

    const resumed = await gavel('run', '--resume', printed.id);
    assert.deepEqual([resumed.exitCode, resumed.printed.status], [0, 'completed']);
    const rows = await rowsOf(resumed.printed);
    assert.deepEqual([rows.length, new Set(rows).size], [ROWS, ROWS]);
  });

  it('cancels what another process drives within a second, and keeps its rows', async () => {
    const { end, run } = await start();
    const [{ exitCode, printed }, ms] = await timed(() => gavel('cancel', run));
    assert.deepEqual([exitCode, printed.status], [0, 'cancelled']);
    assert.ok(ms < 1000, `${ms} ms`);
    await end;
    const rows = await rowsOf(printed);
    assert.ok(rows.length > 0 && rows.length < ROWS, String(rows.length));
    assert.equal(printed.progress.done, rows.length);
    const again = await gavel('pause', run);
    assert.equal(again.exitCode, 2);
    assert.match(again.err, /has ended; there is nothing to pause/);
  });
});

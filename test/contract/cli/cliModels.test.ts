import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startDemoService, type DemoService } from '../../../src/demo/demoService.js';
import { runGavel } from './runGavel.js';

interface Listed {
  readonly fetched_at: string;
  readonly models: readonly Record<string, unknown>[];
  readonly problems: readonly Record<string, unknown>[];
}

describe('command line: the models of the service', () => {
  let folder: string;
  let service: DemoService;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'gavel-cli-models-'));
    service = await startDemoService({});
  });
  afterEach(async () => {
    await service.close();
    await rm(folder, { recursive: true });
  });

  const gavel = (...args: readonly string[]) => gavelAt({}, ...args);

  const gavelAt = (
    { url = service.url, signal }: { readonly url?: string; readonly signal?: AbortSignal },
    ...args: readonly string[]
  ) =>
    runGavel(args, {
      env: {
        TOGETHER_API_KEY: service.apiKey,
        TOGETHER_BASE_URL: url,
        XDG_STATE_HOME: path.join(folder, '.state'),
      },
      cwd: folder,
      signal,
    });

  async function listed(...args: readonly string[]) {
    const { exitCode, out, err } = await gavel('models', '--json', ...args);
    return { exitCode, document: JSON.parse(out) as Listed, err };
  }

  it('prints each source with context, price and state, null where one is not known', async () => {
    const serverless = await listed('--source', 'serverless');
    const dedicated = await listed('--source', 'dedicated');
    const unknown = {
      display_name: null,
      context_length: null,
      input_usd_per_million: null,
      output_usd_per_million: null,
      cached_input_usd_per_million: null,
      endpoint_id: null,
      served_model: null,
      state: null,
      hardware: null,
    };
    const { models } = serverless.document;
    const ids = ['openai/gpt-oss-120b', 'demo/judge'];
    assert.deepEqual(
      models.filter(({ id }) => ids.includes(String(id))),
      [
        {
          ...unknown,
          id: 'openai/gpt-oss-120b',
          source: 'serverless',
          display_name: 'gpt-oss-120b',
          context_length: 131072,
          input_usd_per_million: 0.15,
          output_usd_per_million: 0.6,
        },
        {
          ...unknown,
          id: 'demo/judge',
          source: 'serverless',
          display_name: 'judge',
          context_length: 131072,
        },
      ],
    );
    assert.deepEqual(
      dedicated.document.models.map(({ id, state }) => [id, state]),
      [
        ['demo/endpoint', 'STARTED'],
        ['demo/stopped', 'STOPPED'],
      ],
    );
    assert.deepEqual(
      [serverless.exitCode, serverless.document.problems, serverless.err],
      [0, [], ''],
    );
    assert.ok(Math.abs(Date.parse(serverless.document.fetched_at) - Date.now()) < 60_000);
  });

  it('serves the kept list without asking; --refresh asks', async () => {
    const first = await listed();
    const kept = await listed();
    const asked = await listed('--refresh');
    assert.deepEqual(kept, first);
    assert.ok(asked.document.fetched_at >= first.document.fetched_at);
    assert.deepEqual(asked.document.models, first.document.models);
  });

  it('prints a table with the age of the list', async () => {
    const { exitCode, out } = await gavel('models');
    const lines = out.split('\n');
    assert.match(lines[0] ?? '', /^id +source +context +in per M +out per M +state$/);
    assert.match(out, /^openai\/gpt-oss-120b +serverless +131k tokens +\$0\.15 +\$0\.60$/m);
    assert.match(out, /^demo\/stopped +dedicated +131k tokens +stopped$/m);
    assert.match(out, /^\d+ models, list fetched just now$/m);
    assert.equal(exitCode, 0);
  });

  it('knows the sources, and no others', async () => {
    assert.equal((await gavel('models', '--source', 'elsewhere')).exitCode, 2);
  });

  it('ends at once when it is interrupted, and leaves no request behind', async () => {
    const interrupt = new AbortController();
    const closed: Promise<unknown>[] = [];
    const silent = createServer((_request, response) => {
      closed.push(once(response, 'close'));
      interrupt.abort();
    }).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    // A server that listens on TCP has such an address.
    const { port } = silent.address() as AddressInfo;
    try {
      const url = `http://127.0.0.1:${port}/v1`;
      const { exitCode } = await gavelAt({ url, signal: interrupt.signal }, 'models');
      assert.equal(exitCode, 130);
      assert.ok(closed.length > 0);
      await Promise.all(closed);
    } finally {
      silent.close();
    }
  });

  const judge = (model: string, source = 'serverless') =>
    [
      'type: classify',
      'dataset: rows.csv',
      'labels: [good, bad]',
      'pass_labels: [good]',
      'model_to_evaluate: answer',
      'judge:',
      `  model: ${model}`,
      `  model_source: ${source}`,
      '  system_template: x',
    ].join('\n');

  it('validate warns by the list at hand, and asks nobody for one', async () => {
    await writeFile(path.join(folder, 'rows.csv'), 'answer\nyes\n');
    await writeFile(path.join(folder, 'slip.eval.yaml'), judge('openai/gpt-oss-12b'));
    await writeFile(path.join(folder, 'stopped.eval.yaml'), judge('demo/stopped', 'dedicated'));
    const specs = ['slip.eval.yaml', 'stopped.eval.yaml'];
    const before = await gavel('validate', '--json', ...specs);
    assert.deepEqual(JSON.parse(before.out), { problems: [] });
    await listed();
    await service.close();
    const { exitCode, out } = await gavel('validate', '--json', ...specs);
    const place = { line: 7, column: 10, severity: 'warning' };
    assert.deepEqual(JSON.parse(out), {
      problems: [
        {
          ...place,
          file: 'slip.eval.yaml',
          code: 'unlisted-model',
          message:
            'The service does not list `openai/gpt-oss-12b` (list fetched just now). Did you mean `openai/gpt-oss-120b`?',
        },
        {
          ...place,
          file: 'stopped.eval.yaml',
          code: 'endpoint-stopped',
          message:
            'The endpoint `demo/stopped` is stopped (list fetched just now): start it before you run.',
        },
      ],
    });
    assert.equal(exitCode, 0);
  });

  it('run tells of a stopped endpoint before it starts', async () => {
    await writeFile(path.join(folder, 'rows.csv'), 'answer\nyes\n');
    await writeFile(path.join(folder, 'stopped.eval.yaml'), judge('demo/stopped', 'dedicated'));
    await listed();
    const { err } = await gavel('run', 'stopped.eval.yaml');
    assert.match(
      err,
      /^note: The endpoint `demo\/stopped` is stopped .*: start it before you run\.$/m,
    );
  });
});

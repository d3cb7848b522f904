import assert from 'node:assert/strict';
import { startDemoService } from '../../../src/demo/demoService.js';
import type { DemoService } from '../../../src/demo/demoService.js';
import { runGavel } from './runGavel.js';

describe('gavel whoami', () => {
  let service: DemoService;

  before(async () => {
    service = await startDemoService({});
  });

  after(() => service.close());

  const gavel = (args: readonly string[], env: Readonly<Record<string, string>>) =>
    runGavel(['whoami', ...args], {
      env: { TOGETHER_BASE_URL: service.url, ...env },
      cwd: process.cwd(),
    });

  const origin = () => new URL(service.url).origin;

  it('says whose key it is, where it is asked and where it came from', async () => {
    assert.deepEqual(await gavel([], { TOGETHER_API_KEY: service.apiKey }), {
      exitCode: 0,
      out: `Embedded service · Demo\n${origin()}, with the key in TOGETHER_API_KEY, key key-demo\n`,
      err: '',
    });
  });

  it('says it as JSON', async () => {
    const { exitCode, out, err } = await gavel(['--json'], { TOGETHER_API_KEY: service.apiKey });
    assert.deepEqual([exitCode, err], [0, '']);
    assert.deepEqual(JSON.parse(out), {
      origin: origin(),
      key_from: 'TOGETHER_API_KEY',
      organization: 'Embedded service',
      organization_id: 'org-demo',
      project: 'Demo',
      project_id: 'proj-demo',
      project_slug: 'demo',
      key_id: 'key-demo',
    });
  });

  it('a refused key is bad input, and not repeated', async () => {
    const wrong = 'wrong-key-0123456789';
    const { exitCode, out, err } = await gavel([], { TOGETHER_API_KEY: wrong });
    assert.deepEqual([exitCode, out], [2, '']);
    assert.match(err, /^Can't look up whose key this is: 127\.0\.0\.1:\d+ refused the API key/);
    assert.ok(!err.includes(wrong));
  });

  it('a missing key is bad input, in JSON too', async () => {
    const { exitCode, out } = await gavel(['--json'], {});
    assert.equal(exitCode, 2);
    assert.deepEqual(JSON.parse(out), {
      origin: origin(),
      error: {
        kind: 'auth',
        message: 'The key TOGETHER_API_KEY is not set; set TOGETHER_API_KEY and run again.',
      },
    });
  });
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServiceClient } from '../../../../src/backends/together/client.js';
import { holdFile } from '../../../../src/backends/together/results/heldFile.js';
import { createServiceJobs } from '../../../../src/backends/together/jobs/serviceJobs.js';
import { createTogetherBackend } from '../../../../src/backends/together/togetherBackend.js';
import { UserError } from '../../../../src/core/userError.js';
import { contractSpecs } from '../../../contract/ports/contractPlan.js';
import { FUZZED_OPERATIONS } from '../../../security/fuzzedService.js';
import { proven } from '../../../security/proofs.js';
import { fakeClock, forever, serviceOptions } from './fakeService.js';

const TEST = 'test/unit/backends/together/hostileReplies.test.ts';

describe('replies of a service that means no good', () => {
  it('regression: a clock that is beyond all dates does not keep a run from its launch', async () => {
    const launch = FUZZED_OPERATIONS.find(({ name }) => name === 'launch');
    assert.ok(launch);
    for (const date of ['Sat, 13 Sep 275760 00:00:00 GMT', 'Thu, 01 Jan -270000 00:00:00 GMT']) {
      const { manifest } = (await launch.run({
        body: launch.valid[0] ?? '',
        headers: { date },
      })) as { manifest: { status: string } }; // as the operation gives it
      assert.equal(manifest.status, 'completed');
    }
  });

  it('regression: half a character in an id is refused in a sentence where a page is opened', () => {
    const jobs = createServiceJobs(serviceOptions('http://127.0.0.1:9'));
    assert.throws(() => jobs.pageUrl('\ud800'), { name: 'UserError', kind: 'usage' });
  });

  it('regression: an id of a job that leads elsewhere is not asked for', async () => {
    const asked: string[] = [];
    const fetch: typeof globalThis.fetch = (input) => {
      asked.push(input instanceof Request ? input.url : String(input));
      return Promise.resolve(new Response('{}'));
    };
    const jobs = createServiceJobs({ ...serviceOptions('http://127.0.0.1:9'), fetch });
    for (const id of ['..', '.', '', 'a/b', 'a?b', '\ud800', 'x'.repeat(300)]) {
      await assert.rejects(jobs.parameters(id, forever), { name: 'UserError', kind: 'usage' });
    }
    assert.deepEqual(asked, []);
  });

  it('a file that is larger than it may be is given up, and nothing of it stays', async () => {
    const fetch = () => Promise.resolve(new Response('x'.repeat(100_000)));
    const client = createServiceClient({ ...serviceOptions('http://127.0.0.1:9'), fetch });
    const before = temporary();
    const content = { client, fileId: 'file-1', doing: 'read it', name: 'x', limitBytes: 5000 };
    await assert.rejects(holdFile(content, forever), {
      kind: 'bad_reply',
      message: "Can't read it: 127.0.0.1:9 sends more than 5.0 KB; check the job on its own page.",
    });
    assert.deepEqual(temporary(), before);
  });

  it('a certificate that nobody vouches for: nothing is sent, and it says what to do', async function () {
    const made = selfSigned();
    if (!made) this.skip();
    let requests = 0;
    const server = createServer(made, (_, response) => {
      requests += 1;
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // It listens on TCP.
    const { port } = server.address() as AddressInfo;
    const clock = fakeClock();
    const options = serviceOptions(`https://127.0.0.1:${port}`, clock);
    try {
      const says =
        /the certificate of 127\.0\.0\.1:\d+ is not trusted \(\w+\);.*NODE_EXTRA_CA_CERTS/;
      const isTold = (error: unknown) => error instanceof UserError && says.test(error.message);
      await assert.rejects(createServiceJobs(options).list(forever), isTold);
      const { classify } = contractSpecs({ model_source: 'serverless' });
      const plan = {
        ...{ name: 'x', slug: 'x', spec: { ...classify, dataset: 'file-1' }, notes: [] },
        ...{ backend: 'together' as const, dataset: { fileId: 'file-1' }, templates: {} },
        runsRoot: '/runs',
      };
      await assert.rejects(createTogetherBackend(options).submit(plan, forever), isTold);
      assert.deepEqual(await options.runs.list('/runs'), []);
      assert.equal(requests, 0);
      assert.deepEqual(clock.slept, []);
    } finally {
      await new Promise((resolve) => server.close(resolve));
    }
    proven({
      area: 'Faults',
      claim: 'No key and no row goes to an endpoint whose certificate is not trusted',
      test: TEST,
      figure: '2 operations',
    });
  });
});

function temporary(): readonly string[] {
  return readdirSync(tmpdir()).filter((name) => /^gavel-\w{6}$/.test(name));
}

/** Undefined where this machine can't make one. */
function selfSigned(): { readonly key: Buffer; readonly cert: Buffer } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'gavel-tls-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const made = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  const named = ['-days', '1', '-subj', '/CN=elsewhere.example', '-keyout', key, '-out', cert];
  try {
    execFileSync('openssl', ['req', '-x509', ...made, ...named], { stdio: 'ignore' });
    return { key: readFileSync(key), cert: readFileSync(cert) };
  } catch {
    return undefined;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

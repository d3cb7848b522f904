import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServices } from '../../../src/composition.js';
import type { ChatTarget } from '../../../src/core/judging/chat.js';
import { UserError } from '../../../src/core/userError.js';
import { proven } from '../../security/proofs.js';
import { startTripwire, type Tripwire } from '../../security/tripwire.js';
import { contractPlan, contractSpecs } from '../ports/contractPlan.js';
import { follow, forever } from '../ports/evalBackendContract.js';

const STATUSES = [301, 302, 303, 307, 308];
const WAYS = ['run', 'test a model', 'whose key', 'list files', 'list jobs'] as const;

describe('an endpoint or a service that redirects to a stranger', () => {
  let folder: string;
  let stranger: Tripwire;
  let server: Server;
  let status = 307;
  let asked = 0;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-redirects-'));
    stranger = await startTripwire();
    server = createServer((request, response) => {
      asked += 1;
      request.resume();
      response.writeHead(status, { location: `${stranger.origin}${request.url ?? ''}` }).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await stranger.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('gets neither rows nor the key there', async () => {
    const { port } = server.address() as AddressInfo; // it listens on a port
    const base = `http://127.0.0.1:${port}/v1`;
    const key = () => Promise.resolve('a-key-that-is-none');
    for (status of STATUSES) {
      const services = createServices({
        keys: { service: key, resolve: key },
        paths: { roots: () => [folder], allowed: () => [], place: 'the test', wayOn: () => '' },
        baseUrl: base,
        demoFolder: join(folder, 'demo'),
        previewsFolder: join(folder, 'previews'),
        toolVersion: '0.0.0',
      });
      const target = {
        model_source: 'external',
        external_base_url: base,
        external_api_token: '${env:K}',
      } as const;
      const model: ChatTarget = { model: 'm', ...target };
      const works: Readonly<Record<(typeof WAYS)[number], () => Promise<unknown>>> = {
        run: async () => {
          const spec = contractSpecs(target).classify;
          const local = await services.backend('local');
          const plan = await contractPlan({ folder, backend: 'local', spec });
          const run = await local.submit(plan, forever);
          await follow(local, run);
          const { status: ended } = await services.runs.read(run);
          assert.notEqual(ended, 'completed');
          throw new UserError('rejected', ended);
        },
        'test a model': async () => {
          const test = await services.testModel(model, { backend: 'local' }, forever);
          throw new UserError('rejected', test.outcome);
        },
        'whose key': () => services.account('together', forever),
        'list files': async () => (await services.serviceFiles('together')).list(forever),
        'list jobs': async () => (await services.serviceJobs('together')).list(forever),
      };
      for (const way of WAYS) {
        const before = asked;
        await assert.rejects(works[way](), UserError, `${way}, ${status}`);
        assert.ok(asked > before, `${way} asked`);
      }
      await services.dispose();
    }
    assert.equal(stranger.touched(), 0);
    proven({
      area: 'Keys',
      claim: 'No redirect takes rows or a key to another origin',
      test: 'test/contract/faults/redirects.test.ts',
      figure: `${STATUSES.length} kinds of redirect × ${WAYS.length} ways; 0 connections`,
    });
  });
});

import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTogetherBackend } from '../../../../src/backends/together/togetherBackend.js';
import type { KeyAsker } from '../../../../src/core/keys.js';
import { UserError } from '../../../../src/core/userError.js';
import { contractPlan, contractSpecs } from '../../../contract/ports/contractPlan.js';
import { fakeClock, forever, serviceOptions } from './fakeService.js';

const A = 'https://a.example';
const B = 'https://b.example';

describe('the keys of a launch', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-keys-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const launch = async (keyAt: (origin: string) => Promise<string>) => {
    const requests: string[] = [];
    const asked: { origin: string; asker: KeyAsker | undefined }[] = [];
    const options = {
      ...serviceOptions('https://service.example', fakeClock()),
      keys: {
        service: () => Promise.resolve('key'),
        resolve: (_reference: string, origin: string, asker?: KeyAsker) => {
          asked.push({ origin, asker });
          return keyAt(origin);
        },
      },
      fetch: (url: string | URL | Request) => {
        requests.push(url instanceof Request ? url.url : String(url));
        return Promise.resolve(new Response('{}', { status: 402 }));
      },
    };
    const { compare } = contractSpecs({ model_source: 'serverless' });
    const at = (url: string) => ({
      model: `model-of-${new URL(url).hostname}`,
      model_source: 'external' as const,
      external_base_url: `${url}/v1`,
      external_api_token: '${secret:K}',
      system_template: 'x',
    });
    const model = { ...at(B), input_template: '{{ question }}', max_tokens: 9, temperature: 0 };
    const judge = { ...compare.judge, ...at(A) };
    const spec = { ...compare, judge, model_a: model };
    const plan = await contractPlan({ folder, backend: 'together', spec });
    const ended = await createTogetherBackend(options)
      .submit({ ...plan, specPath: '/w/a.eval.yaml' }, forever)
      .catch((error: unknown) => {
        if (!(error instanceof UserError)) throw error;
        return `${error.kind}: ${error.message}`;
      });
    return { ended, requests, asked, left: await readdir(plan.runsRoot).catch(() => []) };
  };

  it('are asked for with the spec and the model that want them', async () => {
    const { asked } = await launch(() => Promise.resolve('same'));
    const told = { spec: '/w/a.eval.yaml', columns: ['question', 'answer_b'] };
    assert.deepEqual(asked, [
      { origin: A, asker: { ...told, model: 'model-of-a.example' } },
      { origin: B, asker: { ...told, model: 'model-of-b.example' } },
    ]);
  });

  it('regression: a name with two keys gives neither to the address of the other', async () => {
    const { ended, requests, left } = await launch((origin) => Promise.resolve(`key of ${origin}`));
    assert.equal(
      ended,
      'spec: ${secret:K} is another key at https://b.example than for the other model, and a job takes one key for a name; give them two names.',
    );
    assert.deepEqual([requests, left], [[], []]);
  });

  it('a refusal ends the launch before anything is sent', async () => {
    const { ended, requests, asked, left } = await launch(() =>
      Promise.reject(new UserError('auth', 'refused')),
    );
    assert.deepEqual([ended, requests, left, asked.length], ['auth: refused', [], [], 1]);
  });
});

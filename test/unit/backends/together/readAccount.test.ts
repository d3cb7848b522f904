import assert from 'node:assert/strict';
import { readAccount } from '../../../../src/backends/together/readAccount.js';
import type { Account } from '../../../../src/core/account.js';
import { UserError } from '../../../../src/core/userError.js';
import { startDemoService } from '../../../../src/demo/demoService.js';
import { KEY, fakeClock, forever, reply, serviceOptions, startFakeService } from './fakeService.js';
import type { FakeReply, SeenRequest } from './fakeService.js';

const ACME = {
  api_key_id: 'key-1',
  organization_id: 'org-1',
  organization_name: 'acme',
  project_id: 'proj-1',
  project_name: 'Evals',
  project_slug: 'evals',
  user_id: 'user-1',
};

/** What came of it, and what was asked. */
async function asking(
  answers: readonly FakeReply[],
  options: { timeoutMs?: number } = {},
): Promise<{ outcome: Account | undefined; refusal: string; seen: readonly SeenRequest[] }> {
  const service = await startFakeService((_request, index) => answers[index] ?? 'cut');
  try {
    const asked = { ...serviceOptions(service.origin), ...options };
    let refusal = '';
    const outcome = await readAccount(asked, forever).catch((error: unknown) => {
      if (!(error instanceof UserError)) throw error;
      assert.ok(!error.message.includes(KEY));
      refusal = `${error.kind}: ${error.message.replaceAll(/127\.0\.0\.1:\d+/g, 'HOST')}`;
      return undefined;
    });
    return { outcome, refusal, seen: service.seen };
  } finally {
    await service.close();
  }
}

describe('readAccount', () => {
  it('reads whose key it is, with the key and a name of ours', async () => {
    const { outcome, seen } = await asking([reply(ACME)]);
    assert.deepEqual(outcome, {
      organization: 'acme',
      organizationId: 'org-1',
      project: 'Evals',
      projectId: 'proj-1',
      projectSlug: 'evals',
      keyId: 'key-1',
      userId: 'user-1',
    });
    assert.deepEqual(
      seen.map(({ method, url, headers }) => [
        method,
        url,
        headers.authorization,
        headers['user-agent'],
      ]),
      [['GET', '/v1/whoami', `Bearer ${KEY}`, 'gavel/1.2.3']],
    );
  });

  const told: readonly [string, unknown, Account][] = [
    ['nothing at all', {}, {}],
    ['null, numbers and new fields', { organization_name: null, project_id: 7, plan: {} }, {}],
    [
      'no user',
      { ...ACME, user_id: undefined },
      {
        organization: 'acme',
        organizationId: 'org-1',
        project: 'Evals',
        projectId: 'proj-1',
        projectSlug: 'evals',
        keyId: 'key-1',
      },
    ],
    [
      'a name that plays tricks',
      { organization_name: 'ac\u202eme\n' },
      { organization: 'ac\ufffdme' },
    ],
  ];
  for (const [name, body, expected] of told) {
    it(`takes ${name}`, async () => {
      assert.deepEqual((await asking([reply(body)])).outcome, expected);
    });
  }

  it('asks again where the service is overloaded', async () => {
    const { outcome, seen } = await asking([reply({}, 503), 'cut', reply({ project_slug: 'a' })]);
    assert.deepEqual(outcome, { projectSlug: 'a' });
    assert.equal(seen.length, 3);
  });

  const refusals: readonly [string, FakeReply, RegExp][] = [
    [
      'a refused key',
      reply({ error: { message: `Invalid API key ${KEY}` } }, 401),
      /^auth: Can't look up whose key this is: HOST refused the API key \(401\); .*said: Invalid API key \[key\]\.$/,
    ],
    ['a key without rights', reply({ error: 'no' }, 403), /^auth: .*does not allow it \(403\)/],
    ['a page', { status: 200, body: '<html>' }, /^bad_reply: /],
    ['no such path', reply({}, 404), /^not_found: /],
  ];
  for (const [name, answer, expected] of refusals) {
    it(`${name} is told after one request`, async () => {
      const { refusal, seen } = await asking([answer]);
      assert.match(refusal, expected);
      assert.equal(seen.length, 1);
    });
  }

  it('follows no redirect with the key', async () => {
    const other = await startFakeService(() => reply(ACME));
    try {
      const headers = { location: `${other.origin}/v1/whoami` };
      const { refusal } = await asking([{ status: 307, headers }]);
      assert.match(refusal, /^rejected: .*redirects elsewhere/);
      assert.deepEqual(other.seen, []);
    } finally {
      await other.close();
    }
  });

  it('regression: a first reply that breaks is waited after, and counts as one of the five', async () => {
    const broken: FakeReply = { status: 200, body: '{"organization_name":', cutAfter: 5 };
    const { refusal, seen } = await asking([broken, broken, broken, broken, broken, broken]);
    assert.match(refusal, /^unreachable: /);
    assert.equal(seen.length, 5);
  });

  it('says at once that nobody is there', async () => {
    const clock = fakeClock();
    await assert.rejects(
      readAccount(serviceOptions('http://127.0.0.1:2', clock), forever),
      (error) => error instanceof UserError && error.kind === 'unreachable',
    );
    assert.deepEqual(clock.slept, []);
  });

  it('gives up when the answer takes too long', async () => {
    const stalled = { status: 200, body: '{"a":1}', stallAfter: 3 };
    const { refusal } = await asking([stalled], { timeoutMs: 30 });
    assert.match(refusal, /^unreachable: .*HOST did not answer in time/);
  });

  it('ends as a cancel where a person cancels', async () => {
    const abort = new AbortController();
    abort.abort();
    const asked = serviceOptions('http://127.0.0.1:9');
    await assert.rejects(readAccount(asked, abort.signal), { name: 'AbortError' });
  });

  it('the embedded service says who it is', async () => {
    const service = await startDemoService({});
    try {
      const asked = serviceOptions(new URL(service.url).origin);
      const keys = { ...asked.keys, service: () => Promise.resolve(service.apiKey) };
      const account = await readAccount({ ...asked, keys }, forever);
      assert.deepEqual([account.organization, account.project], ['Embedded service', 'Demo']);
    } finally {
      await service.close();
    }
  });
});

import assert from 'node:assert/strict';
import { testModel, type TestModelOptions } from '../../../../src/backends/local/testModel.js';
import type { ChatTarget } from '../../../../src/core/judging/chat.js';
import { learningKeys } from '../../../../src/core/redaction/learningKeys.js';
import { UserError } from '../../../../src/core/userError.js';
import { startDemoService } from '../../../../src/demo/demoService.js';
import {
  reply,
  startFakeService,
  type FakeReply,
  type SeenRequest,
} from '../together/fakeService.js';
import { createScriptedEditor, editorError } from './scriptedEditor.js';

const KEY = 'sk-very-secret-0123456789';
const forever = new AbortController().signal;

const answered = (model?: string): FakeReply =>
  reply({
    ...(model !== undefined && { model }),
    choices: [{ finish_reason: 'length', message: { content: 'ok' } }],
  });
const refused = (status: number, message: string, code?: string): FakeReply =>
  reply({ error: { message, type: 'x', code: code ?? null } }, status);
const page = (status: number): FakeReply => ({ status, body: '<!doctype html><h1>Hello</h1>' });

function options(baseUrl: string, changes: Partial<TestModelOptions> = {}): TestModelOptions {
  return {
    backend: 'local',
    baseUrl,
    toolVersion: '1.2.3',
    keys: learningKeys({
      service: () => Promise.resolve(KEY),
      resolve: (reference, origin) => Promise.resolve(`${reference} at ${origin}`),
    }),
    ...changes,
  };
}

async function tested(
  answer: (request: SeenRequest, index: number) => FakeReply,
  changes: Partial<TestModelOptions> = {},
  target: Partial<ChatTarget> = {},
) {
  const service = await startFakeService(answer);
  try {
    const model: ChatTarget = { model: 'a/judge', model_source: 'serverless', ...target };
    const at = options(`${service.origin}/v1`, changes);
    const test = await testModel(model, at, forever);
    const host = new URL(service.origin).host;
    const text = JSON.stringify(test).replaceAll(host, 'HOST');
    assert.ok(!text.includes(KEY), 'the key is told to nobody');
    // What went into JSON came out of it.
    return { test: JSON.parse(text) as typeof test, seen: service.seen, origin: service.origin };
  } finally {
    await service.close();
  }
}

/** Our own client sent it. */
const bodyOf = (request: SeenRequest | undefined) => JSON.parse(request?.body ?? '{}') as object;

describe('testModel', () => {
  it('asks for one token, once, at the very address and with the key', async () => {
    const { test, seen } = await tested(() => answered('a/judge-2'));
    assert.ok(test.outcome === 'reachable');
    const { latencyMs, ...rest } = test;
    assert.deepEqual(rest, { outcome: 'reachable', host: 'HOST', answeredBy: 'a/judge-2' });
    assert.ok(latencyMs >= 0 && latencyMs < 10_000);
    assert.deepEqual(
      seen.map(({ method, url, headers }) => [method, url, headers.authorization]),
      [['POST', '/v1/chat/completions', `Bearer ${KEY}`]],
    );
    assert.deepEqual(bodyOf(seen[0]), {
      model: 'a/judge',
      messages: [{ role: 'user', content: 'Say ok.' }],
      max_tokens: 1,
      temperature: 0,
    });
  });

  it('asks an external model at its own address, with its own key', async () => {
    const service = await startFakeService(() => answered());
    try {
      const target: ChatTarget = {
        model: 'gpt',
        model_source: 'external',
        external_base_url: `${service.origin}/openai/v1`,
        external_api_token: '${secret:GPT}',
      };
      for (const backend of ['local', 'together'] as const) {
        const test = await testModel(target, options('https://x.invalid/v1', { backend }), forever);
        assert.equal(test.outcome, 'reachable');
      }
      const call = ['/openai/v1/chat/completions', `Bearer \${secret:GPT} at ${service.origin}`];
      assert.deepEqual(
        service.seen.map(({ url, headers }) => [url, headers.authorization]),
        [call, call],
      );
    } finally {
      await service.close();
    }
  });

  it('names its limit otherwise where the endpoint wants that', async () => {
    const { test, seen } = await tested((_, index) =>
      index === 0 ? refused(400, "Use 'max_completion_tokens' instead.") : answered(),
    );
    assert.equal(test.outcome, 'reachable');
    assert.deepEqual(
      seen.map((request) => Object.keys(bodyOf(request))),
      [
        ['model', 'messages', 'max_tokens', 'temperature'],
        ['model', 'messages', 'max_completion_tokens', 'temperature'],
      ],
    );
  });

  const schemas: [name: string, answer: FakeReply, takes: boolean | undefined][] = [
    ['taken', answered(), true],
    ['refused', refused(400, 'response_format is not supported'), false],
    ['unclear', refused(503, 'overloaded'), undefined],
  ];
  for (const [name, answer, takes] of schemas) {
    it(`asks for a schema when told to: ${name}`, async () => {
      const { test, seen } = await tested((_, index) => (index === 0 ? answered() : answer), {
        asksSchema: true,
      });
      assert.equal(test.outcome, 'reachable');
      assert.equal('takesSchema' in test ? test.takesSchema : undefined, takes);
      assert.equal(seen.length, 2);
    });
  }

  const faults: [name: string, answer: FakeReply, kind: string, reason: RegExp][] = [
    ['a wrong key', refused(401, `Wrong key ${KEY}`), 'key', /^HOST refused the API key \(401\)/],
    ['a forbidden key', refused(403, 'no'), 'key', /refused the API key \(403\).* It said: no$/],
    ['no credit', refused(402, 'pay'), 'payment', /wants payment \(402\)/],
    [
      'an unknown model',
      refused(404, 'x', 'model_not_found'),
      'model',
      /no model “a\/judge” \(404\)/,
    ],
    [
      'a model that is not available',
      refused(400, 'x', 'model_not_available'),
      'model',
      /no model “a\/judge” \(400\)/,
    ],
    [
      'a path that is not there',
      reply({ detail: 'Not Found' }, 404),
      'incompatible',
      /HOST\/v1\/chat\/completions: it has nothing there \(404\)/,
    ],
    ['a web page', page(200), 'incompatible', /not OpenAI-compatible: it answered with a web page/],
    ['a web page of an error', page(502), 'incompatible', /answered with a web page \(502\)/],
    ['JSON of another kind', reply({ hello: 1 }), 'incompatible', /not OpenAI-compatible/],
    [
      'a redirect',
      { status: 308, headers: { location: 'https://x.invalid' } },
      'incompatible',
      /redirects elsewhere \(308\)/,
    ],
    ['a rate limit', refused(429, 'slow down'), 'refused', /limits the rate \(429\)/],
    ['a server fault', refused(500, 'oh'), 'refused', /answered 500 for “a\/judge”\. It said: oh/],
    ['a cut connection', 'cut', 'unreachable', /The connection to HOST broke/],
  ];
  for (const [name, answer, kind, reason] of faults) {
    it(`tells ${name}, and asks no second time`, async () => {
      const { test, seen } = await tested(({ method }) =>
        method === 'GET' ? reply({ error: 'none' }, 404) : answer,
      );
      assert.ok(test.outcome === 'failed');
      assert.deepEqual([test.kind, test.host], [kind, 'HOST']);
      assert.match(test.reason, reason);
      assert.equal(seen.filter(({ method }) => method === 'POST').length, 1);
    });
  }

  it('takes a model that spent its one token on thinking as reachable', async () => {
    const { test } = await tested(() =>
      refused(
        400,
        'Could not finish the message because max_tokens or model output limit was reached.',
      ),
    );
    assert.equal(test.outcome, 'reachable');
  });

  it('proposes the nearest name that the endpoint lists', async () => {
    const { test, seen } = await tested(({ method }) =>
      method === 'GET'
        ? reply({ object: 'list', data: [{ id: 'b' }, { id: 'a/judges' }, null] })
        : refused(404, 'The model does not exist', 'model_not_found'),
    );
    assert.ok(test.outcome === 'failed');
    assert.match(test.reason, /Did you mean “a\/judges”\?$/);
    assert.deepEqual(
      seen.map(({ method, url }) => `${method} ${url}`),
      ['POST /v1/chat/completions', 'GET /v1/models'],
    );
  });

  it('tells an address where nothing listens', async () => {
    const service = await startFakeService(() => 'cut');
    await service.close();
    const target: ChatTarget = { model: 'm', model_source: 'dedicated' };
    const test = await testModel(target, options(`${service.origin}/v1`), forever);
    assert.ok(test.outcome === 'failed');
    assert.equal(test.kind, 'unreachable');
    assert.match(test.reason, /^Nothing answers at 127\.0\.0\.1:\d+ \(ECONNREFUSED\)/);
  });

  it('tells an address that does not speak TLS', async () => {
    const service = await startFakeService(() => answered());
    try {
      const secure = service.origin.replace('http:', 'https:');
      const target: ChatTarget = { model: 'm', model_source: 'serverless' };
      const test = await testModel(target, options(`${secure}/v1`), forever);
      assert.ok(test.outcome === 'failed');
      assert.match(test.reason, /does not speak TLS/);
    } finally {
      await service.close();
    }
  });

  it('tells an endpoint that is silent for too long', async () => {
    const { test } = await tested(
      () => ({ status: 200, body: JSON.stringify({}), stallAfter: 1 }),
      { timeoutMs: 50 },
    );
    assert.ok(test.outcome === 'failed');
    assert.match(test.reason, /did not answer in time/);
  });

  it('asks nobody without the key, and says which one is missing', async () => {
    const missing = new UserError('auth', 'The secret GPT is not set.');
    const { test, seen } = await tested(() => answered(), {
      keys: { service: () => Promise.reject(missing), resolve: () => Promise.reject(missing) },
    });
    assert.deepEqual(test, {
      outcome: 'failed',
      host: 'HOST',
      kind: 'key',
      reason: missing.message,
    });
    assert.deepEqual(seen, []);
  });

  const elsewhere: [
    name: string,
    target: ChatTarget,
    backend: TestModelOptions['backend'],
    expected: object,
  ][] = [
    [
      'a shortcut on the local runner',
      { model: 'openai/gpt-5', model_source: 'external' },
      'local',
      { outcome: 'failed', kind: 'spec' },
    ],
    [
      'a shortcut of an unknown provider',
      { model: 'acme/x', model_source: 'external' },
      'together',
      { outcome: 'untested' },
    ],
    [
      'an external model of the embedded service',
      { model: 'x', model_source: 'external', external_base_url: 'https://x.invalid/v1' },
      'demo',
      { outcome: 'untested' },
    ],
    [
      'a model of the editor without an editor',
      { model: 'vscode:copilot/gpt-5', model_source: 'external' },
      'local',
      { outcome: 'untested' },
    ],
  ];
  for (const [name, target, backend, expected] of elsewhere) {
    it(`asks nobody for ${name}`, async () => {
      const test = await testModel(target, options('https://x.invalid/v1', { backend }), forever);
      const { reason, ...rest } = 'reason' in test ? test : { ...test, reason: '' };
      assert.deepEqual(rest, expected);
      assert.ok(reason.length > 20);
    });
  }

  it('binds the key of a shortcut to its provider', async () => {
    const origins: string[] = [];
    const stop = new UserError('auth', 'asked');
    const keys = {
      service: () => Promise.reject(stop),
      resolve: (_: string, origin: string) => {
        origins.push(origin);
        return Promise.reject(stop);
      },
    };
    for (const model of ['openai/gpt-5', 'anthropic/claude', 'google/gemini']) {
      const target = { model, model_source: 'external', external_api_token: '${env:K}' } as const;
      await testModel(target, options('https://x.invalid', { keys, backend: 'together' }), forever);
    }
    assert.deepEqual(origins, [
      'https://api.openai.com',
      'https://api.anthropic.com',
      'https://generativelanguage.googleapis.com',
    ]);
  });

  it('lets the editor answer for its own models', async () => {
    const asked: unknown[] = [];
    const target: ChatTarget = { model: 'vscode:copilot/gpt-5', model_source: 'external' };
    const test = await testModel(
      target,
      options('https://x.invalid', {
        editorModels: createScriptedEditor({
          'copilot/gpt-5': ({ options: sent }) => {
            asked.push(sent);
            return 'ok';
          },
        }),
      }),
      forever,
    );
    assert.deepEqual([test.outcome, asked], ['reachable', [{ max_tokens: 16, temperature: 0 }]]);
  });

  const editorFaults: readonly [string, () => string, object][] = [
    ['reachable when it spends its few tokens unheard', () => '', { outcome: 'reachable' }],
    [
      'a refused consent is about the key to it',
      () => {
        throw editorError('NoPermissions', 'no');
      },
      {
        outcome: 'failed',
        kind: 'key',
        reason:
          'VS Code was not allowed to let Gavel use vscode:copilot/gpt-5; resume to be asked again, or allow it with “Chat: Manage Language Model Access…”.',
      },
    ],
    [
      'what a provider says is told as it is',
      () => {
        throw new Error('Request Failed: 400');
      },
      {
        outcome: 'failed',
        kind: 'refused',
        reason: 'vscode:copilot/gpt-5 failed: Request Failed: 400.',
      },
    ],
  ];
  for (const [name, say, expected] of editorFaults) {
    it(`a model of the editor: ${name}`, async () => {
      const target: ChatTarget = { model: 'vscode:copilot/gpt-5', model_source: 'external' };
      const editorModels = createScriptedEditor({ 'copilot/gpt-5': say });
      const test = await testModel(target, options('https://x.invalid', { editorModels }), forever);
      assert.deepEqual({ ...test, ...expected }, test);
    });
  }

  it('stops when it is aborted', async () => {
    const abort = new AbortController();
    const service = await startFakeService(() => {
      abort.abort();
      return { status: 200, body: '{}', stallAfter: 1 };
    });
    try {
      const target: ChatTarget = { model: 'm', model_source: 'serverless' };
      await assert.rejects(testModel(target, options(`${service.origin}/v1`), abort.signal), {
        name: 'AbortError',
      });
    } finally {
      await service.close();
    }
  });

  it('reaches the embedded service, and gets its proposal for a slip', async () => {
    const service = await startDemoService({});
    try {
      const keys = { ...options('').keys, service: () => Promise.resolve(service.apiKey) };
      const at = options(service.url, { keys, backend: 'demo', asksSchema: true });
      const good = await testModel(
        { model: 'openai/gpt-oss-120b', model_source: 'serverless' },
        at,
        forever,
      );
      const slip = await testModel(
        { model: 'openai/gpt-oss-12b', model_source: 'serverless' },
        at,
        forever,
      );
      assert.ok(good.outcome === 'reachable' && slip.outcome === 'failed');
      assert.deepEqual([good.answeredBy, good.takesSchema], ['openai/gpt-oss-120b', true]);
      assert.match(slip.reason, /Did you mean “openai\/gpt-oss-(120|20)b”\?$/);
    } finally {
      await service.close();
    }
  });
});

import assert from 'node:assert/strict';
import {
  createChatClient,
  type ChatClientOptions,
} from '../../../../src/backends/local/chatClient.js';
import type { ChatRequest } from '../../../../src/core/judging/chat.js';
import { NoKey } from '../../../../src/core/keys.js';
import { learningKeys } from '../../../../src/core/redaction/learningKeys.js';
import { UserError } from '../../../../src/core/userError.js';
import {
  completion,
  startScriptedEndpoint,
  type ScriptedEndpoint,
  type ScriptedReply,
  type ScriptedRequest,
} from '../../../contract/runs/scriptedEndpoint.js';

const KEY = 'sk-very-secret-0123456789';
const OK = completion('fine');
const signal = new AbortController().signal;

const refusedBecause = (message: string, status = 400): ScriptedReply => ({
  status,
  body: JSON.stringify({ error: { message } }),
});

describe('chatClient', () => {
  let endpoint: ScriptedEndpoint | undefined;
  const clients: { close(): Promise<void> }[] = [];

  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
    await endpoint?.close();
    endpoint = undefined;
  });

  async function setUp(
    answer: (request: ScriptedRequest) => ScriptedReply | Promise<ScriptedReply>,
    options: Partial<ChatClientOptions> = {},
  ) {
    const started = (endpoint = await startScriptedEndpoint(answer));
    const waits: number[] = [];
    const origins: string[] = [];
    let time = 0;
    const client = createChatClient({
      baseUrl: started.url,
      toolVersion: '1.0.0',
      limits: { start: 4, most: 4 },
      clock: {
        now: () => time,
        random: () => 0,
        sleep: (ms) => {
          waits.push(ms);
          time += ms;
          return Promise.resolve();
        },
      },
      keys: learningKeys({
        service: (origin) => {
          origins.push(origin);
          return Promise.resolve(KEY);
        },
        resolve: () => Promise.reject(new UserError('auth', 'no reference was expected')),
      }),
      ...options,
    });
    clients.push(client);
    return { ask: client.chat, endpoint: started, waits, origins };
  }

  function request(row: number, changes: Partial<ChatRequest> = {}): ChatRequest {
    return {
      target: { model: 'm', model_source: 'serverless' },
      messages: [{ role: 'user', content: `[row ${row}] hello` }],
      max_tokens: 50,
      temperature: 0.5,
      schema: { name: 'verdict', schema: { type: 'object' } },
      ...changes,
    };
  }

  it('sends what was asked, with the key of the origin, looked up once', async () => {
    const { ask, endpoint, origins } = await setUp(() => OK);
    assert.deepEqual(await ask(request(1, { seed: 7 }), signal), {
      text: 'fine',
      finish: 'stop',
      usage: { prompt_tokens: 10, completion_tokens: 5 },
    });
    await ask(request(2), signal);
    assert.deepEqual(endpoint.requests[0]?.body, {
      model: 'm',
      messages: [{ role: 'user', content: '[row 1] hello' }],
      max_tokens: 50,
      temperature: 0.5,
      seed: 7,
      response_format: {
        type: 'json_schema',
        json_schema: { name: 'verdict', schema: { type: 'object' }, strict: true },
      },
    });
    assert.equal(endpoint.requests[0].headers.authorization, `Bearer ${KEY}`);
    assert.deepEqual(origins, [endpoint.url]);
  });

  it('a key that a person refused is asked for once, and named with who wants it', async () => {
    const asked: unknown[][] = [];
    const { ask, endpoint } = await setUp(() => OK, {
      spec: '/w/a.eval.yaml',
      keys: {
        service: () => Promise.resolve(KEY),
        resolve: (...args) => {
          asked.push(args);
          return Promise.reject(new NoKey('refused'));
        },
      },
    });
    const target = {
      model: 'gpt-5',
      model_source: 'external',
      external_base_url: endpoint.url,
      external_api_token: '${secret:K}',
    } as const;
    for (const row of [1, 2, 3]) {
      await assert.rejects(ask(request(row, { target }), signal), { message: 'refused' });
    }
    const asker = { model: 'gpt-5', spec: '/w/a.eval.yaml' };
    assert.deepEqual(asked, [['${secret:K}', endpoint.url, asker]]);
    assert.deepEqual(endpoint.requests, []);
  });

  for (const status of [301, 302, 307, 308]) {
    it(`takes the key nowhere that the endpoint redirects to with ${status}`, async () => {
      const other = await startScriptedEndpoint(() => OK);
      try {
        const headers = { location: `${other.url}/v1/chat/completions` };
        const { ask, endpoint } = await setUp(() => ({ status, headers, body: '' }));
        await assert.rejects(ask(request(1), signal));
        assert.equal(endpoint.requests[0]?.headers.authorization, `Bearer ${KEY}`);
        assert.deepEqual(other.requests, []);
      } finally {
        await other.close();
      }
    });
  }

  it('asks for JSON in the best way the endpoint takes, and remembers it', async () => {
    const { ask, endpoint, waits } = await setUp(({ body }) => {
      const format = body['response_format'];
      if (format === undefined) return OK;
      return refusedBecause('response_format is not supported', 422);
    });
    await ask(request(1), signal);
    await ask(request(2), signal);
    const formats = endpoint.requests.map(({ row, body }) => [
      row,
      (body['response_format'] as { type: string } | undefined)?.type,
    ]);
    assert.deepEqual(formats, [
      [1, 'json_schema'],
      [1, 'json_object'],
      [1, undefined],
      [2, undefined],
    ]);
    assert.deepEqual(waits, []);
  });

  it('speaks to a model that reasons as it wants to be spoken to', async () => {
    const { ask, endpoint } = await setUp(({ body }) => {
      if ('max_tokens' in body) {
        return refusedBecause("Unsupported parameter: use 'max_completion_tokens' instead.");
      }
      return 'temperature' in body
        ? refusedBecause("Unsupported value: 'temperature' does not support 0.5.")
        : OK;
    });
    await ask(request(1), signal);
    assert.equal(endpoint.requests.length, 3);
    const last: Record<string, unknown> = { ...endpoint.requests[2]?.body };
    assert.deepEqual([last['max_completion_tokens'], 'max_tokens' in last], [50, false]);
  });

  it('does not take a refusal of something else for one of the format', async () => {
    const { ask, endpoint } = await setUp(() => refusedBecause('The context is too long.'));
    await assert.rejects(ask(request(1), signal), {
      name: 'ChatFailure',
      message: /answered 400 for model "m"\. It said: The context is too long\.$/,
    });
    assert.equal(endpoint.requests.length, 1);
  });

  it('a rate limit holds back every request to that host', async () => {
    let time = 0;
    const asleep: (() => void)[] = [];
    const clock = {
      now: () => time,
      random: () => 0,
      sleep: () => new Promise<void>((resolve) => asleep.push(resolve)),
    };
    const limited: ScriptedReply = { status: 429, headers: { 'retry-after': '9' }, body: '' };
    const { ask, endpoint } = await setUp(
      ({ row, before }) => (row === 1 && before === 0 ? limited : OK),
      { clock },
    );
    const first = ask(request(1), signal);
    while (asleep.length < 1) await new Promise(setImmediate);
    const second = ask(request(2), signal);
    while (asleep.length < 2) await new Promise(setImmediate);
    assert.equal(endpoint.requests.length, 1);
    time = 9000;
    for (const wake of asleep) wake();
    await Promise.all([first, second]);
    assert.equal(endpoint.requests.length, 3);
  });

  it('gives up on a server that stays broken, after waiting longer each time', async () => {
    const { ask, waits } = await setUp(() => ({ status: 524, body: '<html>proxy</html>' }));
    await assert.rejects(ask(request(1), signal), {
      name: 'ChatFailure',
      message: /^127\.0\.0\.1:\d+ answered 524 for model "m"\.$/,
    });
    assert.deepEqual(waits, [500, 1000, 2000, 4000]);
  });

  it('gives up on a request whose connection breaks each time', async () => {
    const { ask, endpoint } = await setUp(() => 'cut');
    await assert.rejects(ask(request(1), signal), {
      name: 'ChatFailure',
      message: /^The connection to 127\.0\.0\.1:\d+ broke \(\w+\)\.$/,
    });
    assert.equal(endpoint.requests.length, 5);
  });

  it('gives up on an endpoint that does not answer in time', async () => {
    const { ask, endpoint } = await setUp(() => 'hang', { timeoutMs: 400 });
    await assert.rejects(ask(request(1), signal), {
      name: 'ChatFailure',
      message: /did not answer in time\.$/,
    });
    assert.equal(endpoint.requests.length, 2);
  });

  it('reads no more than a reply may hold', async () => {
    const { ask, endpoint } = await setUp(() => completion('x'.repeat(5000)), {
      maxReplyBytes: 4096,
    });
    await assert.rejects(ask(request(1), signal), { name: 'ChatFailure', message: /too large/ });
    assert.equal(endpoint.requests.length, 1);
  });

  it('never repeats the key, whoever says it', async () => {
    const { ask } = await setUp(({ row }) => refusedBecause(`got ${KEY}`, row === 1 ? 401 : 400));
    for (const row of [1, 2]) {
      await assert.rejects(ask(request(row), signal), (error: Error) => {
        assert.match(error.message, /got \[key\]/);
        assert.ok(!JSON.stringify([error.message, error.stack, error.cause]).includes(KEY));
        return true;
      });
    }
  });

  it('regression: never keeps the key that a reply repeats', async () => {
    const { ask } = await setUp(() => completion(`You sent ${KEY}.`));
    assert.equal((await ask(request(1), signal)).text, 'You sent [key].');
  });

  it('ends at once when it is stopped, and says nothing of a failure', async () => {
    const stop = new AbortController();
    const { ask } = await setUp(() => {
      setImmediate(() => stop.abort());
      return 'hang';
    });
    await assert.rejects(ask(request(1), stop.signal), { name: 'AbortError' });
  });
});

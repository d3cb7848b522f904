import assert from 'node:assert/strict';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { proven } from '../../security/proofs.js';
import { messageOf, startDemo } from './demoClient.js';
import type { DemoClient } from './demoClient.js';

const QUESTION = [{ role: 'user', content: 'Why is the sky blue?' }];

describe('the embedded service', () => {
  let demo: DemoClient;
  before(async () => {
    demo = await startDemo();
  });
  afterEach(() => demo.service.faults.set([]));
  after(() => demo.service.close());

  it('is on this machine only, and its address ends with /v1', () => {
    assert.match(demo.service.url, /^http:\/\/127\.0\.0\.1:\d+\/v1$/);
  });

  it('answers under no other name, without its key and to no other page, as no browser may read it', async () => {
    const { host, port } = new URL(demo.service.url);
    const ask = (headers: Record<string, string>, path: string) =>
      new Promise<IncomingMessage>((resolve, reject) => {
        const options = { host: '127.0.0.1', port, path, setHost: false };
        request({ ...options, headers }, (response) => resolve(response.resume()))
          .on('error', reject)
          .end();
      });
    const key = { authorization: `Bearer ${demo.service.apiKey}` };
    let refused = 0;
    for (const path of ['/v1/whoami', '/v1/files', '/v1/evaluation', '/v1/models', '/']) {
      for (const name of [
        'evil.example',
        `evil.example:${port}`,
        `127.0.0.1.evil.example:${port}`,
        'localhost.evil.example',
        `[::1]:${port}`,
        '',
      ]) {
        const { statusCode, headers } = await ask({ ...key, host: name }, path);
        assert.equal(statusCode, 421, name);
        assert.equal(headers['access-control-allow-origin'], undefined);
        refused += 1;
      }
      assert.equal((await ask({ host }, path)).statusCode, 401, path);
      const other = await ask({ ...key, host, origin: 'https://evil.example' }, path);
      assert.ok(!Object.keys(other.headers).some((one) => one.startsWith('access-control-')));
      refused += 1;
    }
    const { statusCode } = await ask({ ...key, host: `localhost:${port}` }, '/v1/whoami');
    assert.equal(statusCode, 200);
    proven({
      area: 'Keys',
      claim:
        'The embedded service listens on 127.0.0.1, wants its key, answers to no other host name (DNS rebinding) and allows no other origin',
      test: 'test/unit/demo/demoService.test.ts',
      figure: `${refused} requests refused`,
    });
  });

  it('refuses a wrong key in the envelope; the list of models in plain text', async () => {
    const headers = { authorization: 'Bearer wrong' };
    const chat = await demo.call('/chat/completions', { headers, json: {} });
    assert.equal(chat.status, 401);
    assert.deepEqual(chat.body, {
      error: {
        message: 'Invalid API key provided.',
        type: 'invalid_request_error',
        param: null,
        code: 'invalid_api_key',
      },
    });
    const models = await demo.call('/models', { headers });
    assert.deepEqual([models.status, models.text], [401, 'Unauthorized']);
  });

  for (const path of ['/files/%ZZ', '/files/%ZZ/content', '/evaluation/%ZZ/status']) {
    it(`knows no id that cannot be read: ${path}`, async () => {
      const answer = await demo.call(path);
      assert.equal(answer.status, 404);
      assert.match(messageOf(answer), /id in the path/);
    });
  }

  const judge = {
    model: 'openai/gpt-oss-120b',
    model_source: 'serverless',
    system_template: 'Judge {{answer}}.',
  };
  const classify = { judge, model_to_evaluate: 'answer', labels: ['a', 'b'], pass_labels: ['a'] };
  const score = {
    judge,
    model_to_evaluate: 'answer',
    min_score: 0,
    max_score: 5,
    pass_threshold: 3,
  };
  const compare = { judge, model_a: 'answer', model_b: 'answer' };
  const strays: [string, object, string, unknown][] = [
    ['classify', classify, 'min_score', 1],
    ['score', score, 'disable_position_bias_correction', true],
    ['compare', compare, 'labels', ['a', 'b']],
  ];
  for (const [type, own, field, value] of strays) {
    it(`refuses ${field} in a job of type ${type}`, async () => {
      const input_data_file_path = await demo.upload('{"answer":"x"}\n');
      const parameters = { ...own, input_data_file_path };
      const before = (await demo.call('/evaluation')).text;
      const json = { type, parameters: { ...parameters, [field]: value } };
      const refused = await demo.call('/evaluation', { json });
      assert.equal(refused.status, 400);
      assert.match(messageOf(refused), new RegExp(`${field}: not a field of type ${type}`));
      assert.equal((await demo.call('/evaluation')).text, before);
    });
  }

  it('refuses a file of another purpose, and takes the same one for eval', async () => {
    const statusOf = async (purpose: string) => {
      const input_data_file_path = await demo.upload('{"answer":"x"}\n', { purpose });
      const json = { type: 'classify', parameters: { ...classify, input_data_file_path } };
      return (await demo.call('/evaluation', { json })).status;
    };
    assert.deepEqual([await statusOf('fine-tune'), await statusOf('eval')], [400, 200]);
  });

  it('tells who asks, which models and endpoints there are', async () => {
    const who = (await demo.call('/whoami')).body as Record<string, string>;
    assert.equal(who['project_slug'], 'demo');
    const models = (await demo.call('/models')).body as { id: string; pricing: object }[];
    assert.ok(models.some(({ id }) => id === 'openai/gpt-oss-120b'));
    const { model_list: list } = (await demo.call('/evaluation/model-list?model_source=serverless'))
      .body as { model_list: string[] };
    assert.deepEqual(
      list,
      models.map(({ id }) => id),
    );
    const { data } = (await demo.call('/endpoints')).body as { data: { state: string }[] };
    assert.deepEqual(
      data.map(({ state }) => state),
      ['STARTED', 'STOPPED'],
    );
  });

  it('answers a chat with usage, the same each time, and says that it is the demo', async () => {
    const json = { model: 'openai/gpt-oss-120b', messages: QUESTION, max_tokens: 200 };
    const { status, body } = await demo.call('/chat/completions', { json });
    assert.equal(status, 200);
    const { choices, usage } = body as {
      choices: { finish_reason: string; message: { content: string } }[];
      usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
    };
    assert.match(choices[0]?.message.content ?? '', /^demo: .*(sky|blue)/);
    assert.equal(choices[0]?.finish_reason, 'stop');
    assert.equal(usage.total_tokens, usage.prompt_tokens + usage.completion_tokens);
    const textOf = async (model: string) => {
      const again = await demo.call('/chat/completions', { json: { ...json, model } });
      return (again.body as { choices: typeof choices }).choices[0]?.message.content;
    };
    assert.equal(await textOf(json.model), choices[0].message.content);
    const models = ['demo/a', 'demo/b', 'demo/c', 'demo/d', 'demo/e'];
    assert.ok(new Set(await Promise.all(models.map(textOf))).size > 2);
  });

  it('streams, and cuts at max_tokens', async () => {
    const json = { model: 'demo/model', messages: QUESTION, max_tokens: 2, stream: true };
    const { text, headers } = await demo.call('/chat/completions', { json });
    assert.equal(headers.get('content-type'), 'text/event-stream');
    const events = text.trim().split('\n\n');
    assert.equal(events.at(-1), 'data: [DONE]');
    const chunks = events.slice(0, -1).map((event) => {
      const chunk = JSON.parse(event.slice('data: '.length)) as {
        choices: readonly [{ delta: { content: string }; finish_reason: string | null }];
      };
      return chunk.choices[0];
    });
    assert.ok(chunks.length > 2);
    assert.equal(headers.get('content-length'), null);
    const { stream, ...plain } = json;
    assert.ok(stream);
    const whole = (await demo.call('/chat/completions', { json: plain })).body as {
      choices: readonly [{ message: { content: string } }];
    };
    assert.equal(
      chunks.map(({ delta }) => delta.content).join(''),
      whole.choices[0].message.content,
    );
    assert.equal(chunks.at(-1)?.finish_reason, 'length');
  });

  const said = async (over: object) => {
    const json = { model: 'demo/model', messages: QUESTION, ...over };
    const { status, body } = await demo.call('/chat/completions', { json });
    const { choices } = body as { choices?: readonly [{ message: { content: string } }] };
    return { status, text: choices?.[0].message.content ?? '' };
  };

  it('keeps to a stop, a seed and JSON mode; serves a started endpoint', async () => {
    const { text } = await said({});
    assert.equal((await said({ stop: [' '] })).text, text.split(' ')[0]);
    assert.deepEqual(await said({ seed: 7 }), await said({ seed: 7 }));
    assert.equal(
      typeof JSON.parse((await said({ response_format: { type: 'json_object' } })).text),
      'object',
    );
    assert.equal((await said({ model: 'ep_demo_started' })).status, 200);
    assert.equal((await said({ model: 'ep_demo_stopped' })).status, 400);
  });

  const odd: readonly (readonly [string, object])[] = [
    ['a stop that is no text', { stop: 5 }],
    ['a seed that is no number', { seed: 'x' }],
    ['an unknown effort', { reasoning_effort: 'extreme' }],
  ];
  for (const [name, over] of odd) {
    it(`refuses a chat with ${name}`, async () => {
      assert.equal((await said(over)).status, 400);
    });
  }

  it('answers a known path with another method, and another kind of body, as servers do', async () => {
    const put = await demo.call('/files', { method: 'PUT' });
    assert.deepEqual([put.status, put.headers.get('allow')], [405, 'GET, POST']);
    const headers = { 'content-type': 'text/plain' };
    const text = await demo.call('/evaluation', { method: 'POST', body: '{}', headers });
    assert.equal(text.status, 415);
    assert.match(put.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/);
  });

  const lists: readonly (readonly [string, number, number])[] = [
    ['/endpoints?type=dedicated', 200, 2],
    ['/endpoints?type=serverless', 200, 0],
    ['/endpoints?usage_type=reserved', 200, 0],
    ['/endpoints?type=other', 400, 0],
    ['/endpoints?mine=perhaps', 400, 0],
  ];
  for (const [path, status, count] of lists) {
    it(`lists ${path}`, async () => {
      const answer = await demo.call(path);
      const { data = [] } = answer.body as { data?: readonly unknown[] };
      assert.deepEqual([answer.status, data.length], [status, count]);
    });
  }

  it('keeps to a JSON schema', async () => {
    const schema = {
      type: 'object',
      properties: {
        name: { type: 'string' },
        size: { enum: ['s', 'm'] },
        tags: { type: 'array', items: { type: 'integer' } },
      },
    };
    const json_schema = { name: 'thing', schema };
    const json = {
      model: 'demo/model',
      messages: QUESTION,
      response_format: { type: 'json_schema', json_schema },
    };
    const { body } = await demo.call('/chat/completions', { json });
    const { content } = (body as { choices: { message: { content: string } }[] }).choices[0]!
      .message;
    const thing = JSON.parse(content) as { name: string; size: string; tags: number[] };
    assert.equal(thing.name, 'demo: scripted text');
    assert.ok(['s', 'm'].includes(thing.size));
    assert.ok(Number.isInteger(thing.tags[0]));
  });

  const refused: readonly (readonly [string, unknown, number, RegExp])[] = [
    ['no messages', { model: 'demo/model', messages: [] }, 400, /messages/],
    ['no model', { messages: QUESTION }, 400, /model/],
    [
      'an unknown model',
      { model: 'no/such', messages: QUESTION },
      404,
      /Unable to access model no\/such/,
    ],
    [
      'a bad name of a schema',
      {
        model: 'demo/model',
        messages: QUESTION,
        response_format: { type: 'json_schema', json_schema: { name: 'a b', schema: {} } },
      },
      400,
      /response_format\.json_schema\.name/,
    ],
    [
      'more than the context holds',
      { model: 'demo/model', messages: QUESTION, max_tokens: 200_000 },
      403,
      /context/,
    ],
  ];
  for (const [name, json, status, says] of refused) {
    it(`refuses a chat with ${name}`, async () => {
      const answer = await demo.call('/chat/completions', { json });
      assert.equal(answer.status, status);
      assert.match(messageOf(answer), says);
    });
  }

  it('has faults that are switched on while it runs, by count and by rate', async () => {
    const switched = await fetch(`${new URL(demo.service.url).origin}/_faults`, {
      method: 'POST',
      headers: { authorization: `Bearer ${demo.service.apiKey}` },
      body: JSON.stringify([
        { kind: 'status', status: 429, path: '/whoami', count: 2 },
        { kind: 'status', status: 524, form: 'html', path: '/models', rate: 0.5 },
      ]),
    });
    assert.equal(switched.status, 200);
    const statuses = async (path: string) => {
      const answers = [];
      for (let time = 0; time < 4; time += 1) answers.push((await demo.call(path)).status);
      return answers;
    };
    assert.deepEqual(await statuses('/whoami'), [429, 429, 200, 200]);
    assert.deepEqual(await statuses('/models'), [200, 524, 200, 524]);
    demo.service.faults.set([{ kind: 'status', status: 429 }]);
    assert.equal((await demo.call('/whoami')).headers.get('x-ratelimit-reset'), '1');
    demo.service.faults.set([{ kind: 'cut' }]);
    await assert.rejects(demo.call('/whoami'));
  });

  it('refuses a fault that it does not know', async () => {
    const answer = await demo.call('/_faults', { json: [{ kind: 'flood' }] });
    assert.equal(answer.status, 400);
  });

  it('an unknown route is 404 in the envelope', async () => {
    const answer = await demo.call('/nothing');
    assert.equal(answer.status, 404);
    assert.match(messageOf(answer), /GET \/nothing/);
  });
});

import assert from 'node:assert/strict';
import { fetchModelList } from '../../../../src/backends/together/modelLists.js';
import { UserError } from '../../../../src/core/userError.js';
import { startDemoService } from '../../../../src/demo/demoService.js';
import {
  forever,
  KEY,
  reply,
  serviceOptions,
  startFakeService,
  type FakeReply,
} from './fakeService.js';

const NOW = 1_790_000_000_000;
const at = { now: () => NOW, signal: forever };

const REPLIES: Readonly<Record<string, unknown>> = {
  '/evaluation/model-list?model_source=serverless': { model_list: ['a/chat', 'a/unpriced'] },
  '/evaluation/model-list?model_source=dedicated': { model_list: ['me/up'] },
  '/evaluation/model-list?model_source=external': { model_list: ['openai/gpt-5'] },
  '/models': [
    {
      id: 'a/chat',
      type: 'chat',
      display_name: 'Chat',
      context_length: 131072,
      pricing: { hourly: 0, input: 0.15, output: 0.6, base: 0, finetune: 0, cached_input: 0.05 },
    },
    { id: 'a/unpriced', type: 'chat', context_length: 8192, pricing: { input: 0, output: 0 } },
    { id: 'a/inference-only', type: 'language', context_length: 4096 },
    { id: 'a/embedder', type: 'embedding', context_length: 512 },
    { id: 'me/up', type: 'chat' },
  ],
  '/endpoints?type=dedicated': {
    object: 'list',
    data: [
      { id: 'ep_1', name: 'me/up', model: 'a/chat', state: 'STARTED', hardware: '1x_h100' },
      { id: 'ep_2', name: 'me/down', model: 'a/chat', state: 'STOPPED', hardware: null },
      { id: 'ep_3', name: 'shared', model: 'a/chat', type: 'serverless', state: 'STARTED' },
    ],
  },
};

async function fetched(failing: Readonly<Record<string, FakeReply>> = {}) {
  const service = await startFakeService(({ url }) => {
    const path = url.replace('/v1', '');
    return failing[path] ?? reply(REPLIES[path], REPLIES[path] === undefined ? 404 : 200);
  });
  try {
    const list = await fetchModelList(serviceOptions(service.origin), at);
    return { list, asked: service.seen.map(({ method, url }) => `${method} ${url}`) };
  } finally {
    await service.close();
  }
}

const ids = (models: readonly { id: string; source: string }[]) =>
  models.map(({ id, source }) => `${source} ${id}`);

describe('fetchModelList', () => {
  it('joins what evaluations take with context, price and endpoints', async () => {
    const { list, asked } = await fetched();
    const facts = { displayName: 'Chat', contextLength: 131072 };
    const price = { input: 0.15, output: 0.6, cachedInput: 0.05 };
    const up = {
      id: 'ep_1',
      name: 'me/up',
      model: 'a/chat',
      state: 'STARTED',
      hardware: '1x_h100',
    };
    const down = { id: 'ep_2', name: 'me/down', model: 'a/chat', state: 'STOPPED' };
    assert.deepEqual(list, {
      fetchedAt: NOW,
      models: [
        { id: 'a/chat', source: 'serverless', evaluates: true, ...facts, price },
        { id: 'a/unpriced', source: 'serverless', evaluates: true, contextLength: 8192 },
        { id: 'me/up', source: 'dedicated', evaluates: true, endpoint: up, ...facts },
        { id: 'me/down', source: 'dedicated', evaluates: true, endpoint: down, ...facts },
        { id: 'openai/gpt-5', source: 'external', evaluates: true },
        { id: 'a/inference-only', source: 'serverless', evaluates: false, contextLength: 4096 },
      ],
      problems: [],
    });
    assert.deepEqual(
      asked.sort(),
      Object.keys(REPLIES)
        .map((path) => `GET /v1${path}`)
        .sort(),
    );
  });

  const failures: [path: string, status: number, part: string, lost: string[]][] = [
    ['/endpoints?type=dedicated', 403, 'endpoints', ['dedicated me/down']],
    ['/models', 404, 'models', ['serverless a/inference-only']],
    ['/evaluation/model-list?model_source=external', 400, 'external', ['external openai/gpt-5']],
    ['/evaluation/model-list?model_source=dedicated', 404, 'dedicated', []],
  ];
  for (const [path, status, part, lost] of failures) {
    it(`holds the rest when ${path} answers ${status}`, async () => {
      const whole = ids((await fetched()).list.models);
      const { list } = await fetched({
        [path]: reply({ error: { message: `no, ${KEY}` } }, status),
      });
      assert.deepEqual(
        [
          whole.filter((model) => !ids(list.models).includes(model)),
          list.problems.map((one) => one.part),
        ],
        [lost, [part]],
      );
      assert.match(list.problems[0]?.message ?? '', new RegExp(`\\(${status}\\)`));
      assert.doesNotMatch(JSON.stringify(list), new RegExp(KEY));
    });
  }

  it('throws where nothing came at all', async () => {
    const all = Object.fromEntries(
      Object.keys(REPLIES).map((path) => [path, reply({ error: { message: 'no' } }, 401)]),
    );
    await assert.rejects(
      fetched(all),
      (error) => error instanceof UserError && error.kind === 'auth',
    );
  });

  it('reads the embedded service whole', async () => {
    const service = await startDemoService({});
    try {
      const { origin } = new URL(service.url);
      const keys = {
        ...serviceOptions(origin).keys,
        service: () => Promise.resolve(service.apiKey),
      };
      const list = await fetchModelList({ ...serviceOptions(origin), keys }, at);
      assert.deepEqual(list.problems, []);
      const known = list.models.filter(({ contextLength }) => contextLength !== undefined);
      assert.ok(known.length > 20);
      assert.deepEqual(
        list.models.flatMap(({ endpoint }) => endpoint?.state ?? []),
        ['STARTED', 'STOPPED'],
      );
    } finally {
      await service.close();
    }
  });
});

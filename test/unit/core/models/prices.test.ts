import assert from 'node:assert/strict';
import { plannedPrices, type PriceSources } from '../../../../src/core/models/prices.js';
import { readPrices } from '../../../../src/core/models/readPrices.js';
import type { ModelList } from '../../../../src/core/models/modelList.js';
import type { ResolvedSpec } from '../../../../src/core/spec/evalSpec.js';

type Judge = Partial<ResolvedSpec['judge']>;

const spec = (judge: Judge): ResolvedSpec => ({
  type: 'classify',
  dataset: 'd.jsonl',
  labels: ['a', 'b'],
  pass_labels: ['a'],
  judge: { model: 'm', model_source: 'serverless', system_template: '', ...judge },
  model_to_evaluate: 'answer',
});
const list: ModelList = {
  fetchedAt: 0,
  problems: [],
  models: [
    { id: 'm', source: 'serverless', evaluates: true, price: { input: 1, output: 2 } },
    { id: 'unpriced', source: 'serverless', evaluates: true },
    { id: 'm', source: 'external', evaluates: true, price: { input: 9, output: 9 } },
  ],
};
const cloud = {
  backend: 'local',
  set: {},
  list,
  serviceUrl: 'https://api.example.com/v1',
} as const;
const set = { m: { input: 3, output: 4 } };
const FREE = { input: 0, output: 0, from: 'loopback' };

describe('plannedPrices', () => {
  const cases: [string, Judge, Partial<PriceSources>, unknown][] = [
    ['the list’s', {}, {}, { input: 1, output: 2, from: 'list' }],
    [
      'the one that is set before the list’s',
      {},
      { set },
      { input: 3, output: 4, from: 'setting' },
    ],
    ['none that nobody has told', { model: 'unpriced' }, {}, undefined],
    ['none without a list', {}, { list: undefined }, undefined],
    ['none of a name that objects inherit', { model: 'constructor' }, {}, undefined],
    ['nothing for the demo, whatever is set', {}, { backend: 'demo', set }, FREE],
    [
      'nothing where the service is on this machine',
      { model: 'unpriced' },
      { serviceUrl: 'http://127.0.0.1:1/v1' },
      FREE,
    ],
    [
      'nothing for a server on this machine',
      { model_source: 'external', external_base_url: 'http://localhost:11434/v1' },
      {},
      FREE,
    ],
    [
      'none of another provider’s, in spite of the list',
      { model_source: 'external', external_base_url: 'https://api.openai.com/v1' },
      {},
      undefined,
    ],
    [
      'none of an address of this machine that the service would call',
      { model_source: 'external', external_base_url: 'http://localhost:1/v1' },
      { backend: 'together' },
      undefined,
    ],
    [
      'none of a model of the editor',
      { model: 'vscode:a/b', model_source: 'external' },
      {},
      undefined,
    ],
  ];
  for (const [name, judge, sources, expected] of cases) {
    it(`gives ${name}`, () => {
      const prices = plannedPrices(spec(judge), { ...cloud, ...sources });
      assert.deepEqual(prices, expected === undefined ? {} : { judge: expected });
    });
  }
});

describe('readPrices', () => {
  it('reads prices by model', () => {
    assert.deepEqual(readPrices(set), { ok: true, prices: set });
    assert.deepEqual(readPrices({}), { ok: true, prices: {} });
  });
  for (const value of [
    null,
    'x',
    [],
    { m: 1 },
    { m: { input: 1 } },
    { m: { input: -1, output: 1 } },
  ]) {
    it(`says what is wrong with ${JSON.stringify(value)}`, () => {
      const read = readPrices(value);
      assert.match(read.ok ? '' : read.fault, /write it as \{ "MODEL"/);
    });
  }
});

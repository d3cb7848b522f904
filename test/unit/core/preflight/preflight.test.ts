import assert from 'node:assert/strict';
import type { DatasetRow } from '../../../../src/core/dataset/dataset.js';
import type { JsonObject } from '../../../../src/core/json.js';
import { promptTokens } from '../../../../src/core/judging/promptTokens.js';
import { rowRequests } from '../../../../src/core/judging/rowRequests.js';
import { loadTokenizer } from '../../../../src/core/judging/tokenizer.js';
import type { ModelList } from '../../../../src/core/models/modelList.js';
import { needsConfirmation } from '../../../../src/core/preflight/confirmation.js';
import { isRejected, preflight } from '../../../../src/core/preflight/preflight.js';
import { costSentence, estimatedCost } from '../../../../src/core/preflight/preflightTexts.js';
import type { EvalPlan } from '../../../../src/core/runs/evalBackend.js';
import type { RunManifest } from '../../../../src/core/runs/manifest.js';
import type { ResolvedSpec } from '../../../../src/core/spec/evalSpec.js';
import { datasetInfo } from '../spec/memoryPorts.js';

const judge = {
  model: 'openai/gpt-oss-120b',
  model_source: 'serverless' as const,
  system_template: 'Is it right? {{ question }}',
};
const column: ResolvedSpec = {
  type: 'classify',
  dataset: 'data.jsonl',
  judge,
  labels: ['yes', 'no'],
  pass_labels: ['yes'],
  model_to_evaluate: 'answer',
};
const generated: ResolvedSpec = {
  ...column,
  model_to_evaluate: {
    model: 'gpt-4o',
    model_source: 'external',
    external_base_url: 'https://api.openai.com/v1',
    external_api_token: '${secret:OPENAI_API_KEY}',
    system_template: '',
    input_template: '{{ question }}',
    max_tokens: 200,
  },
};
const compare: ResolvedSpec = {
  type: 'compare',
  dataset: 'data.jsonl',
  judge,
  model_a: 'answer',
  model_b: 'other',
};

function planOf(
  spec: ResolvedSpec,
  given: Partial<EvalPlan> & { readonly rows?: number } = {},
): EvalPlan {
  const { rows = 4, ...rest } = given;
  const columns = ['question', 'answer', 'other'];
  return {
    name: 'p',
    slug: 'p',
    spec,
    specPath: '/w/p.eval.yaml',
    backend: 'local',
    dataset: { info: datasetInfo({ rows, bytes: rows * 50, columns }) },
    templates: {},
    runsRoot: '/w/runs',
    notes: [],
    ...rest,
  };
}

const question = (n: number) => `What is ${n}? ${'why '.repeat((n * 7) % 40)}`;
const plain = (n: number): JsonObject => ({ question: question(n), answer: `${n}.`, other: 'no' });

function look(
  plan: EvalPlan,
  valuesOf: (row: number) => JsonObject = plain,
  more: { readonly list?: ModelList; readonly earlier?: readonly RunManifest[] } = {},
) {
  const total = 'info' in plan.dataset ? plan.dataset.info.rows : 0;
  async function* rows(): AsyncGenerator<DatasetRow> {
    for (let row = 1; row <= total; row += 1)
      yield await Promise.resolve({ row, values: valuesOf(row) });
  }
  const runs = (more.earlier ?? []).map((manifest) => ({
    run: { id: manifest.id, folder: `/w/runs/${manifest.id}` },
    manifest,
  }));
  return preflight(
    plan,
    {
      datasets: { rows, describe: () => Promise.reject(new Error('not asked')) },
      texts: { resolve: (file, relative) => new URL(relative, `file://${file}`).pathname },
      runs: { list: () => Promise.resolve(runs) },
      serviceUrl: 'https://api.example.com/v1',
    },
    { now: () => 0, pause: () => Promise.resolve(), list: more.list },
  );
}

describe('preflight', () => {
  it('counts every prompt of a small dataset, both orders of a comparison', async () => {
    const tokenizer = await loadTokenizer();
    const { estimate, problems } = await look(planOf(compare));
    const expected = [1, 2, 3, 4]
      .flatMap((row) => {
        const built = rowRequests(compare, { row, values: plain(row) });
        return built.ok ? built.requests : [];
      })
      .reduce((sum, request) => sum + promptTokens(request, tokenizer), 0);
    assert.equal(
      estimate?.roles.reduce((sum, { prompt }) => sum + prompt.tokens, 0),
      expected,
    );
    assert.deepEqual(
      estimate.roles.map(({ role, requests, prompt }) => [role, requests, prompt.margin]),
      [
        ['judge', 4, 0],
        ['judge-flipped', 4, 0],
      ],
    );
    assert.deepEqual(problems, []);
  });

  it('estimates a large dataset from a sample whose margin holds the truth', async () => {
    const tokenizer = await loadTokenizer();
    const rows = 4000;
    const { estimate } = await look(planOf(column, { rows }));
    let truth = 0;
    for (let row = 1; row <= rows; row += 1) {
      const built = rowRequests(column, { row, values: plain(row) });
      for (const request of built.ok ? built.requests : [])
        truth += promptTokens(request, tokenizer);
    }
    assert.equal(estimate?.counted, 2000);
    const [{ prompt, requests }] = estimate.roles as [(typeof estimate.roles)[number]];
    assert.equal(requests, rows);
    assert.ok(prompt.margin > 0 && prompt.margin < 0.02 * truth, `${prompt.margin}`);
    assert.ok(
      Math.abs(prompt.tokens - truth) <= 2 * prompt.margin,
      `${prompt.tokens} for ${truth}`,
    );
  });

  it('looks at the chosen rows alone', async () => {
    const { estimate } = await look(planOf(column, { selectedRows: [2, 4] }));
    assert.deepEqual([estimate?.rows, estimate?.counted, estimate?.roles[0]?.requests], [2, 2, 2]);
  });

  it('multiplies judgements by the repeats of the local runner, and no generation', async () => {
    const spec = { ...generated, run: { repeats: 3 } };
    const requests = async (backend: EvalPlan['backend']) =>
      (await look(planOf(spec, { backend }))).estimate?.roles.map((role) => role.requests);
    assert.deepEqual(await requests('local'), [4, 12]);
    assert.deepEqual(await requests('together'), [4, 4]);
  });

  it('takes the length of replies from the last run that the same model answered', async () => {
    // What is read of a manifest here.
    const earlier = {
      id: 'r1',
      spec_path: '../../p.eval.yaml',
      created_at: '2026-01-01',
      status: 'completed',
      backend: 'together',
      spec: generated,
      models: { judge, model_to_evaluate: { model: 'another', model_source: 'external' } },
      usage: {
        by_role: {
          judge: { requests: 10, unreported: 2, prompt_tokens: 1, completion_tokens: 400 },
          generate: { requests: 10, prompt_tokens: 1, completion_tokens: 400 },
        },
      },
    } as unknown as RunManifest;
    const { estimate } = await look(planOf(generated), plain, { earlier: [earlier] });
    assert.deepEqual(
      estimate?.roles.map(({ reply, completion }) => [reply, completion.tokens]),
      [
        [{ tokens: 200, most: 200 }, 800],
        [{ tokens: 50, most: 32768, measured: { run: 'r1', requests: 8 } }, 200],
      ],
    );
    // Every response stands in the judge's prompt.
    assert.equal(estimate.roles[1]?.prompt.generated, 800);
  });

  it('adds up what is known of prices, and names what is not', async () => {
    const price = { input: 1, output: 2, from: 'list' } as const;
    const some = await look(planOf(generated, { prices: { judge: price } }));
    assert.deepEqual(some.estimate && estimatedCost(some.estimate), { unknown: ['gpt-4o'] });
    const all = await look(
      planOf(generated, { prices: { judge: price, model_to_evaluate: price } }),
    );
    const cost = estimatedCost(all.estimate!);
    const tokens = all.estimate!.roles.map(
      ({ prompt, completion }) => prompt.tokens + 2 * completion.tokens,
    );
    assert.equal(cost.usd?.toFixed(9), (tokens.reduce((a, b) => a + b) / 1e6).toFixed(9));
    assert.ok((cost.mostUsd ?? 0) > (cost.usd ?? 0));
    assert.match(
      costSentence(all.estimate!),
      /^It costs about \$0\.00\d+, and at most \$0\.\d+ if/,
    );
  });

  it('says that nothing can be asked, not that it is free, where no row gives a request', () => {
    assert.equal(costSentence({ roles: [] }), 'No request can be made of these rows.');
  });

  it('says what rows lack, repeat and fail on', async () => {
    const values = (row: number): JsonObject => {
      if (row === 2) return plain(1);
      if (row === 3) return { question: 'x', other: 'y' };
      return row === 4 ? { answer: 'a', other: 'b' } : plain(row);
    };
    const found = await look(planOf(column, { rows: 5 }), values);
    assert.deepEqual(
      found.problems.map(({ severity, code, rows }) => [severity, code, rows]),
      [
        ['warning', 'no-response', { first: 3, count: 1 }],
        ['warning', 'missing-column', { first: 4, count: 1 }],
        ['warning', 'repeated-rows', { first: 2, count: 1 }],
      ],
    );
    assert.equal(isRejected(found), false);
    assert.equal(found.estimate?.roles[0]?.requests, 4);
  });

  it('is rejected where more than 30 % of the rows can’t be asked about', async () => {
    const found = await look(planOf(column), (row) => (row < 3 ? { question: 'x' } : plain(row)));
    assert.equal(isRejected(found), true);
    assert.equal(found.problems[0]?.code, 'too-many-failing');
  });

  it('is rejected where the prompts are too long, or an endpoint is stopped', async () => {
    const models = [
      { id: judge.model, source: 'serverless' as const, evaluates: true, contextLength: 32_800 },
    ];
    const list = { fetchedAt: 0, models, problems: [] };
    const long = await look(planOf(column), plain, { list });
    assert.deepEqual(
      [isRejected(long), long.problems.map(({ code }) => code)],
      [true, ['too-long']],
    );
    const notes = ['A note.', 'The endpoint is stopped.'];
    const stopped = await look(planOf(column, { notes, refusals: [notes[1]!] }));
    assert.deepEqual(
      stopped.problems.map(({ severity }) => severity),
      ['information', 'error'],
    );
  });

  it('says where which columns go, with which key', async () => {
    const { destinations } = await look(planOf(generated));
    assert.deepEqual(destinations, [
      {
        what: 'judge',
        model: judge.model,
        to: 'api.example.com',
        columns: ['question'],
        hasGenerated: true,
        key: 'service',
        isByService: false,
      },
      {
        what: 'model_to_evaluate',
        model: 'gpt-4o',
        to: 'api.openai.com',
        columns: ['question'],
        hasGenerated: false,
        key: 'OPENAI_API_KEY',
        isByService: false,
      },
    ]);
    const cloud = await look(planOf(generated, { backend: 'together' }));
    assert.deepEqual(
      cloud.destinations.map(({ what, to, isByService }) => [what, to, isByService]),
      [
        ['dataset', 'api.example.com', false],
        ['model_to_evaluate', 'api.openai.com', true],
      ],
    );
  });

  it('asks a person above a cost, and for many requests of unknown price; never for the demo', async () => {
    const price = { input: 1e6, output: 0, from: 'list' } as const;
    const dear = await look(planOf(column, { prices: { judge: price } }));
    const usd = estimatedCost(dear.estimate!).usd ?? 0;
    assert.deepEqual(
      [needsConfirmation(dear, usd - 0.01), needsConfirmation(dear, usd)],
      [true, false],
    );
    const few = await look(planOf(column, { rows: 200 }));
    const many = await look(planOf(column, { rows: 201 }));
    assert.deepEqual([needsConfirmation(few, 1), needsConfirmation(many, 1)], [false, true]);
    const demo = await look(planOf(column, { rows: 201, backend: 'demo' }));
    assert.equal(needsConfirmation(demo, 0), false);
    const elsewhere = await look(planOf(column, { dataset: { fileId: 'file-1' } }));
    assert.deepEqual([elsewhere.estimate, needsConfirmation(elsewhere, 1)], [undefined, true]);
  });
});

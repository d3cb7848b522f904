import assert from 'node:assert/strict';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { rejudgeRow, type RejudgeOptions } from '../../../src/backends/local/rejudgeRow.js';
import type { RunRef } from '../../../src/core/runs/runStore.js';
import { UserError } from '../../../src/core/userError.js';
import { createDatasetFiles } from '../../../src/files/dataset/datasetFiles.js';
import { createRunFolders } from '../../../src/files/runs/runFolders.js';
import { follow, forever } from '../ports/evalBackendContract.js';
import { SECRET, failed, quickClock, useLocalRuns } from './localHarness.js';
import { completion, type ScriptedReply, type ScriptedRequest } from './scriptedEndpoint.js';

const options = (changes: Partial<RejudgeOptions> = {}): RejudgeOptions => ({
  runs: createRunFolders(),
  datasets: createDatasetFiles(),
  baseUrl: 'http://127.0.0.1:9/v1',
  toolVersion: '1.2.3',
  clock: quickClock(),
  keys: {
    service: () => Promise.reject(new UserError('auth', 'not for this endpoint')),
    resolve: () => Promise.resolve(SECRET),
  },
  ...changes,
});

const label = (value: string): ScriptedReply =>
  completion(`{"feedback":"said ${value}","label":"${value}"}`);

/** Every file of a run, with its bytes. */
async function bytesOf({ folder }: RunRef): Promise<Record<string, string>> {
  const names = (await readdir(folder)).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'latin1')));
  return Object.fromEntries(names.map((name, index) => [name, texts[index] ?? '']));
}

describe('asking the judge about a row again', () => {
  const { setUp } = useLocalRuns();
  let answer: (request: ScriptedRequest) => ScriptedReply;

  it('gives the new verdict beside the old one, at the cost of one row, and writes nothing', async () => {
    answer = () => label('good');
    const { endpoint, backend, runs, run } = await setUp((request) => answer(request), { rows: 3 });
    await follow(backend, run);
    await runs.update(run, (now) => ({
      ...now,
      models: {
        judge: { ...now.models.judge, price: { input: 1, output: 2, from: 'setting' } },
      },
    }));
    const before = await bytesOf(run);
    const [, asked] = endpoint.requests;
    endpoint.requests.length = 0;
    answer = () => label('bad');

    const again = await rejudgeRow(run, 2, options(), forever);

    assert.equal(again.stored.result['label'], 'good');
    assert.equal(again.again.result['label'], 'bad');
    assert.equal(again.again.result['feedback'], 'said bad');
    assert.deepEqual(again.again.details, {
      row: 2,
      outcome: 'failed',
      usage: { prompt_tokens: 10, completion_tokens: 5 },
      by_role: { judge: { requests: 1, prompt_tokens: 10, completion_tokens: 5 } },
    });
    assert.equal(again.costUsd, 20 / 1e6);
    assert.deepEqual(
      { row: again.row, backend: again.backend, isDemo: again.isDemo, note: again.note },
      { row: 2, backend: 'local', isDemo: false, note: undefined },
    );
    assert.deepEqual(
      endpoint.requests.map(({ row, body }) => [row, body]),
      [[2, asked?.body]],
    );
    assert.deepEqual(await bytesOf(run), before);
  });

  it('judges the response that the run has kept, and asks no model for another', async () => {
    let generated = 0;
    const { endpoint, backend, run } = await setUp(
      ({ body }) => {
        if (body['response_format'] !== undefined) {
          return completion('{"feedback":"fine","score":4}');
        }
        generated += 1;
        return completion(`response ${generated}`);
      },
      { rows: 1, spec: 'score' },
    );
    await follow(backend, run);
    endpoint.requests.length = 0;
    const again = await rejudgeRow(run, 1, options(), forever);
    assert.equal(generated, 1);
    assert.equal(again.again.result['MODEL_TO_EVALUATE_OUTPUT'], 'response 1');
    assert.equal(endpoint.requests.length, 1);
    assert.match(JSON.stringify(endpoint.requests[0]?.body.messages), /response 1/);
    assert.deepEqual(Object.keys(again.again.details?.by_role ?? {}), ['judge']);
    assert.equal(again.again.details?.cache, undefined);
  });

  it('an answer without a verdict, or a failing endpoint, is the outcome and its reason', async () => {
    answer = () => label('good');
    const { backend, run } = await setUp((request) => answer(request), { rows: 1 });
    await follow(backend, run);
    answer = () => completion('I would rather not say.');
    const silent = await rejudgeRow(run, 1, options(), forever);
    assert.equal(silent.again.details?.outcome, 'invalid');
    answer = () => failed(400, 'no such thing');
    const refused = await rejudgeRow(run, 1, options(), forever);
    assert.equal(refused.again.details?.outcome, 'judge_error');
    assert.match(refused.again.details.errors?.[0]?.message ?? '', /no such thing/);
  });

  it('takes the row from the results where the dataset has changed, and says so', async () => {
    answer = () => label('good');
    const { endpoint, backend, run, plan } = await setUp((request) => answer(request), { rows: 2 });
    await follow(backend, run);
    const first = endpoint.requests.find(({ row }) => row === 1)?.body.messages;
    endpoint.requests.length = 0;
    const path = 'info' in plan.dataset ? plan.dataset.info.path : '';
    await writeFile(path, '{"question":"[row 1] other","answer_a":"x","answer_b":"y"}\n');
    const changed = await rejudgeRow(run, 1, options(), forever);
    await rm(path);
    const gone = await rejudgeRow(run, 1, options(), forever);
    const note =
      'The dataset has changed since or is gone: the row was asked as the results have kept it.';
    assert.deepEqual([changed.note, gone.note], [note, note]);
    assert.deepEqual(
      endpoint.requests.map(({ body }) => body.messages),
      [first, first],
    );
  });

  const refusals: readonly [string, (run: RunRef) => Promise<number>, RegExp][] = [
    ['a row that is not there', () => Promise.resolve(7), /Contract has no result for row 7\./],
    [
      'a model inside the editor, outside of it',
      (run) => setJudge(run, { model: 'vscode:copilot/gpt-4.1', model_source: 'external' }),
      /answers inside VS Code only/,
    ],
    [
      'an external judge of the embedded service',
      (run) => setJudge(run, { model: 'openai/gpt-5', model_source: 'external' }, 'demo'),
      /within its jobs only/,
    ],
    [
      'an external judge whose address only the service knows',
      (run) => setJudge(run, { model: 'nobody/knows', model_source: 'external' }, 'together'),
      /Only the service knows where/,
    ],
  ];
  for (const [name, prepare, expected] of refusals) {
    it(`refuses ${name}, and asks nobody`, async () => {
      answer = () => label('good');
      const { endpoint, backend, run } = await setUp((request) => answer(request), { rows: 1 });
      await follow(backend, run);
      endpoint.requests.length = 0;
      const row = await prepare(run);
      await assert.rejects(
        rejudgeRow(run, row, options(), forever),
        (error: unknown) => error instanceof UserError && expected.test(error.message),
      );
      assert.equal(endpoint.requests.length, 0);
    });
  }

  it('ends at once when it is cancelled', async () => {
    answer = () => label('good');
    const { backend, run } = await setUp((request) => answer(request), { rows: 1 });
    await follow(backend, run);
    const abort = new AbortController();
    answer = () => {
      abort.abort(new Error('cancelled'));
      return 'hang';
    };
    await assert.rejects(rejudgeRow(run, 1, options(), abort.signal), /cancelled/);
  });

  async function setJudge(
    run: RunRef,
    judge: { readonly model: string; readonly model_source: 'external' },
    backend?: 'demo' | 'together',
  ): Promise<number> {
    await createRunFolders().update(run, (now) => {
      const { ...rest } = now.spec.judge;
      delete rest.external_base_url;
      const spec = { ...now.spec, judge: { ...rest, ...judge } } as typeof now.spec; // only the judge is another
      return { ...now, spec, ...(backend && { backend }) };
    });
    return 1;
  }
});

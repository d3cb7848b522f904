import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { messageOf, startDemo } from './demoClient.js';
import type { DemoClient, Job } from './demoClient.js';

const lines = (count: number, extra = '') =>
  Array.from({ length: count }, (_, n) => `{"q":"What is ${n}?","a":"It is ${n}."${extra}}\n`).join(
    '',
  );

const judge = {
  model: 'demo/judge',
  model_source: 'serverless',
  system_template: 'Is it right? {{ q }}',
};
const classify = {
  judge,
  labels: ['good', 'bad'],
  pass_labels: ['good'],
  model_to_evaluate: 'a',
};

describe('the jobs of the embedded service', () => {
  let demo: DemoClient;
  beforeEach(async () => {
    demo = await startDemo();
  });
  afterEach(() => demo.service.close());

  it('go from pending to completed and leave shuffled rows without ids', async () => {
    const file = await demo.upload(lines(40));
    const job = await demo.run('classify', { ...classify, input_data_file_path: file });
    assert.equal(job.status, 'completed');
    assert.deepEqual(
      job.status_updates.map(({ status }) => status),
      ['pending', 'queued', 'running', 'completed'],
    );
    assert.ok(!('owner_id' in job));
    const { label_counts: counts, result_file_id: id, ...rest } = job.results ?? {};
    const text = (await demo.call(`/files/${String(id)}/content`)).text;
    const rows = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    const asked = Array.from({ length: 40 }, (_, n) => `What is ${n}?`);
    assert.deepEqual(rows.map((row) => row['q']).sort(), asked.toSorted());
    assert.notDeepEqual(
      rows.map((row) => row['q']),
      asked,
    );
    const good = rows.filter((row) => row['evaluation_successful'] && row['label'] === 'good');
    const bad = rows.filter((row) => row['evaluation_successful'] && row['label'] === 'bad');
    assert.deepEqual(counts, { good: good.length, bad: bad.length });
    assert.equal(rest['pass_percentage'], (100 * good.length) / (good.length + bad.length));
    assert.ok(rows.every((row) => String(row['feedback']).startsWith('demo:')));
    const { body } = await demo.call(`/evaluation/${job.workflow_id}/status`);
    assert.deepEqual(body, { status: 'completed', results: job.results });
  });

  it('list newest first, ten unless told, a hundred at most, by status', async () => {
    const input_data_file_path = await demo.upload(lines(1));
    const ids: string[] = [];
    for (let n = 0; n < 12; n += 1) {
      ids.push((await demo.run('classify', { ...classify, input_data_file_path })).workflow_id);
    }
    const list = async (query: string) =>
      ((await demo.call(`/evaluation${query}`)).body as Job[]).map((job) => job.workflow_id);
    assert.equal((await list('')).length, 10);
    assert.deepEqual((await list('?limit=1000')).toSorted(), ids.toSorted());
    assert.deepEqual(await list('?status=error'), []);
    assert.equal((await demo.call('/evaluation?limit=0')).status, 400);
  });

  const spoiled: readonly (readonly [string, string, RegExp])[] = [
    [
      'a column that nothing uses',
      lines(2, ',"id":1'),
      /^Unsupported dataset column\(s\): \['id'\]/,
    ],
    ['unequal fields', `${lines(1)}{"q":"x"}\n`, /^Row 2 does not have the same fields/],
    ['a broken line', `${lines(1)}{"q":\n`, /^Line 2 is not a JSON object/],
    ['no rows', '\n', /no rows/],
  ];
  for (const [name, text, says] of spoiled) {
    it(`end as user_error for a dataset with ${name}`, async () => {
      const input_data_file_path = await demo.upload(text);
      const job = await demo.run('classify', { ...classify, input_data_file_path });
      assert.equal(job.status, 'user_error');
      assert.match(String(job.results?.['error']), says);
    });
  }

  it('read CSV', async () => {
    const csv = 'q,a\n"What, really?","It\nis."\n';
    const input_data_file_path = await demo.upload(csv, { file_type: 'csv' });
    const job = await demo.run('classify', { ...classify, input_data_file_path });
    assert.equal(job.status, 'completed');
  });

  it('end as error when more than 30 % of the rows fail, or when told to', async () => {
    const input_data_file_path = await demo.upload(lines(20));
    const end = async () => {
      const job = await demo.run('classify', { ...classify, input_data_file_path });
      return [job.status, job.results?.['error']];
    };
    demo.service.faults.set([{ kind: 'cut', path: '/chat/completions', rate: 0.6 }]);
    assert.deepEqual(await end(), ['error', 'More than 30% of the samples failed.']);
    demo.service.faults.set([{ kind: 'failed_job', message: 'out of order' }]);
    assert.deepEqual(await end(), ['error', 'out of order']);
    demo.service.faults.set([{ kind: 'user_error', message: 'your fault' }]);
    assert.deepEqual(await end(), ['user_error', 'your fault']);
  });

  const model = { ...judge, input_template: '{{ q }}', max_tokens: 9, temperature: 0 };
  const refused: readonly (readonly [string, object, number, RegExp])[] = [
    ['an unknown type', { type: 'rank', parameters: {} }, 400, /type: must be/],
    ['no parameters', { type: 'score' }, 400, /parameters: the field is required/],
    ['one label', { parameters: { ...classify, labels: ['good'] } }, 400, /parameters\.labels/],
    [
      'a stray pass label',
      { parameters: { ...classify, pass_labels: ['fine'] } },
      400,
      /"fine" is not in labels/,
    ],
    [
      'no responses',
      { parameters: { ...classify, model_to_evaluate: undefined } },
      400,
      /model_to_evaluate/,
    ],
    [
      'an unknown file',
      { parameters: { ...classify, input_data_file_path: 'file-0' } },
      404,
      /file-0 was not found/,
    ],
    [
      'an unknown model',
      { parameters: { ...classify, judge: { ...judge, model: 'no/such' } } },
      400,
      /Unable to access model no\/such/,
    ],
    [
      'a stopped endpoint',
      {
        parameters: {
          ...classify,
          judge: { ...judge, model: 'demo/stopped', model_source: 'dedicated' },
        },
      },
      400,
      /not running/,
    ],
    [
      'an external model without a key',
      { parameters: { ...classify, model_to_evaluate: { ...model, model_source: 'external' } } },
      400,
      /model_to_evaluate\.external_api_token/,
    ],
    [
      'a range upside down',
      {
        type: 'score',
        parameters: {
          judge,
          min_score: 5,
          max_score: 1,
          pass_threshold: 3,
          model_to_evaluate: 'a',
        },
      },
      400,
      /min_score must be less/,
    ],
  ];
  for (const [name, over, status, says] of refused) {
    it(`are refused with ${name}`, async () => {
      const input_data_file_path = await demo.upload(lines(1));
      const body = { type: 'classify', parameters: {}, ...over };
      const json = { ...body, parameters: { input_data_file_path, ...body.parameters } };
      const sent = 'parameters' in over ? json : { ...over };
      const answer = await demo.call('/evaluation', { json: sent });
      assert.equal(answer.status, status, answer.text);
      assert.match(messageOf(answer), says);
      assert.deepEqual((await demo.call('/evaluation')).body, []);
    });
  }

  it('keep no key of an external model', async () => {
    const input_data_file_path = await demo.upload(lines(1));
    const external = { ...judge, model: 'openai/gpt-5', model_source: 'external' };
    const keyed = { ...external, external_api_token: 'secret-of-a-provider' };
    const job = await demo.run('classify', { ...classify, judge: keyed, input_data_file_path });
    assert.equal(job.status, 'completed');
    assert.deepEqual((job.parameters as { judge: object }).judge, external);
  });
});

describe('the embedded service with a folder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-demo-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('continues a job that was under way when it stopped, once it is read', async () => {
    const before = await startDemo({ folder, pace: { stepMs: 60_000, rowsPerSecond: 1 } });
    const input_data_file_path = await before.upload(lines(3));
    const json = { type: 'classify', parameters: { ...classify, input_data_file_path } };
    const created = (await before.call('/evaluation', { json })).body as Job;
    await before.service.close();

    const after = await startDemo({ folder });
    try {
      for (;;) {
        const job = (await after.call(`/evaluation/${created.workflow_id}`)).body as Job;
        if (job.status !== 'completed') continue;
        assert.deepEqual(job.results?.['judge_fail_count'], 0);
        break;
      }
    } finally {
      await after.service.close();
    }
  });

  it('forgets after seven days', async () => {
    const before = await startDemo({ folder });
    const kept = await before.upload('kept');
    const old = await before.upload('old');
    await before.service.close();
    const eightDaysAgo = Date.now() / 1000 - 8 * 24 * 3600;
    for (const name of await readdir(folder)) {
      if (name.startsWith(old)) await utimes(join(folder, name), eightDaysAgo, eightDaysAgo);
    }
    const after = await startDemo({ folder });
    assert.equal((await after.call(`/files/${old}`)).status, 404);
    assert.equal((await after.call(`/files/${kept}`)).status, 200);
    await after.service.close();
    assert.deepEqual((await readdir(folder)).toSorted(), [`${kept}.data`, `${kept}.json`]);
  });
});

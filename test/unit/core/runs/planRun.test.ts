import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { ModelList } from '../../../../src/core/models/modelList.js';
import { planRun, slugOf } from '../../../../src/core/runs/planRun.js';
import { UserError } from '../../../../src/core/userError.js';
import { yamlText } from '../spec/markedText.js';
import { datasetInfo, memoryPorts } from '../spec/memoryPorts.js';

const PATH = '/w/answers.eval.yaml';
const OPTIONS = { specPath: PATH, runsRoot: '/w/runs', defaultBackend: 'demo' } as const;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

describe('planRun', () => {
  it('makes a plan with templates inlined and hashed', async () => {
    const info = datasetInfo({ columns: ['question', 'answer', 'id', 'Best Answer'] });
    const judge =
      'judge: { model: m, model_source: serverless, system_template: { file: judge.jinja } }';
    const rubric = 'Judge {{ question }} – fair.';
    const files = { [PATH]: yamlText('classify', { judge }), '/w/judge.jinja': rubric };
    const plan = await planRun(OPTIONS, memoryPorts(files, { '/w/data.jsonl': info }));
    assert.deepEqual(plan, {
      name: 'answers',
      slug: 'answers',
      spec: {
        type: 'classify',
        dataset: 'data.jsonl',
        judge: { model: 'm', model_source: 'serverless', system_template: rubric },
        labels: ['good', 'bad'],
        pass_labels: ['good'],
        model_to_evaluate: 'answer',
      },
      specPath: PATH,
      backend: 'demo',
      dataset: { info },
      templates: { 'judge.system_template': { sha256: sha256(rubric), file: 'judge.jinja' } },
      runsRoot: '/w/runs',
      notes: ['Columns `id`, `Best Answer` are used by no template and not uploaded.'],
    });
  });

  it('hashes a template that stands in the spec, of a model under evaluation too', async () => {
    const model =
      'model_to_evaluate: { model: m, model_source: serverless, system_template: Help., input_template: "{{ question }}" }';
    const files = { [PATH]: yamlText('score', { model_to_evaluate: model }) };
    const datasets = { '/w/data.jsonl': datasetInfo() };
    const plan = await planRun({ ...OPTIONS, backend: 'local' }, memoryPorts(files, datasets));
    assert.deepEqual(plan.templates, {
      'model_to_evaluate.system_template': { sha256: sha256('Help.') },
      'model_to_evaluate.input_template': { sha256: sha256('{{ question }}') },
      'judge.system_template': { sha256: sha256('Judge {{ question }}.\n') },
    });
    assert.deepEqual([plan.backend, plan.notes], ['local', []]);
  });

  it('tries a job of the service on this machine, on the rows that are named, at the prices that are known', async () => {
    const judge =
      'judge: { model: m, model_source: serverless, system_template: "{{ question }}" }';
    const files = { [PATH]: yamlText('classify', { judge, backend: 'backend: together' }) };
    const ports = memoryPorts(files, { '/w/data.jsonl': datasetInfo() });
    const prices = {
      set: { m: { input: 1, output: 2 } },
      serviceUrl: 'https://api.example.com/v1',
    };
    const dry = { ...OPTIONS, isDryRun: true, prices };
    const { backend, selectedRows, isDryRun, ...plan } = await planRun(
      { ...dry, rows: [4, 2, 4] },
      ports,
    );
    assert.deepEqual([backend, selectedRows, isDryRun], ['local', [2, 4], true]);
    assert.deepEqual(plan.prices, { judge: { input: 1, output: 2, from: 'setting' } });
    await assert.rejects(planRun({ ...dry, rows: [5] }, ports), /no row 5: the dataset has 4 rows/);
    assert.equal((await planRun({ ...dry, backend: 'demo' }, ports)).backend, 'demo');
  });

  it('takes the backend from the options, else from the spec, else the default', async () => {
    const datasets = { '/w/data.jsonl': datasetInfo() };
    const backends = [];
    for (const [given, own] of [
      ['local', 'backend: together'],
      [undefined, 'backend: together'],
      [undefined, null],
    ] as const) {
      const ports = memoryPorts({ [PATH]: yamlText('classify', { backend: own }) }, datasets);
      const plan = await planRun({ ...OPTIONS, ...(given && { backend: given }) }, ports);
      backends.push(plan.backend);
    }
    assert.deepEqual(backends, ['local', 'together', 'demo']);
  });

  it('selects rows by the limit of the options before that of the spec', async () => {
    const datasets = { '/w/data.jsonl': datasetInfo() };
    const selections = [];
    for (const [limit, run] of [
      [2, 'run: { limit: 3 }'],
      [undefined, 'run: { limit: 3 }'],
      [undefined, null],
      [9, null],
    ] as const) {
      const ports = memoryPorts({ [PATH]: yamlText('classify', { run }) }, datasets);
      const plan = await planRun({ ...OPTIONS, ...(limit && { limit }) }, ports);
      selections.push(plan.selectedRows);
    }
    assert.deepEqual(selections, [[1, 2], [1, 2, 3], undefined, undefined]);
  });

  it('takes a file of the service by its id', async () => {
    const ports = memoryPorts({ [PATH]: yamlText('classify', { dataset: 'dataset: file-12' }) });
    const plan = await planRun({ ...OPTIONS, backend: 'together' }, ports);
    assert.deepEqual(plan.dataset, { fileId: 'file-12' });
  });

  it('tells warnings about the data before the run', async () => {
    const warning = { severity: 'warning', code: 'unequal-fields', line: 2 } as const;
    const info = datasetInfo({
      problems: [{ ...warning, message: '1 of 4 rows lacks "answer".' }],
      problemCount: 1,
    });
    const ports = memoryPorts({ [PATH]: yamlText('classify') }, { '/w/data.jsonl': info });
    const plan = await planRun(OPTIONS, ports);
    assert.deepEqual(plan.notes, ['data.jsonl: 1 of 4 rows lacks "answer".']);
  });

  it('tells what the last list of models says, of the service behind the backend', async () => {
    const ports = memoryPorts({ [PATH]: yamlText('classify') }, { '/w/data.jsonl': datasetInfo() });
    const asked: string[] = [];
    const notes = async (list: ModelList | undefined) => {
      const last = (backend: string) => {
        asked.push(backend);
        return Promise.resolve(list);
      };
      const options = {
        ...OPTIONS,
        backend: 'together',
        models: { last, now: 7_200_000 },
      } as const;
      return (await planRun(options, ports)).notes;
    };
    const empty = { fetchedAt: 0, models: [], problems: [] };
    const [note, ...others] = await notes(empty);
    assert.match(note ?? '', /^The service does not list `.*` \(list of 2 h ago\)\.$/);
    assert.deepEqual([others, await notes(undefined), asked], [[], [], ['together', 'together']]);
  });

  for (const backend of ['local', 'demo', 'together'] as const) {
    it(`says which run options a job of the service goes on without (${backend})`, async () => {
      const notes = async (run: string | null) => {
        const files = { [PATH]: yamlText('classify', { run }) };
        const ports = memoryPorts(files, { '/w/data.jsonl': datasetInfo() });
        return (await planRun({ ...OPTIONS, backend }, ports)).notes;
      };
      const several =
        '`run.repeats`, `run.max_cost_usd`, `run.cache` are of the local runner; a job of the service goes on without.';
      const one = '`run.seed` is of the local runner; a job of the service goes on without.';
      const isLocal = backend === 'local';
      assert.deepEqual(
        await notes('run: { repeats: 3, max_cost_usd: 5, cache: true }'),
        isLocal ? [] : [several],
      );
      assert.deepEqual(await notes('run: { seed: 3, limit: 2 }'), isLocal ? [] : [one]);
      assert.deepEqual(await notes('run: { repeats: 1 }'), []);
      assert.deepEqual(await notes(null), []);
    });
  }

  const broken = { severity: 'error', code: 'broken-line', line: 3 } as const;
  const refusals = [
    {
      name: 'errors of the spec, with the place of the first and the count of the others',
      text: yamlText('classify', { dataset: 'dataset: 3', labels: 'labels: [good]' }),
      kind: 'spec',
      message:
        'answers.eval.yaml:2:10: `dataset` must be text, not the number 3. Put it in quotes. (1 more problem)',
    },
    {
      name: 'an empty dataset',
      dataset: datasetInfo({ rows: 0 }),
      kind: 'dataset',
      message: 'answers.eval.yaml:2:10: The dataset data.jsonl has no rows; add at least one.',
    },
    {
      name: 'a broken line of the dataset',
      dataset: datasetInfo({ problems: [{ ...broken, message: 'Line 3 is no JSON object.' }] }),
      kind: 'dataset',
      message: 'answers.eval.yaml:2:10: data.jsonl: Line 3 is no JSON object.',
    },
    {
      name: 'a response column that is not there',
      text: yamlText('classify', { model_to_evaluate: 'model_to_evaluate: reply' }),
      kind: 'spec',
      message:
        'answers.eval.yaml:10:20: The dataset has no column `reply`. It has `question`, `answer`.',
    },
    {
      name: 'a model that the backend can’t reach',
      text: yamlText('compare', {
        model_a:
          'model_a: { model: vscode:copilot/gpt-4.1, model_source: external, system_template: s, input_template: i }',
        model_b: 'model_b: answer',
      }),
      kind: 'spec',
      message:
        'answers.eval.yaml:8:19: A language model of VS Code is reached by the local runner only, not by backend demo.',
    },
    {
      name: 'a limit for a file on the service',
      text: yamlText('classify', { dataset: 'dataset: file-12', run: 'run: { limit: 2 }' }),
      kind: 'spec',
      message:
        'A limit of rows needs a dataset on this machine: the service judges the whole of file-12. Remove the limit or name a local file.',
    },
  ];
  for (const {
    name,
    text = yamlText('classify'),
    dataset = datasetInfo(),
    kind,
    message,
  } of refusals) {
    it(`refuses ${name}`, async () => {
      const ports = memoryPorts({ [PATH]: text }, { '/w/data.jsonl': dataset });
      await assert.rejects(planRun(OPTIONS, ports), (error) => {
        assert.ok(error instanceof UserError);
        assert.deepEqual([error.kind, error.message], [kind, message]);
        return true;
      });
    });
  }

  it('refuses a template that is no Jinja, naming its line', async () => {
    const text = yamlText('classify').replace('{{ question }}', '{{ question');
    const ports = memoryPorts({ [PATH]: text }, { '/w/data.jsonl': datasetInfo() });
    await assert.rejects(planRun(OPTIONS, ports), (error) => {
      assert.ok(error instanceof UserError);
      assert.equal(error.kind, 'template');
      assert.match(
        error.message,
        /^answers\.eval\.yaml:\d+:\d+: Template `judge\.system_template`, line 1: /,
      );
      return true;
    });
  });

  it('stops when it is cancelled', async () => {
    const ports = memoryPorts({ [PATH]: yamlText('classify') }, { '/w/data.jsonl': datasetInfo() });
    await assert.rejects(planRun(OPTIONS, ports, AbortSignal.abort()), { name: 'AbortError' });
  });
});

describe('slugOf', () => {
  for (const [name, slug] of [
    ['Answer correctness', 'answer-correctness'],
    ['  Übergröße / façade!! ', 'ubergro-e-facade'],
    ['日本', 'run'],
    ['../../etc/passwd', 'etc-passwd'],
    ['x'.repeat(60), 'x'.repeat(40)],
    [`${'x'.repeat(39)} y`, 'x'.repeat(39)],
  ] as const) {
    it(JSON.stringify(name), () => assert.equal(slugOf(name), slug));
  }
});

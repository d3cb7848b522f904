import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadTokenizer } from '../../../src/core/judging/tokenizer.js';
import { startDemoService } from '../../../src/demo/demoService.js';
import { runGavel } from './runGavel.js';

type Service = Awaited<ReturnType<typeof startDemoService>>;

const ROWS = Array.from({ length: 30 }, (_, index) => ({
  question: `How much is ${index} plus ${index}?`,
  reference: `${index} plus ${index} is ${2 * index}.`,
  answer: index % 3 === 0 ? 'I would rather not say.' : `It is ${2 * index}.`,
  other: index % 2 === 0 ? `That makes ${2 * index}.` : 'No idea at all.',
  unused: `note ${index}`,
}));

const JUDGE = {
  model: 'openai/gpt-oss-120b',
  model_source: 'serverless',
  system_template: 'Question: {{ question }}\nReference: {{ reference }}',
};

const SPECS = {
  classify: {
    type: 'classify',
    dataset: 'rows.jsonl',
    labels: ['right', 'wrong'],
    pass_labels: ['right'],
    model_to_evaluate: 'answer',
    judge: JUDGE,
  },
  score: {
    type: 'score',
    dataset: 'rows.jsonl',
    min_score: 0,
    max_score: 10,
    pass_threshold: 5,
    model_to_evaluate: {
      model: 'meta-llama/Llama-3.3-70B-Instruct-Turbo',
      model_source: 'serverless',
      system_template: 'Be brief.',
      input_template: '{{ question }}',
      max_tokens: 64,
      temperature: 0,
    },
    judge: JUDGE,
  },
  compare: {
    type: 'compare',
    dataset: 'rows.jsonl',
    model_a: 'answer',
    model_b: 'other',
    judge: JUDGE,
  },
};

describe('command line', () => {
  let folder: string;
  let service: Service;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'gavel-cli-'));
    service = await startDemoService({});
    await writeFile(
      path.join(folder, 'rows.jsonl'),
      ROWS.map((row) => JSON.stringify(row)).join('\n'),
    );
    for (const [name, spec] of Object.entries(SPECS)) {
      await writeFile(path.join(folder, `${name}.eval.json`), JSON.stringify(spec, null, 2));
    }
    const bad = { ...SPECS.classify, pass_labels: ['nope'], lables: [] };
    await writeFile(path.join(folder, 'bad.eval.json'), JSON.stringify(bad, null, 2));
    await writeFile(path.join(folder, 'broken.jsonl'), '{"question":"a"}\n{"question":\n');
    const broken = { ...SPECS.classify, dataset: 'broken.jsonl', model_to_evaluate: 'question' };
    await writeFile(path.join(folder, 'broken.eval.json'), JSON.stringify(broken));
    await writeFile(path.join(folder, 'greeting.jinja'), 'Hello {{ question.upper() }}!');
  });

  after(async () => {
    await service.close();
    await rm(folder, { recursive: true });
  });

  const gavel = (
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    signal?: AbortSignal,
  ) =>
    runGavel(args, {
      env: {
        TOGETHER_API_KEY: service.apiKey,
        TOGETHER_BASE_URL: service.url,
        XDG_STATE_HOME: path.join(folder, 'state'),
        ...env,
      },
      cwd: folder,
      signal,
    });

  async function gavelJson(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const { exitCode, out, err } = await gavel([...args, '--json'], env);
    assert.doesNotThrow(() => JSON.parse(out) as unknown, `no JSON document: ${out}${err}`);
    return { exitCode, document: JSON.parse(out) as Record<string, unknown>, err };
  }

  it('validate: a good spec has no problems, but a note on what is not uploaded', async () => {
    assert.deepEqual(await gavelJson(['validate', 'classify.eval.json']), {
      exitCode: 0,
      document: {
        problems: [
          {
            file: 'classify.eval.json',
            line: 3,
            column: 14,
            severity: 'information',
            code: 'unused-column',
            message:
              'Columns `other`, `unused` are used by no template. The service refuses columns that nothing uses, so Gavel leaves them out of the upload.',
          },
        ],
      },
      err: '',
    });
  });

  it('validate: what the rows show of a template, in the spec and in a template file', async () => {
    const rows = [
      { question: 'a', answer: 'b', turns: [{ text: 'x' }, {}] },
      { question: 'c', answer: 'd', turns: [] },
      { answer: 'f', turns: [] },
    ];
    await writeFile(
      path.join(folder, 'some.jsonl'),
      rows.map((row) => JSON.stringify(row)).join('\n'),
    );
    await writeFile(
      path.join(folder, 'turns.jinja'),
      'Talk:\n{% for t in turns %}\n  {{ t.text }}\n{% endfor %}\n{{ question.upper() }}',
    );
    const model = { ...SPECS.score.model_to_evaluate, input_template: { file: 'turns.jinja' } };
    const judge = { ...JUDGE, system_template: '{{ answer }}\n\n"{{ question }}"' };
    const spec = { ...SPECS.score, dataset: 'some.jsonl', model_to_evaluate: model, judge };
    await writeFile(path.join(folder, 'rows.eval.json'), JSON.stringify(spec, null, 2));
    const { exitCode, out } = await gavel(['validate', 'rows.eval.json']);
    assert.equal(exitCode, 2, 'a row on which the template fails is an error');
    assert.deepEqual(out.trim().split('\n').slice(1), [
      'rows.eval.json:20:46: warning: `question` is missing in 1 of 3 rows (row 3); there it is undefined.',
      'turns.jinja:3:6: warning: `t.text` is undefined in 1 of 3 rows (row 1).',
      'turns.jinja:5:4: error: Rendering fails on 1 of 3 rows (row 3): "question" is undefined, so it has no "upper".',
      '1 spec: 1 error, 3 warnings',
    ]);
    assert.match(out, /^rows\.eval\.json:3:14: warning: some\.jsonl: 1 of 3 rows lacks "question"/);
  });

  it('validate: every problem of a bad spec is named at its place, exit code 2', async () => {
    const { exitCode, document } = await gavelJson(['validate', 'bad.eval.json']);
    const problems = document['problems'] as Record<string, unknown>[];
    assert.equal(exitCode, 2);
    assert.ok(problems.length >= 2);
    for (const problem of problems) {
      assert.deepEqual(Object.keys(problem).sort(), [
        'code',
        'column',
        'file',
        'line',
        'message',
        'severity',
      ]);
    }
    const lines = (await readFile(path.join(folder, 'bad.eval.json'), 'utf8')).split('\n');
    const lineOf = (needle: string) => lines.findIndex((line) => line.includes(needle)) + 1;
    assert.ok(problems.some(({ line }) => line === lineOf('"lables"')));
    assert.ok(problems.some(({ line }) => line === lineOf('"nope"')));
  });

  it('render: a template on a row, on every row, and with a missing column', async () => {
    const one = await gavelJson(['render', 'greeting.jinja', '--data', 'rows.jsonl', '--row', '2']);
    assert.deepEqual(one.document, { row: 2, output: 'Hello HOW MUCH IS 1 PLUS 1?!' });
    const all = await gavel(['render', 'greeting.jinja', '--data', 'rows.jsonl', '--all']);
    assert.equal(all.out.trim().split('\n').length, ROWS.length);
    const missing = '{{ absent | default("-") }}\n{% if gone %}{% endif %}\n{{ nowhere }}';
    await writeFile(path.join(folder, 'missing.jinja'), missing);
    const strictly = ['render', 'missing.jinja', '--data', 'rows.jsonl'];
    assert.deepEqual((await gavelJson(strictly)).document, { row: 1, output: '-\n\n' });
    const strict = await gavelJson([...strictly, '--strict']);
    assert.equal(strict.exitCode, 2);
    assert.deepEqual(strict.document, {
      row: 1,
      error: { kind: 'runtime', line: 3, message: "'nowhere' is undefined" },
    });
  });

  it('render: the exact requests of a spec, both orders for compare', async () => {
    const { document } = await gavelJson(['render', 'compare.eval.json', '--row', '1']);
    const requests = document['requests'] as {
      role: string;
      messages: { content: string }[];
      tokens: number;
    }[];
    assert.deepEqual(
      requests.map((request) => [request.role, Object.keys(request)]),
      ['judge', 'judge-flipped'].map((role) => [
        role,
        ['role', 'model', 'messages', 'tokens', 'tokenizer'],
      ]),
    );
    const tokenizer = await loadTokenizer();
    for (const { messages, tokens } of requests) {
      const counts = messages.map(({ content }) => tokenizer.count(content));
      assert.equal(
        tokens,
        counts.reduce((sum, count) => sum + count, 0),
      );
    }
    assert.match(JSON.stringify(requests[0]?.messages), /I would rather not say\./);
  });

  it('dataset: counts, rows, profile and search', async () => {
    const { document } = await gavelJson([
      ...['dataset', 'rows.jsonl', '--profile', '--search', 'note 29'],
    ]);
    assert.equal(document['rows'], 30);
    assert.deepEqual(document['columns'], Object.keys(ROWS[0] ?? {}));
    const { search, profile } = document as {
      search?: { matches: unknown[] };
      profile?: { name: string; filled: number }[];
    };
    assert.equal(search?.matches.length, 1);
    assert.equal(profile?.find(({ name }) => name === 'answer')?.filled, 30);
    const { document: rows } = await gavelJson(['dataset', 'rows.jsonl', '--rows', '29..99']);
    assert.deepEqual(
      rows,
      [29, 30].map((row) => ({ row, values: ROWS[row - 1] })),
    );
  });

  for (const name of Object.keys(SPECS)) {
    it(`run: ${name} gives the same figures on the demo and locally, and adds up`, async () => {
      const figures = [];
      for (const backend of ['demo', 'local']) {
        const { exitCode, document } = await gavelJson([
          ...['run', `${name}.eval.json`, '--backend', backend],
        ]);
        assert.equal(exitCode, 0, JSON.stringify(document));
        assert.equal(document['status'], 'completed');
        assert.equal(document['demo'], true, 'a scripted judge is always said');
        const { document: stats } = await gavelJson(['stats', String(document['folder'])]);
        const count = (key: string) => Number(stats[key]);
        assert.equal(count('n'), ROWS.length);
        assert.equal(
          count('evaluated') +
            count('invalid') +
            count('judge_errors') +
            count('generation_errors'),
          ROWS.length,
        );
        figures.push(stats);
      }
      assert.deepEqual(figures[0], figures[1]);
    });
  }

  it('run: --limit judges so many rows, and results prints them in every format', async () => {
    const { document } = await gavelJson([
      ...['run', 'classify.eval.json', '--backend', 'local', '--limit', '4', '--out', 'elsewhere'],
    ]);
    const run = String(document['folder']);
    assert.ok(run.startsWith(path.join(folder, 'elsewhere')));
    const { document: results } = await gavelJson(['results', run]);
    assert.equal((results['rows'] as unknown[]).length, 4);
    for (const format of ['md', 'html', 'junit', 'csv']) {
      const { exitCode, out } = await gavel(['results', run, '--format', format]);
      assert.equal(exitCode, 0);
      assert.ok(out.length > 100);
    }
  });

  const failures: readonly {
    name: string;
    args: readonly string[];
    env?: Readonly<Record<string, string>>;
    exitCode: number;
    said: RegExp;
    /** Only after many seconds: it is begun before the others. */
    late?: true;
  }[] = [
    {
      name: 'a broken line names the line',
      args: ['run', 'broken.eval.json', '--backend', 'local'],
      exitCode: 2,
      said: /Line 2 /,
    },
    {
      name: 'a wrong key says how to set it',
      args: ['run', 'classify.eval.json', '--backend', 'local'],
      env: { TOGETHER_API_KEY: 'canary-wrong-key' },
      exitCode: 3,
      said: /key/i,
    },
    {
      name: 'an endpoint that is not there',
      args: ['run', 'classify.eval.json', '--backend', 'together'],
      env: { TOGETHER_BASE_URL: 'http://127.0.0.1:9/v1' },
      exitCode: 3,
      said: /127\.0\.0\.1:9/,
      late: true,
    },
    {
      name: 'a missing key',
      args: ['jobs'],
      env: { TOGETHER_API_KEY: '' },
      exitCode: 3,
      said: /TOGETHER_API_KEY/,
    },
    { name: 'a missing spec', args: ['run', 'no.eval.json'], exitCode: 2, said: /no\.eval\.json/ },
    { name: 'an unknown run', args: ['stats', 'nope'], exitCode: 2, said: /nope/ },
    { name: 'an unknown option', args: ['run', '--backends'], exitCode: 2, said: /--backend/ },
    { name: 'nothing to run', args: ['run'], exitCode: 2, said: /--resume/ },
    { name: 'no command', args: [], exitCode: 2, said: /Usage: gavel|gavel --help/ },
    { name: 'no such port', args: ['demo', '--port', '65536'], exitCode: 2, said: /65535/ },
    {
      name: 'two formats at once',
      args: ['results', 'nope', '--format', 'csv', '--json'],
      exitCode: 2,
      said: /--format/,
    },
    { name: 'a folder as spec', args: ['run', '.'], exitCode: 2, said: /name a file/ },
    {
      name: 'a spec with faults',
      args: ['run', 'bad.eval.json'],
      exitCode: 2,
      said: /bad\.eval\.json:\d+:\d+/,
    },
  ];
  const fail = (args: readonly string[], env: (typeof failures)[number]['env']) =>
    Promise.all([
      gavel(args, env),
      gavelJson(
        args.filter((arg) => arg !== '--json'),
        env,
      ),
    ]);
  const begun = new Map<string, ReturnType<typeof fail>>();
  before(() => {
    for (const failure of failures.filter(({ late }) => late)) {
      const outcome = fail(failure.args, failure.env);
      outcome.catch(() => undefined);
      begun.set(failure.name, outcome);
    }
  });

  for (const { name, args, env, exitCode, said } of failures) {
    it(`failure, as text and as one JSON document: ${name}`, async () => {
      const [answer, asJson] = await (begun.get(name) ?? fail(args, env));
      assert.equal(answer.exitCode, exitCode, answer.out + answer.err);
      assert.match(answer.out + answer.err, said);
      assert.ok(!(answer.out + answer.err).includes('canary-wrong-key'));
      assert.doesNotMatch(answer.err, /\n\s+at /, 'no stack trace for what a person can mend');
      const fault = asJson.document['error'] ?? asJson.document['reason'];
      assert.equal(asJson.exitCode, exitCode);
      assert.ok(fault !== undefined, JSON.stringify(asJson.document));
    }).timeout(60_000);
  }

  it('regression: a port that is taken is said in a sentence', async () => {
    const { port } = new URL(service.url);
    const { exitCode, document } = await gavelJson(['demo', '--port', port]);
    assert.equal(exitCode, 2);
    assert.deepEqual(document['error'], {
      kind: 'usage',
      message: `Port ${port} of this machine is taken; choose another one.`,
    });
  });

  for (const args of [
    ['run', 'classify.eval.json', '--backend', 'local'],
    ['dataset', 'rows.jsonl'],
  ]) {
    it(`regression: interrupted before anything was launched: ${args[0]}`, async () => {
      const { exitCode, out, err } = await gavel([...args, '--json'], {}, AbortSignal.abort());
      assert.equal(exitCode, 130);
      assert.deepEqual(JSON.parse(out), {
        error: { kind: 'cancelled', message: 'Interrupted.' },
      });
      assert.equal(err, 'Interrupted.\n');
    });
  }

  it('regression: validate names the problems of every spec, also beside one that is missing', async () => {
    const { exitCode, document } = await gavelJson(['validate', 'no.eval.json', 'bad.eval.json']);
    assert.equal(exitCode, 2);
    const problems = document['problems'] as Record<string, unknown>[];
    const { message, ...missing } = problems[0] ?? {};
    assert.deepEqual(missing, {
      file: 'no.eval.json',
      line: 1,
      column: 1,
      severity: 'error',
      code: 'unreadable',
    });
    assert.match(String(message), /no such file/);
    assert.ok(problems.some(({ file }) => file === 'bad.eval.json'));
  });

  it('jobs and fetch: a job of the service becomes a run folder', async () => {
    const { document } = await gavelJson(['run', 'classify.eval.json', '--backend', 'together']);
    assert.equal(document['demo'], true, 'regression: a scripted judge is said here too');
    const { document: list } = await gavelJson(['jobs']);
    const jobs = list['jobs'] as { workflowId: string; status: string }[];
    const job = jobs.find(({ workflowId }) => workflowId === document['workflow_id']);
    assert.equal(job?.status, 'completed');
    const fetched = await gavelJson(['fetch', String(document['workflow_id']), '--out', 'fetched']);
    assert.equal(fetched.document['status'], 'completed');
    assert.equal(fetched.document['demo'], true);
    assert.deepEqual(
      (fetched.document['statistics'] as { passed: number }).passed,
      (document['statistics'] as { passed: number }).passed,
    );
  });
}).timeout(60_000);

import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { copyAs } from '../../../src/core/exchange/copyAs.js';
import { jobOfSpec } from '../../../src/core/exchange/sharedJob.js';
import { shellCall } from '../../../src/core/exchange/shellCall.js';
import type { JsonObject } from '../../../src/core/json.js';
import type { ResolvedSpec } from '../../../src/core/spec/evalSpec.js';
import { serviceParameters } from '../../../src/core/spec/serviceParameters.js';
import type { DemoService } from '../../../src/demo/demoService.js';
import { startDemoService } from '../../../src/demo/demoService.js';
import { nastySpec } from '../../unit/core/exchange/nastySpecs.js';
import { runGavel } from './runGavel.js';

const run = promisify(execFile);
const has = (command: string, argument: string) => {
  try {
    execFileSync(command, [argument], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

const JUDGE = {
  model: 'openai/gpt-oss-120b',
  model_source: 'serverless',
  system_template:
    'It\'s "the" rubric: `a` $HOME ${x} \\n\r\nQuestion: {{ question }} {# 日本 🙂 #}\n',
};
const MODEL = {
  model: 'openai/gpt-oss-20b',
  model_source: 'serverless',
  system_template: 'Be brief.',
  input_template: '{{ question }}\n"""{{ answer }}"""',
  max_tokens: 64,
  temperature: 0,
};
const SPECS: Readonly<Record<string, JsonObject>> = {
  classify: {
    type: 'classify',
    labels: ['a "b"', '$c'],
    pass_labels: ['$c'],
    model_to_evaluate: 'answer',
  },
  score: {
    type: 'score',
    min_score: 0,
    max_score: 10,
    pass_threshold: 5.5,
    model_to_evaluate: MODEL,
  },
  compare: {
    type: 'compare',
    model_a: 'answer',
    model_b: MODEL,
    disable_position_bias_correction: true,
  },
};
const row = (number: number) => ({ question: `q ${number}`, answer: `it's "${number}"` });

describe('a job as a script', function () {
  this.timeout(60_000);
  let folder: string;
  let service: DemoService;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'gavel-exchange-'));
    service = await startDemoService({ pace: { stepMs: 0, rowsPerSecond: 1000 } });
    const rows = Array.from({ length: 6 }, (_, index) => row(index + 1));
    await writeFile(path.join(folder, 'rows.jsonl'), jsonl(rows));
    const more = rows.map((each, index) => ({ id: index, ...each }));
    await writeFile(path.join(folder, 'more.jsonl'), jsonl(more));
    const csv = more.map(
      ({ id, question, answer }) => `${id},${question},"${answer.replaceAll('"', '""')}"`,
    );
    await writeFile(path.join(folder, 'more.csv'), `id,question,answer\n${csv.join('\n')}\n`);
    // What the scripts call is on the path as if it were installed.
    const cli = `#!/bin/sh\nexec "${process.execPath}" --import "${path.resolve('node_modules/tsx/dist/esm/index.mjs')}" "${path.resolve('src/cli.ts')}" "$@"\n`;
    await writeFile(path.join(folder, 'gavel'), cli);
    await chmod(path.join(folder, 'gavel'), 0o755);
    await symlink(path.resolve('node_modules'), path.join(folder, 'node_modules'));
  });
  after(async () => {
    await service.close();
    await rm(folder, { recursive: true });
  });

  const environment = () => ({
    ...process.env,
    PATH: `${folder}:${process.env['PATH'] ?? ''}`,
    TOGETHER_API_KEY: service.apiKey,
    TOGETHER_BASE_URL: service.url,
    POLL_SECONDS: '0.1',
  });
  const gavel = (args: readonly string[]) =>
    runGavel(args, { env: { ...environment(), XDG_STATE_HOME: folder }, cwd: folder });
  const ask = async <T>(route: string): Promise<T> => {
    const headers = { authorization: `Bearer ${service.apiKey}` };
    const reply = await fetch(service.url + route, { headers });
    // As the embedded service writes it.
    return (await reply.json()) as T;
  };
  const jobs = () =>
    ask<{ workflow_id: string; parameters: JsonObject }[]>('/evaluation?limit=100');

  async function launched(name: string, spec: JsonObject, as: string): Promise<void> {
    const file = `${name}.eval.json`;
    await writeFile(path.join(folder, file), JSON.stringify(spec));
    const script = as === 'typescript' ? `${name}.mts` : `${name}.sh`;
    await rm(path.join(folder, script), { force: true });
    const { exitCode, err } = await gavel(['export', file, '--as', as, '--out', script]);
    assert.deepEqual([exitCode, err], [0, '']);
    const known = new Set((await jobs()).map(({ workflow_id: id }) => id));
    const command =
      as === 'typescript'
        ? [
            process.execPath,
            '--import',
            path.resolve('node_modules/tsx/dist/esm/index.mjs'),
            script,
          ]
        : ['bash', script];
    // The waiting of the TypeScript snippet is not what this tests.
    if (as === 'typescript') {
      const code = await readFile(path.join(folder, script), 'utf8');
      await writeFile(path.join(folder, script), code.replace('resolve, 5000', 'resolve, 50'));
    }
    await run(command[0] ?? '', command.slice(1), { cwd: folder, env: environment() });
    const fresh = (await jobs()).filter(({ workflow_id: id }) => !known.has(id));
    assert.equal(fresh.length, 1);
    const fileId = fileOf(fresh[0]?.parameters);
    assert.deepEqual(
      fresh[0]?.parameters,
      // The spec has no template files.
      serviceParameters(spec as unknown as ResolvedSpec, fileId, new Map()),
    );
    const results = await readFile(path.join(folder, `${name}-results.jsonl`), 'utf8');
    const rowsWanted = Number((spec['run'] as JsonObject | undefined)?.['limit'] ?? 6);
    assert.equal(results.trim().split('\n').length, rowsWanted);
  }

  for (const as of ['curl', 'typescript']) {
    for (const [type, fields] of Object.entries(SPECS)) {
      it(`runs with ${as}: ${type}`, async function () {
        if (as === 'curl' && !(has('bash', '--version') && has('curl', '--version'))) {
          console.log('      skipped: no bash or curl on this machine');
          this.skip();
        }
        await launched(`${as}-${type}`, { dataset: 'rows.jsonl', judge: JUDGE, ...fields }, as);
      });
    }
    for (const dataset of ['more.jsonl', 'more.csv']) {
      it(`runs with ${as} on a part of ${dataset}`, async () => {
        const spec = {
          dataset,
          judge: JUDGE,
          ...SPECS['classify'],
          run: { limit: 3, sample_seed: 2 },
        };
        await launched(`${as}-part-${dataset.slice(5)}`, spec, as);
      });
    }
  }

  it('Python: calls of the SDK hold what our client sends', async function () {
    if (!has('python3', '--version')) {
      console.log('      skipped: no python3 on this machine');
      this.skip();
    }
    await writeFile(path.join(folder, 'together.py'), PYTHON_SDK);
    await writeFile(path.join(folder, 'runAll.py'), PYTHON_RUNS);
    const specs = fc.sample(nastySpec, 150);
    const scripts = specs.map((spec) => copyAs(jobFor(spec), 'python'));
    await writeFile(path.join(folder, 'scripts.json'), JSON.stringify(scripts));
    const env = { ...environment(), EXAMPLE_KEY: 'the key' };
    const { stdout } = await run('python3', ['runAll.py'], { cwd: folder, env, maxBuffer: 1e8 });
    assert.deepEqual(
      JSON.parse(stdout),
      specs.map((spec) => [
        { upload: 'rows.jsonl', purpose: 'eval', check: false },
        { type: spec.type, parameters: serviceParameters(spec, 'file-1', TOKENS) },
        { status: 'eval-1' },
        { content: 'file-2', to: 'a-job-results.jsonl' },
      ]),
    );
  });

  it('the service’s command line: bash passes on what our client sends', async function () {
    if (!has('bash', '--version')) this.skip();
    await writeFile(path.join(folder, 'tg'), TG);
    await chmod(path.join(folder, 'tg'), 0o755);
    const env = { ...environment(), EXAMPLE_KEY: 'the key', ARGV: path.join(folder, 'argv') };
    for (const spec of fc.sample(nastySpec, 25)) {
      const script = copyAs(jobFor(spec), 'together-cli');
      await writeFile(path.join(folder, 'job.sh'), script);
      await rm(path.join(folder, 'argv'), { force: true });
      await run('bash', ['job.sh'], { cwd: folder, env });
      const calls = (await readFile(path.join(folder, 'argv'), 'utf8'))
        .split('\0\0')
        .map((call) => call.split('\0'));
      assert.deepEqual(
        [calls[0], calls[1]?.slice(0, 2), calls[2], calls[3]],
        [
          ['files', 'upload', '--purpose', 'eval', 'rows.jsonl'],
          ['evals', 'create'],
          ['evals', 'status', 'eval-1'],
          ['files', 'retrieve-content', 'file-2', '--output', 'a-job-results.jsonl'],
        ],
      );
      assert.deepEqual(options(calls[1] ?? []), expectedOptions(spec), script);
    }
  });

  it('a job and a run come back as specs, and a run is copied as it was run', async () => {
    const spec = { dataset: 'rows.jsonl', judge: JUDGE, ...SPECS['score'] };
    await writeFile(path.join(folder, 'own.eval.json'), JSON.stringify(spec));
    const { out } = await gavel(['run', 'own.eval.json', '--json']);
    const [newest] = await jobs();
    assert.ok(newest, out);
    const { workflow_id: id, parameters } = newest;
    const imported = async (args: readonly string[]) => {
      const { exitCode, out: made, err } = await gavel(args);
      assert.deepEqual([exitCode, err], [0, '']);
      return made;
    };
    const here = await imported(['import', 'job', id]);
    assert.match(here, /^dataset: rows\.jsonl$/m);
    await rm(path.join(folder, '.gavel'), { recursive: true });
    await imported([
      'import',
      'job',
      `https://api.together.ai/evaluations/result/${id}`,
      '--out',
      'again.eval.json',
    ]);
    const again = JSON.parse(
      await readFile(path.join(folder, 'again.eval.json'), 'utf8'),
    ) as ResolvedSpec;
    const fileId = fileOf(parameters);
    assert.equal(again.dataset, fileId);
    assert.deepEqual(serviceParameters(again, fileId, new Map()), parameters);
    const copied = await imported(['export', id, '--as', 'curl']);
    assert.deepEqual(shellCall(copied)?.upload, undefined);
    assert.match(copied, new RegExp(`"input_data_file_path": "${fileId}"`));
  });

  const refusals: readonly (readonly [string, JsonObject, RegExp])[] = [
    ['a spec for this machine', { backend: 'local' }, /runs on this machine \(backend: local\)/],
    [
      'a model of the editor',
      { judge: { ...JUDGE, model: 'vscode:copilot/gpt-4.1', model_source: 'external' } },
      /language model of VS Code is reached by the local runner only/,
    ],
  ];
  for (const [name, fields, message] of refusals) {
    it(`refuses ${name}`, async () => {
      const spec = { dataset: 'rows.jsonl', judge: JUDGE, ...SPECS['classify'], ...fields };
      await writeFile(path.join(folder, 'refused.eval.json'), JSON.stringify(spec));
      const { exitCode, out, err } = await gavel(['export', 'refused.eval.json', '--as', 'curl']);
      assert.deepEqual([exitCode, out], [2, '']);
      assert.match(err, message);
    });
  }
});

const TOKENS = new Map([
  ['${secret:EXAMPLE_KEY}', 'the key'],
  ['${env:EXAMPLE_KEY}', 'the key'],
]);

function jobFor(spec: ResolvedSpec) {
  const data = { path: 'rows.jsonl', format: 'jsonl' } as const;
  return jobOfSpec({ name: 'A job', spec, data, baseUrl: 'https://api.together.ai/v1' });
}

function fileOf(parameters: JsonObject | undefined): string {
  const id = parameters?.['input_data_file_path'];
  assert.ok(typeof id === 'string');
  return id;
}

function jsonl(rows: readonly object[]): string {
  return rows.map((each) => `${JSON.stringify(each)}\n`).join('');
}

/** Records what the command line of the service is given. */
const TG = `#!/usr/bin/env bash
[[ -s $ARGV ]] && printf '\\0\\0' >> "$ARGV"
first=1
for word in "$@"; do
  [[ $first ]] || printf '\\0' >> "$ARGV"
  first=
  printf '%s' "$word" >> "$ARGV"
done
case "$1 $2" in
  'files upload') echo '{"id": "file-1"}';;
  'evals create') echo '{"workflow_id": "eval-1", "status": "pending"}';;
  'evals status') echo '{"status": "completed", "results": {"result_file_id": "file-2"}}';;
esac
`;

/** Stands for the SDK: the calls of one script. */
const PYTHON_SDK = `
from types import SimpleNamespace
calls = []
class Content:
    def __init__(self, id): self.id = id
    def write_to_file(self, to): calls.append({"content": self.id, "to": to})
class Together:
    def __init__(self, base_url=None):
        self.files = SimpleNamespace(upload=self.upload, content=Content)
        self.evals = SimpleNamespace(create=self.create, status=self.status)
    def upload(self, file, *, purpose, check):
        calls.append({"upload": file, "purpose": purpose, "check": check})
        return SimpleNamespace(id="file-1")
    def create(self, *, type, parameters):
        calls.append({"type": type, "parameters": parameters})
        return SimpleNamespace(workflow_id="eval-1")
    def status(self, id):
        calls.append({"status": id})
        return SimpleNamespace(status="completed", results=SimpleNamespace(result_file_id="file-2"))
`;
const PYTHON_RUNS = `
import contextlib, io, json
import together
everything = []
for script in json.load(open("scripts.json", encoding="utf-8")):
    together.calls.clear()
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(script, "script", "exec"), {})
    everything.append(list(together.calls))
print(json.dumps(everything))
`;

function options(argv: readonly string[]): Record<string, string | true> {
  const found: Record<string, string | true> = {};
  for (let index = 2; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    const [, name = '', joined] = /^--([a-z-]+)(?:=([^]*))?$/.exec(word) ?? [];
    if (name === 'disable-position-bias-correction') found[name] = true;
    else found[name] = joined ?? argv[(index += 1)] ?? '';
  }
  return found;
}

/** As the options of section "Command line" of the service's documentation name the parameters. */
function expectedOptions(spec: ResolvedSpec): Record<string, string | true> {
  const found: Record<string, string | true> = {
    type: spec.type,
    'input-data-file-path': 'file-1',
  };
  const parameters = serviceParameters(spec, 'file-1', TOKENS);
  for (const [field, value] of Object.entries(parameters)) {
    const option = field.replaceAll('_', '-');
    if (field === 'input_data_file_path') continue;
    if (typeof value === 'string')
      found[field === 'model_to_evaluate' ? 'model-field' : `${option}-field`] = value;
    else if (Array.isArray(value)) found[option] = value.join(',');
    else if (typeof value === 'number') found[option] = String(value);
    else if (value === true) found[option] = true;
    else if (typeof value === 'object' && value !== null) {
      const isJudge = field === 'judge';
      const lost = isJudge ? ['max_tokens', 'temperature', 'num_workers'] : ['num_workers'];
      for (const [name, member] of Object.entries(value)) {
        if (lost.includes(name)) continue;
        const short = name === 'model_source' && !isJudge ? 'source' : name.replaceAll('_', '-');
        found[name === 'model' && !isJudge ? option : `${option}-${short}`] =
          typeof member === 'string' ? member : JSON.stringify(member);
      }
    }
  }
  return found;
}

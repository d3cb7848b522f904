import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runGavel } from './runGavel.js';

const ROWS = Array.from({ length: 12 }, (_, index) => ({
  question: `How much is ${index} plus ${index}?`,
  answer: index % 4 === 3 ? 'I would rather not say.' : `${index} plus ${index} is ${2 * index}.`,
}));
const SPEC = {
  type: 'classify',
  backend: 'demo',
  dataset: 'rows.jsonl',
  labels: ['right', 'wrong'],
  pass_labels: ['right'],
  model_to_evaluate: 'answer',
  judge: {
    model: 'openai/gpt-oss-120b',
    model_source: 'serverless',
    system_template: 'Question: {{ question }}',
  },
};

describe('gavel run in CI', () => {
  let cwd: string;
  const gavel = (args: readonly string[], env: Record<string, string> = {}) =>
    runGavel(args, { env: { XDG_STATE_HOME: path.join(cwd, 'state'), ...env }, cwd });
  const read = (name: string) => readFile(path.join(cwd, name), 'utf8');

  before(async () => {
    cwd = await mkdtemp(path.join(tmpdir(), 'gavel-ci-'));
    const lines = ROWS.map((row) => `${JSON.stringify(row)}\n`);
    await writeFile(path.join(cwd, 'rows.jsonl'), lines.join(''));
    const specs = {
      easy: { ...SPEC, gates: { pass_rate: { min: 0.01 } } },
      hard: { ...SPEC, gates: { pass_rate: { min: 0.999 } } },
      open: { ...SPEC, gates: { pass_rate: { min: 0.5 } } },
      free: SPEC,
      broken: { ...SPEC, pass_labels: ['nope'] },
    };
    for (const [name, spec] of Object.entries(specs)) {
      await writeFile(path.join(cwd, `${name}.eval.json`), JSON.stringify(spec, null, 2));
    }
  });
  after(() => rm(cwd, { recursive: true }));

  it('runs several specs, each to its end, and exits by the worst', async () => {
    const files = ['--junit', 'junit.xml', '--markdown', 'summary.md', '--summary', 'step.md'];
    const env = { GITHUB_ACTIONS: 'true', GITHUB_WORKSPACE: path.dirname(cwd) };
    const specs = ['easy', 'broken', 'hard'].map((name) => `${name}.eval.json`);
    const { exitCode, out, err } = await gavel(
      ['run', '--gate', ...specs, ...files, '--json'],
      env,
    );
    assert.equal(exitCode, 2, err);
    const told = JSON.parse(out) as {
      runs: { file: string; exit_code: number; gates?: { outcome: string }[]; error?: object }[];
    };
    assert.deepEqual(
      told.runs.map((run) => [run.file, run.exit_code]),
      [
        ['easy.eval.json', 0],
        ['broken.eval.json', 2],
        ['hard.eval.json', 1],
      ],
    );
    assert.equal(told.runs[2]?.gates?.[0]?.outcome, 'failed');
    const junit = await read('junit.xml');
    assert.match(junit, /<testsuite name="easy" tests="12"/);
    assert.match(junit, /name="broken\.eval\.json run" tests="1" failures="0" errors="1"/);
    assert.match(junit, /name="pass_rate" time="0"><failure message="[^"]*" type="gate"/);
    const markdown = await read('summary.md');
    assert.match(markdown, /^## easy[^]*## broken\\?\.eval\\?\.json[^]*## hard/);
    assert.equal(await read('step.md'), `${markdown}\n`);
    const project = path.basename(cwd);
    const lines = err.split('\n').filter((line) => line.startsWith('::'));
    assert.match(
      lines[0] ?? '',
      new RegExp(`^::error file=${project}/broken\\.eval\\.json,line=\\d+,`),
    );
    assert.match(
      lines[1] ?? '',
      /hard\.eval\.json,line=\d+,col=\d+,title=gate failed%3A pass_rate::/,
    );
    const [, line] = /line=(\d+)/.exec(lines[1] ?? '') ?? [];
    const at = (await read('hard.eval.json')).split('\n')[Number(line) - 1];
    assert.match(at ?? '', /"pass_rate"/);
  });
});

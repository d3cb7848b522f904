import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RunManifest } from '../../../src/core/runs/manifest.js';
import { startDemoService } from '../../../src/demo/demoService.js';
import { runGavel } from './runGavel.js';

type Service = Awaited<ReturnType<typeof startDemoService>>;
type Run = RunManifest & { readonly folder: string; readonly exit_code: number };

const ROWS = Array.from({ length: 23 }, (_, index) => ({
  id: index + 1,
  question: `How much is ${index} plus ${index}?`,
  reference: `${index} plus ${index} is ${2 * index}.`,
  answer: index % 4 === 3 ? 'I would rather not say.' : `${index} plus ${index} is ${2 * index}.`,
  other: index % 2 === 0 ? `That makes ${2 * index}.` : 'No idea at all.',
}));
const judge = {
  model: 'openai/gpt-oss-120b',
  model_source: 'serverless',
  system_template: 'Question: {{ question }}\nReference: {{ reference }}',
};
const SPECS = {
  classify: {
    ...{ type: 'classify', labels: ['right', 'wrong'], pass_labels: ['right'] },
    ...{ model_to_evaluate: 'answer', gates: { pass_rate: { min: 0.05 } } },
  },
  score: {
    ...{ type: 'score', min_score: 0, max_score: 10, pass_threshold: 5 },
    ...{ model_to_evaluate: 'answer', run: { repeats: 3 } },
  },
  compare: { type: 'compare', model_a: 'answer', model_b: 'other' },
};

describe('gavel run --shard and gavel merge', () => {
  let cwd: string;
  let service: Service;
  const gavel = (...args: string[]) => {
    const env = {
      XDG_STATE_HOME: path.join(cwd, 'state'),
      TOGETHER_BASE_URL: service.url,
      TOGETHER_API_KEY: service.apiKey,
    };
    return runGavel(args, { env, cwd });
  };
  const run = async (name: string, ...args: string[]): Promise<Run> => {
    const command = ['run', `${name}.eval.json`, '--backend', 'local', '--json', ...args];
    const { out, err } = await gavel(...command);
    assert.notEqual(out, '', err);
    return JSON.parse(out) as Run;
  };
  const merge = async (runs: readonly Run[], ...args: string[]) => {
    const folders = runs.map(({ folder }) => folder);
    const done = await gavel('merge', ...folders, '--json', ...args);
    return { ...done, run: JSON.parse(done.out) as Run };
  };
  const rowsOf = ({ folder }: Run) => readFile(path.join(folder, 'results.jsonl'), 'utf8');

  before(async () => {
    cwd = await mkdtemp(path.join(tmpdir(), 'gavel-shards-'));
    service = await startDemoService({});
    const lines = ROWS.map((row) => `${JSON.stringify(row)}\n`);
    await writeFile(path.join(cwd, 'rows.jsonl'), lines.join(''));
    for (const [name, spec] of Object.entries(SPECS)) {
      const text = JSON.stringify({ dataset: 'rows.jsonl', judge, ...spec });
      await writeFile(path.join(cwd, `${name}.eval.json`), text);
    }
  });
  after(async () => {
    await service.close();
    await rm(cwd, { recursive: true });
  });

  for (const name of Object.keys(SPECS)) {
    it(`gives the ${name} run that was never divided`, async () => {
      const whole = await run(name);
      const shards = await Promise.all(
        ['2/3', '1/3', '3/3'].map((one) => run(name, '--shard', one)),
      );
      assert.deepEqual(
        shards.map(({ progress, shard }) => [shard?.number, progress.done]),
        [
          [2, 8],
          [1, 8],
          [3, 7],
        ],
      );
      const { run: merged, exitCode, err } = await merge(shards, '--junit', 'merged.xml');
      assert.equal(exitCode, whole.exit_code, err);
      assert.equal(await rowsOf(merged), await rowsOf(whole));
      const said = ({ statistics, usage, results, progress, selected_rows, status }: Run) => ({
        ...{ statistics, usage, results, progress, selected_rows, status },
      });
      assert.deepEqual(said(merged), said(whole));
      assert.deepEqual(
        merged.merged?.shards.map(({ number }) => number),
        [1, 2, 3],
      );
      assert.equal(merged.shard, undefined);
      assert.match(await readFile(path.join(cwd, 'merged.xml'), 'utf8'), /tests="23"/);
      for (const report of ['stats', 'results']) {
        const told = await Promise.all(
          [whole, merged].map(({ folder }) => gavel(report, folder, '--json')),
        );
        const [before, after] = told.map(({ out }) => JSON.parse(out) as { id?: string });
        assert.deepEqual({ ...after, id: '' }, { ...before, id: '' });
      }
    });
  }
});

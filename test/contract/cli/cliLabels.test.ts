import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { rowKey } from '../../../src/core/labels/labelRow.js';
import type { ResultRow } from '../../../src/core/runs/resultRow.js';
import type { ResolvedSpec } from '../../../src/core/spec/evalSpec.js';
import { runGavel } from './runGavel.js';

const SPEC = {
  type: 'classify',
  dataset: 'rows.jsonl',
  labels: ['correct', 'wrong'],
  pass_labels: ['correct'],
  model_to_evaluate: 'answer',
  judge: {
    model: 'openai/gpt-oss-120b',
    model_source: 'serverless',
    system_template: 'Is it right? {{ question }}',
  },
};

describe('gavel labels', function () {
  this.timeout(60_000);
  let folder: string;
  let run: string;
  const gavel = (...args: string[]) => runGavel(args, { env: { HOME: folder }, cwd: folder });

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'gavel-cli-labels-'));
    const rows = Array.from({ length: 12 }, (_, at) => ({
      question: `What is ${at} + 1?`,
      answer: `It is ${at + (at % 3 === 0 ? 2 : 1)}.`,
    }));
    await writeFile(
      path.join(folder, 'rows.jsonl'),
      rows.map((row) => `${JSON.stringify(row)}\n`).join(''),
    );
    await writeFile(path.join(folder, 's.eval.json'), JSON.stringify(SPEC));
    const { exitCode, err } = await gavel('run', 's.eval.json', '--backend', 'demo');
    assert.equal(exitCode, 0, err);
    const [name = ''] = (await readdir(path.join(folder, '.gavel', 'runs'))).filter((each) =>
      /^\d/.test(each),
    );
    run = path.join(folder, '.gavel', 'runs', name);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('says that nobody has labelled yet, and exports nothing then', async () => {
    const { exitCode, out } = await gavel('labels', run);
    assert.deepEqual([exitCode, /No row has been labelled/.test(out)], [0, true]);
    const exported = await gavel('labels', run, '--export', 'examples.jsonl');
    assert.equal(exported.exitCode, 2);
    assert.match(exported.err, /differ on no row/);
    assert.ok(!(await readdir(folder)).includes('examples.jsonl'));
  });

  it('prints the figures, the same with --json, and exports where they differ', async () => {
    const text = await readFile(path.join(run, 'results.jsonl'), 'utf8');
    const results = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as ResultRow); // as the run wrote it
    // A judge's verdict is turned on every fourth row.
    const lines = results.map((result, at) => {
      const said = result['label'] === 'correct' ? 'correct' : 'wrong';
      const turned = said === 'correct' ? 'wrong' : 'correct';
      return JSON.stringify({
        row: at + 1,
        key: rowKey(result, SPEC as unknown as ResolvedSpec), // written out in full above
        rater: 'Ann',
        label: at % 4 === 0 ? turned : said,
        ...(at === 4 && { note: 'Off by one.' }),
        at: '2026-11-20T10:00:00.000Z',
        blind: true,
        sample: { plan: 'random', seed: 1, weight: 1 },
      });
    });
    await appendFile(path.join(run, 'labels.jsonl'), `${lines.join('\n')}\nnonsense\n`);

    const { exitCode, out, err } = await gavel('labels', run);
    assert.equal(exitCode, 0, err);
    assert.match(out, /^Pass rate .* by the judge alone; corrected by 12 labels /);
    assert.match(out, /agrees with Ann on 9 of 12 rows \(75\.0 %, 95 % interval/);
    assert.match(out, /people \\ judge +correct +wrong/);
    assert.match(out, /demo: the verdicts of the judge are scripted\./);
    assert.match(err, /Line 13 of labels\.jsonl is left out: it is no JSON\./);

    const document = JSON.parse((await gavel('labels', run, '--json')).out) as {
      rows: number;
      differences: number;
      demo: boolean;
      raters: { rater: string; n: number; agreeing: number }[];
    };
    assert.deepEqual(
      [document.rows, document.differences, document.demo, document.raters.length],
      [12, 3, true, 1],
    );
    const [{ rater, n, agreeing } = { rater: '', n: 0, agreeing: 0 }] = document.raters;
    assert.deepEqual([rater, n, agreeing], ['Ann', 12, 9]);

    const exported = await gavel('labels', run, '--export', 'examples.jsonl');
    assert.equal(exported.exitCode, 0, exported.err);
    const examples = (await readFile(path.join(folder, 'examples.jsonl'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { note: string | null });
    assert.deepEqual(
      examples.map(({ note }) => note),
      ['Off by one.', null, null],
    );
    // A file that is there stays as it is.
    assert.equal((await gavel('labels', run, '--export', 'examples.jsonl')).exitCode, 2);
  });
});

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GALLERY } from '../../../src/core/gallery/gallery.js';
import { runGavel } from './runGavel.js';

describe('gavel new', () => {
  let cwd: string;
  before(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'gavel-cli-new-'));
    const row = { prompt: 'How long?', expected: '3 years', notes: 'N', answer: 'Three years.' };
    await writeFile(join(cwd, 'rows.jsonl'), `${JSON.stringify(row)}\n`);
    await writeFile(join(cwd, 'none.csv'), 'question,answer\n');
  });
  after(() => rm(cwd, { recursive: true, force: true }));
  const gavel = (...args: string[]) => runGavel(['new', ...args], { env: {}, cwd });

  it('lists the gallery', async () => {
    const { exitCode, out } = await gavel('--list');
    assert.equal(exitCode, 0);
    for (const { id } of GALLERY) assert.ok(out.includes(id), id);
    const { templates } = JSON.parse((await gavel('--list', '--json')).out) as {
      templates: { id: string; type: string; columns: { id: string }[]; sources: unknown[] }[];
    };
    assert.deepEqual(
      templates.map(({ id }) => id),
      GALLERY.map(({ id }) => id),
    );
    assert.deepEqual(
      templates[0]?.columns.map(({ id }) => id),
      ['response', 'question', 'reference'],
    );
  });

  it('writes a spec by a rubric with the columns of the dataset, which validates', async () => {
    const args = ['--template', 'correctness', '--dataset', 'rows.jsonl', '--out', 'a.eval.yaml'];
    const { exitCode, out } = await gavel(...args, '--json');
    assert.equal(exitCode, 0);
    assert.deepEqual(JSON.parse(out), {
      path: join(cwd, 'a.eval.yaml'),
      template: 'correctness',
      columns: { response: 'answer', question: 'prompt', reference: 'expected' },
    });
    assert.match(await readFile(join(cwd, 'a.eval.yaml'), 'utf8'), /\{\{ expected \}\}/);
    const checked = await runGavel(['validate', 'a.eval.yaml'], { env: {}, cwd });
    assert.equal(checked.exitCode, 0, checked.out);
    const again = await gavel(...args);
    assert.equal(again.exitCode, 2, 'never in the place of another file');
  });

  it('takes columns that are named, and prints the spec', async () => {
    const args = [
      '--template',
      'faithfulness',
      '--dataset',
      'rows.jsonl',
      '--map',
      'context=notes',
    ];
    const { exitCode, out } = await gavel(...args);
    assert.equal(exitCode, 0);
    assert.match(out, /^# Whether every claim/);
    assert.match(out, /Context:\n +\{\{ notes \}\}/);
  });

  it('makes a plain spec without a rubric', async () => {
    const { exitCode, out } = await gavel('--dataset', 'rows.jsonl', '--type', 'score');
    assert.equal(exitCode, 0);
    assert.match(out, /^type: score$/m);
  });

  const refused: readonly [string, readonly string[], RegExp][] = [
    ['no dataset', [], /Name the file with the rows: --dataset FILE/],
    ['an unknown rubric', ['--template', 'nice', '--dataset', 'rows.jsonl'], /no rubric “nice”/],
    [
      'a column that nobody can guess',
      ['--template', 'faithfulness', '--dataset', 'rows.jsonl'],
      /needs --map context=COLUMN .*columns are prompt, expected, notes, answer/,
    ],
    ['a map without a rubric', ['--dataset', 'rows.jsonl', '--map', 'a=b'], /--template/],
    ['half a map', ['--dataset', 'rows.jsonl', '--map', 'context='], /name=column/],
    ['a dataset without rows', ['--dataset', 'none.csv'], /none\.csv has no row/],
  ];
  for (const [what, args, message] of refused) {
    it(`refuses ${what}`, async () => {
      const { exitCode, err, out } = await gavel(...args);
      assert.equal(exitCode, 2);
      assert.equal(out, '');
      assert.match(err, message);
    });
  }
});

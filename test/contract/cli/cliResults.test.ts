import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import type { RunManifest } from '../../../src/core/runs/manifest.js';
import { runGavel } from './runGavel.js';

/** 60 rows: 45 yes, 12 no, 2 that are no label, 1 without a verdict. */
const LINES = Array.from({ length: 60 }, (_, index) => {
  const ok = index < 45 ? '"yes"' : index < 57 ? '"no"' : index < 59 ? '"perhaps"' : 'null';
  return `{"id":${index + 1},"price":${index}.0,"question":"q | ${index} <b>","answer":"a","ok":${ok}}`;
});
const IMPORT = ['--type', 'classify', '--map', 'verdict=ok', '--labels', 'yes,no', '--pass', 'yes'];

describe('gavel import results, and what a run is written as', () => {
  let cwd: string;
  let folder: string;
  const gavel = (...args: string[]) => runGavel(args, { env: {}, cwd });

  before(async () => {
    cwd = await mkdtemp(path.join(tmpdir(), 'gavel-results-'));
    await writeFile(path.join(cwd, 'judged.jsonl'), LINES.map((line) => `${line}\n`).join(''));
    const made = await gavel('import', 'results', 'judged.jsonl', ...IMPORT, '--json');
    assert.equal(made.exitCode, 0, made.err);
    const manifest = JSON.parse(made.out) as RunManifest & { folder: string };
    ({ folder } = manifest);
    assert.equal(manifest.backend, 'imported');
    const { n, passed, failed, invalid, judge_errors } = manifest.statistics ?? {};
    assert.deepEqual([n, passed, failed, invalid, judge_errors], [60, 45, 12, 2, 1]);
    assert.deepEqual(manifest.imported_from?.guesses, ['response: column answer']);
  });
  after(() => rm(cwd, { recursive: true }));

  async function withGates(gates: object, work: () => Promise<void>): Promise<void> {
    const [name = ''] = (await readdir(folder)).filter((each) => each.endsWith('.evalrun.json'));
    const file = path.join(folder, name);
    const text = await readFile(file, 'utf8');
    const manifest = JSON.parse(text) as { spec: object };
    await writeFile(file, JSON.stringify({ ...manifest, spec: { ...manifest.spec, gates } }));
    try {
      await work();
    } finally {
      await writeFile(file, text);
    }
  }

  const GATES: readonly [string, object, number, RegExp][] = [
    ['passed', { pass_rate: { min: 0.5 } }, 0, /^gate passed: pass_rate is 0\.7895/],
    ['failed', { pass_rate: { min: 0.95 } }, 1, /^gate failed: /],
    [
      'inconclusive, with what would settle it',
      { pass_rate: { min: 0.75 } },
      4,
      /^gate inconclusive: .* needs about [\d,]+ rows more\./,
    ],
    [
      'a failed one outweighs an inconclusive one',
      { pass_rate: { min: 0.75, max: 0.8 }, mean: { min: 1 }, self_consistency: { min: 0.5 } },
      4,
      /gate inconclusive: mean has no value in this run/,
    ],
    ['none', {}, 0, /^The spec of judged has no gates\.$/m],
  ];
  for (const [name, gates, exitCode, words] of GATES) {
    it(`gates: ${name}, exit code ${exitCode}`, async () => {
      await withGates(gates, async () => {
        const said = await gavel('gates', folder);
        assert.equal(said.exitCode, exitCode, said.err);
        assert.match(said.out, words);
        const json = await gavel('gates', folder, '--json');
        assert.equal(json.exitCode, exitCode);
        const { gates: told } = JSON.parse(json.out) as { gates: { metric: string }[] };
        assert.deepEqual(
          told.map(({ metric }) => metric),
          Object.keys(gates),
        );
      });
    });
  }

  it('JUnit tells an inconclusive gate as a failure of that type, and exits with 0', async () => {
    await withGates({ pass_rate: { min: 0.75 } }, async () => {
      const { exitCode, out } = await gavel('results', folder, '--format', 'junit');
      assert.equal(exitCode, 0);
      assert.match(
        out,
        /<failure message="[^"]*needs about [\d,]+ rows more\." type="inconclusive"/,
      );
      assert.match(out, /<property name="pass_rate\.rows_needed" value="\d+"\/>/);
      assert.match(out, /tests="60" failures="12" errors="3"/);
    });
  });

  it('gives the rows byte for byte, and CSV with the digits of the file', async () => {
    const file = await readFile(path.join(folder, 'results.jsonl'), 'utf8');
    const raw = await gavel('results', folder, '--format', 'jsonl');
    assert.equal(raw.out, file);
    assert.match(file, /"price":44\.0,/);
    const written = await gavel('results', folder, '--format', 'csv', '--out', 'rows.csv');
    assert.equal(written.exitCode, 0, written.err);
    const csv = await readFile(path.join(cwd, 'rows.csv'), 'utf8');
    const records = parse<Record<string, string>>(csv, { columns: true });
    assert.equal(records.length, 60);
    assert.equal(records[44]?.['price'], '44.0');
  });

  it('holds a run against a baseline, changed rows in Markdown and HTML', async () => {
    const better = LINES.map((line) => line.replace('"ok":"no"', '"ok":"yes"'));
    await writeFile(path.join(cwd, 'better.jsonl'), better.map((line) => `${line}\n`).join(''));
    const made = await gavel('import', 'results', 'better.jsonl', ...IMPORT, '--json');
    const now = (JSON.parse(made.out) as { folder: string }).folder;
    const markdown = await gavel('results', now, '--baseline', folder);
    assert.match(markdown.out, /\*\*Against judged \(A; this run is B\): .*12 rows fixed/);
    assert.match(markdown.out, /### 12 rows changed\n\n<details>/);
    assert.match(markdown.out, /\| row \| before \| now \| change \|/);
    assert.match(markdown.out, /\| 46 \| no \| yes \| fixed \|/);
    const html = await gavel('results', now, '--baseline', folder, '--format', 'html');
    assert.match(html.out, /Rows that changed against judged/);
    const refused = await gavel('results', now, '--baseline', folder, '--format', 'csv');
    assert.equal(refused.exitCode, 2);
  });

  it('makes a dataset of some rows with a spec beside it, and replaces neither', async () => {
    const args = ['results', folder, '--rows', 'failed,invalid', '--dataset', 'failures.jsonl'];
    const made = await gavel(...args, '--json');
    assert.equal(made.exitCode, 0, made.err);
    const told = JSON.parse(made.out) as { rows: number; spec: string; problems: string[] };
    assert.equal(told.rows, 14);
    const dataset = await readFile(path.join(cwd, 'failures.jsonl'), 'utf8');
    assert.equal(
      dataset,
      LINES.slice(45, 59)
        .map((line) => `${line}\n`)
        .join(''),
    );
    const spec = await readFile(told.spec, 'utf8');
    assert.match(spec, /^dataset: failures\.jsonl$/m);
    assert.match(spec, /^name: judged \(failures\)$/m);
    const again = await gavel(...args);
    assert.equal(again.exitCode, 2);
    assert.match(again.err, /is there already and stays as it is/);
    const none = await gavel('results', folder, '--rows', 'tie', '--dataset', 'ties.jsonl');
    assert.equal(none.exitCode, 2);
    assert.ok(!(await readdir(cwd)).some((name) => name.startsWith('ties')));
  });

  it('nobody can be asked again about imported verdicts', async () => {
    for (const args of [
      ['run', '--retry-failed', folder],
      ['cancel', folder],
    ]) {
      const { exitCode, err } = await gavel(...args);
      assert.equal(exitCode, 2);
      assert.match(err, /was imported from a file of verdicts/);
    }
  });

  it('refuses what it cannot read, by its option', async () => {
    for (const [args, message] of [
      [['--map', 'verdict'], /equals sign/],
      [['--map', 'judge=x'], /must begin with one of verdict/],
      [['--range', '5'], /two numbers with two dots/],
      [['--labels', 'a,,b'], /comma too much/],
      [['--type', 'rank'], /Allowed choices are classify, score, compare/],
    ] as const) {
      const { exitCode, err } = await gavel('import', 'results', 'judged.jsonl', ...args);
      assert.equal(exitCode, 2);
      assert.match(err, message);
    }
  });
});

import { parse } from 'csv-parse/sync';
import assert from 'node:assert/strict';
import { csvReport } from '../../../../src/core/report/csvReport.js';
import { htmlReport } from '../../../../src/core/report/htmlReport.js';
import { junitReport } from '../../../../src/core/report/junitReport.js';
import { markdownReport } from '../../../../src/core/report/markdownReport.js';
import type { RunReport } from '../../../../src/core/report/runReport.js';
import type { RunManifest } from '../../../../src/core/runs/manifest.js';
import type { StoredRow } from '../../../../src/core/runs/resultRow.js';
import { runStatistics } from '../../../../src/core/stats/runStatistics.js';

const HOSTILE = `<script>alert(1)</script> | "quoted" & 'more' \u0007`;

describe('reports', () => {
  it('CSV keeps every row and column in dataset order and disarms formulas', () => {
    const records = parse<Record<string, string>>(csvReport(report()), { columns: true });
    assert.deepEqual(
      records.map(({ row, outcome, label }) => ({ row, outcome, label })),
      [
        { row: '1', outcome: 'passed', label: 'good' },
        { row: '2', outcome: 'failed', label: 'bad' },
        { row: '3', outcome: 'invalid', label: 'maybe' },
        { row: '4', outcome: 'judge_error', label: '' },
      ],
    );
    assert.equal(records[0]?.['question'], `'=1+1`);
    assert.equal(records[1]?.['feedback'], HOSTILE);
  });

  it('JUnit counts failures and rows without a verdict apart and escapes text', () => {
    const xml = junitReport(report());
    assert.match(xml, /tests="4" failures="1" errors="2"/);
    assert.equal(xml.match(/<testcase /g)?.length, 5);
    assert.match(xml, /name="row 2" time="0"><failure message="failed \(bad\): &lt;script&gt;/);
    assert.match(
      xml,
      /name="row 4" time="0"><error message="judge_error: judge: timed out" type="judge_error"/,
    );
    assert.match(
      xml,
      /<property name="pass_rate\.estimate\.low" value="0\.09[^]*<testcase [^>]*name="pass_rate" time="0"><failure message="[^"]+" type="inconclusive"/,
    );
    assert.match(xml, /<property name="pass_rate" value="0.5"\/>/);
    assert.ok(!xml.includes('<script>') && !xml.includes('\u0007'));
  });

  it('Markdown and HTML say how many responses came from the cache, and only where some could', () => {
    const { manifest, ...rest } = report();
    const cached = { ...rest, manifest: { ...manifest, cache: { hit: 3, messages: 1 } } };
    const words = /Cache: 3 of 4 responses reused, 1 asked with new messages\./;
    assert.match(markdownReport(cached), words);
    assert.match(htmlReport(cached), words);
    assert.doesNotMatch(markdownReport(report()), /Cache/);
    assert.doesNotMatch(htmlReport(report()), /Cache/);
  });

  it('regression: a run that has not completed passes and fails no gate', () => {
    const { manifest, ...rest } = report();
    const stopped = { ...rest, manifest: { ...manifest, status: 'cancelled' as const } };
    assert.doesNotMatch(junitReport(stopped), /testcase [^>]*pass_rate/);
    assert.doesNotMatch(markdownReport(stopped), /inconclusive/);
    assert.match(markdownReport(report()), /inconclusive/);
  });

  it('Markdown leads with the answer, accounts for every row and lists those to read', () => {
    const markdown = markdownReport(report());
    assert.match(
      markdown,
      /^## Answers\n\n\*\*1 of 2 judged rows pass.*2 rows have no verdict\.\*\*/,
    );
    assert.match(markdown, /\| 1 \| 1 \| 1 \| 1 \| 0 \| 4 \|/);
    assert.match(markdown, /### 3 rows to read/);
    assert.match(markdown, /demo: the verdicts are scripted/);
    assert.ok(!markdown.includes('<script>'));
  });

  it('HTML holds every row, no script and nothing from elsewhere', () => {
    const html = htmlReport(report());
    assert.deepEqual(
      [...html.matchAll(/<summary><span class="n">(\d+)<\/span>/g)].map(([, row]) => row),
      ['4', '3', '2', '1'],
    );
    assert.ok(!/<script|src=|href=|url\(|@import|javascript:/i.test(html));
    assert.match(
      html,
      /default-src 'none'; style-src 'sha256-[^']{44}'; base-uri 'none'; form-action 'none'">/,
    );
    assert.match(html, /&lt;script&gt;alert\(1\)/);
  });

  it('regression: CSV holds the digits of the result file', () => {
    const line = '{"question":"q","score":1.0,"id":12345678901234567890,"label":"good"}';
    const result = JSON.parse(line) as StoredRow['result'];
    const [, record] = csvReport(report([{ result, line }])).split('\n');
    assert.equal(record, '1,passed,q,1.0,12345678901234567890,good');
  });

  it('shows how often each row was judged the same, and what failed', () => {
    const once = report();
    const spec = { ...once.manifest.spec, run: { repeats: 3 } };
    const judgement = (label: string | null) => ({
      evaluation_successful: label !== null,
      label,
      feedback: 'f',
    });
    const rows = once.rows.map((row) => ({
      ...row,
      ...(row.details && {
        details: { ...row.details, judgements: ['bad', 'good', null].map(judgement) },
      }),
    }));
    const manifest = { ...once.manifest, spec, failures: { timeout: 1, truncated: 2 } };
    const repeated: RunReport = { manifest, rows, statistics: runStatistics(spec, rows) };
    const [record] = parse<Record<string, string>>(csvReport(repeated), { columns: true });
    assert.deepEqual(Object.keys(record ?? {}).slice(0, 4), [
      'row',
      'outcome',
      'judgements',
      'question',
    ]);
    assert.equal(record?.['judgements'], '["bad","good",null]');
    assert.equal(csvReport(once).includes('judgements'), false);
    for (const text of [htmlReport(repeated), markdownReport(repeated)]) {
      assert.match(text, /The judge gave the same label in 0 % of pairs/);
      assert.match(text, /Failures: 2 replies cut off at max\\?_tokens, 1 timed out\./);
      assert.match(text, /bad \(1 of 3\)/);
    }
  });

  it('Markdown folds a long list away, and leaves a short one open', () => {
    const bad = (_: unknown, at: number): StoredRow => ({
      result: { question: `q${at}`, answer: 'a', label: 'bad', evaluation_successful: true },
      details: { row: at + 1, outcome: 'failed' },
    });
    const many = markdownReport(report(Array.from({ length: 60 }, bad)));
    assert.match(
      many,
      /### 60 rows to read\n\n<details><summary>Show them<\/summary>\n\n\| row \|[^]*\|\n\n<\/details>\n\n… and 10 more\./,
    );
    assert.doesNotMatch(markdownReport(report(Array.from({ length: 9 }, bad))), /<details>/);
  });

  it('Markdown lists the rows of a comparison on which the orders disagree, and what could not be read', () => {
    const pair = (choices: StoredRow['result'], row: number): StoredRow => ({
      result: { question: 'q', one: 'a', other: 'b', ...choices },
      details: { row, outcome: choices['final_decision'] === null ? 'invalid' : 'tie' },
    });
    const rows = [
      pair({ choice_original: 'A', choice_flipped: 'B', final_decision: 'Tie' }, 1),
      pair({ choice_original: 'Tie', choice_flipped: 'Tie', final_decision: 'Tie' }, 2),
      pair({ final_decision: null, judge_raw_output_original: 'Hard to say.' }, 3),
    ];
    const { manifest } = report([]);
    const { judge, dataset } = manifest.spec;
    const spec = { type: 'compare' as const, dataset, model_a: 'one', model_b: 'other', judge };
    const text = markdownReport({
      manifest: { ...manifest, type: 'compare', spec },
      rows,
      statistics: runStatistics(spec, rows),
    });
    assert.deepEqual(text.split('### 2 rows to read\n\n')[1]?.trim().split('\n').slice(2), [
      '| 1 | tie | A, with B first B |  |',
      '| 3 | invalid |  | Hard to say. |',
    ]);
  });

  it('HTML says once that a judge is scripted', () => {
    assert.equal(htmlReport(report()).match(/the verdicts are scripted/g)?.length, 1);
  });

  it('an empty run makes every report', () => {
    const empty = { ...report([]) };
    assert.equal(csvReport(empty).trim(), 'row,outcome');
    assert.match(junitReport(empty), /tests="0" failures="0" errors="0"/);
    assert.match(markdownReport(empty), /No row has been judged/);
    assert.match(htmlReport(empty), /No row has been judged/);
  });
});

function report(rows: readonly StoredRow[] = storedRows()): RunReport {
  const spec: RunManifest['spec'] = {
    type: 'classify',
    dataset: 'a.jsonl',
    labels: ['good', 'bad'],
    pass_labels: ['good'],
    model_to_evaluate: 'answer',
    judge: { model: 'j', model_source: 'serverless', system_template: 'Judge.' },
    gates: { pass_rate: { min: 0.5 } },
  };
  const manifest: RunManifest = {
    gavel_run: 1,
    id: 'abc123',
    slug: 'answers',
    name: 'Answers',
    type: 'classify',
    backend: 'local',
    status: 'completed',
    demo: true,
    spec,
    dataset: {},
    templates: {},
    models: { judge: { model: 'j', model_source: 'serverless' } },
    created_at: '2026-01-01T00:00:00.000Z',
    progress: { done: rows.length, total: rows.length },
    tool_version: '0.0.0',
  };
  const statistics = runStatistics(spec, rows);
  return { manifest, rows, statistics };
}

/** In the order in which they came, not the dataset's. */
function storedRows(): readonly StoredRow[] {
  const row = (label: string | null, feedback: string | null, question: string) => ({
    question,
    answer: 'a',
    MODEL_TO_EVALUATE_OUTPUT: 'a',
    label,
    feedback,
    evaluation_successful: label === 'good' || label === 'bad',
  });
  return [
    { result: row('bad', HOSTILE, 'q2'), details: { row: 2, outcome: 'failed' } },
    { result: row('good', 'fine', '=1+1'), details: { row: 1, outcome: 'passed' } },
    {
      result: row(null, null, 'q4'),
      details: {
        row: 4,
        outcome: 'judge_error',
        errors: [{ stage: 'judge', message: 'timed out' }],
      },
    },
    { result: row('maybe', 'unsure', 'q3'), details: { row: 3, outcome: 'invalid' } },
  ];
}

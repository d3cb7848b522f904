import assert from 'node:assert/strict';
import type { RowQuery } from '../../../../src/shared/protocol.js';
import { judgedRow } from '../../../../src/ui/results/judgedRow.js';
import { createRowTable, filterChips } from '../../../../src/ui/results/rowTable.js';
import { sampleRun } from '../../../webview/harness/sampleRun.js';

const ALL: RowQuery = { filters: [], search: '', sort: 'row', descending: false };

function tableOf(type: 'classify' | 'score' | 'compare', rows = 100) {
  const run = sampleRun({ type, rows });
  const { spec } = run.manifest;
  const judged = run.rows.map((row, index) => judgedRow(row, index + 1, spec));
  return { table: createRowTable(spec, judged), judged, spec };
}

describe('rowTable', () => {
  it('has the columns a person judges by: inputs that templates read, response, feedback', () => {
    const labels = (type: 'classify' | 'score' | 'compare') =>
      tableOf(type).table.columns.map(({ label }) => label);
    assert.deepEqual(labels('classify'), ['question', 'policy', 'response', 'feedback']);
    assert.deepEqual(labels('score'), ['question', 'policy', 'response', 'feedback']);
    assert.deepEqual(labels('compare'), [
      'orders',
      'question',
      'response A',
      'response B',
      'feedback',
    ]);
  });

  it('counts for each chip the rows that it shows', () => {
    for (const type of ['classify', 'score', 'compare'] as const) {
      const { table, judged, spec } = tableOf(type);
      for (const { id, count } of filterChips(spec, judged)) {
        assert.equal(table.matching({ ...ALL, filters: [id] }).length, count, `${type} ${id}`);
      }
    }
  });

  it('splits all rows among the outcomes', () => {
    const { table, judged, spec } = tableOf('classify');
    const counts = filterChips(spec, judged).map(({ label, count }) => [label, count]);
    assert.deepEqual(counts, [
      ['Passed', 70],
      ['Failed', 27],
      ['Invalid', 2],
      ['Judge errors', 1],
    ]);
    assert.equal(table.matching(ALL).length, 100);
  });

  it('has a chip for failed generations where something is generated', () => {
    const { spec } = tableOf('score');
    const model = {
      model: 'm',
      model_source: 'serverless' as const,
      system_template: '',
      input_template: '{{ question }}',
      max_tokens: 9,
      temperature: 0,
    };
    const ids = (of: typeof spec) => filterChips(of, []).map(({ id }) => id);
    assert.ok(spec.type === 'score');
    assert.ok(ids({ ...spec, model_to_evaluate: model }).includes('generation_error'));
    assert.ok(!ids({ ...spec, model_to_evaluate: 'answer' }).includes('generation_error'));
  });

  it('shows rows for which any of the filters holds', () => {
    const { table } = tableOf('compare');
    const verdicts = table
      .matching({ ...ALL, filters: ['tie', 'judge_error'] })
      .map((row) => row.verdict);
    assert.deepEqual([...new Set(verdicts)].sort(), ['judge error', 'tie']);
  });

  it('finds rows by a label, and by a bin of scores with its last end included', () => {
    const { table } = tableOf('classify');
    const wrong = table.matching({ ...ALL, filters: ['label:wrong'] });
    assert.deepEqual(
      [wrong.length, new Set(wrong.map((row) => row.verdict))],
      [12, new Set(['wrong'])],
    );

    const scores = tableOf('score').table;
    const within = (filter: string) => [
      ...new Set(scores.matching({ ...ALL, filters: [filter] }).map((row) => Number(row.verdict))),
    ];
    assert.deepEqual(within('score:7:7:0'), [7]);
    assert.equal(within('score:9:10:0').includes(10), false);
    assert.equal(within('score:9:10:1').includes(10), true);
  });

  it('finds every word, in any column, whatever the case', () => {
    const { table } = tableOf('classify');
    const found = (search: string) => table.matching({ ...ALL, search }).map((row) => row.row);
    assert.deepEqual(found('NORWAY t-107'), [7]);
    assert.deepEqual(found('norway zebra'), []);
    assert.equal(found('  ').length, 100);
  });

  it('sorts by the number of the row, and by scores as numbers', () => {
    const shuffled = tableOf('score', 30).judged.toReversed();
    const table = createRowTable(tableOf('score').spec, shuffled);
    const rows = table.matching(ALL).map((row) => row.row);
    assert.deepEqual(
      rows,
      Array.from({ length: 30 }, (_, index) => index + 1),
    );
    const scores = table
      .matching({ ...ALL, sort: 'verdict' })
      .map((row) => Number(row.verdict))
      .filter((score) => !Number.isNaN(score));
    assert.deepEqual(
      scores,
      [...scores].sort((a, b) => a - b),
    );
    const descending = table.matching({ ...ALL, descending: true }).map((row) => row.row);
    assert.deepEqual(descending, rows.toReversed());
  });

  it('gives each row one short line per column', () => {
    const { table, judged } = tableOf('classify');
    const view = table.view(judged[1]!);
    assert.deepEqual(view, {
      id: 2,
      row: 2,
      tone: 'pass',
      verdict: 'correct',
      cells: [
        'Do you ship to Norway? And what does express cost?',
        'Unused items can be returned within 30 days with the receipt. Refunds take 5 business days.',
        'We ship to the EU, Norway and Switzerland; express is 12 euros. - order before 14:00 - it arrives the next business day',
        'The answer agrees with the policy and leaves nothing out.',
      ],
    });
  });
});

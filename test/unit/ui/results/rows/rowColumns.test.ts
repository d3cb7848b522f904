import assert from 'node:assert/strict';
import type { StoredRow } from '../../../../../src/core/runs/resultRow.js';
import type { ResolvedSpec } from '../../../../../src/core/spec/evalSpec.js';
import type { RowQuery } from '../../../../../src/shared/protocol.js';
import { judgedRow } from '../../../../../src/ui/results/judgedRow.js';
import { rowColumns, rowView } from '../../../../../src/ui/results/rows/rowColumns.js';
import { filterChips } from '../../../../../src/ui/results/rows/rowFilters.js';
import { resultQuery } from '../../../../../src/ui/results/runRows.js';
import { rowsOnDisk } from '../../../../webview/harness/rowsOnDisk.js';
import { sampleRun } from '../../../../webview/harness/sampleRun.js';

const ALL: RowQuery = { filters: [], search: '', sort: 'row', descending: false };

function tableOf(type: 'classify' | 'score' | 'compare', rows = 100) {
  const run = sampleRun({ type, rows });
  const { spec } = run.manifest;
  return { ...tableWith(run.rows, spec), stored: run.rows, spec };
}

function tableWith(rows: readonly StoredRow[], spec: ResolvedSpec) {
  const { open, state } = rowsOnDisk(rows, spec);
  const columns = rowColumns(spec, state.columns);
  const matching = async (query: RowQuery) => {
    const page = await open.page(resultQuery(query, columns), { from: 1, to: rows.length });
    return page.rows.map(({ stored, line }) => judgedRow(stored, line, spec));
  };
  return { columns, state, matching };
}

describe('rowColumns', () => {
  it('has the columns a person judges by: inputs that templates read, response, feedback', () => {
    const labels = (type: 'classify' | 'score' | 'compare') =>
      tableOf(type)
        .columns.filter(({ isExtra }) => !isExtra)
        .map(({ label }) => label);
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

  it('offers every other column of the file, and what follows from the rows, as extra', () => {
    const extra = (type: 'classify' | 'score' | 'compare') =>
      tableOf(type)
        .columns.filter(({ isExtra }) => isExtra)
        .map(({ label }) => label);
    assert.deepEqual(extra('classify'), [
      'response length',
      'error',
      'duration in ms',
      'tokens',
      'id',
    ]);
    assert.deepEqual(extra('compare'), [
      'length of A',
      'length of B',
      'error',
      'duration in ms',
      'tokens',
      'id',
      'policy',
      'judge_raw_output_original',
      'judge_raw_output_flipped',
      'choice_original',
      'judge_feedback_original_order',
      'choice_flipped',
      'judge_feedback_flipped_order',
      'is_invalid_judge_output',
    ]);
  });

  it('counts for each chip the rows that it shows', async () => {
    for (const type of ['classify', 'score', 'compare'] as const) {
      const { matching, state, spec } = tableOf(type);
      for (const { id, count } of filterChips(spec, state.counts)) {
        assert.equal((await matching({ ...ALL, filters: [id] })).length, count, `${type} ${id}`);
      }
    }
  });

  it('splits all rows among the outcomes', () => {
    const { state, spec } = tableOf('classify');
    const counts = filterChips(spec, state.counts).map(({ label, count }) => [label, count]);
    assert.deepEqual(counts, [
      ['Passed', 70],
      ['Failed', 27],
      ['Invalid', 2],
      ['Judge errors', 1],
    ]);
  });

  it('has chips for what failed only where something did', () => {
    const { spec } = tableOf('score');
    const ids = (counts: Record<string, number>) => filterChips(spec, counts).map(({ id }) => id);
    assert.deepEqual(ids({}), ['passed', 'failed']);
    const failed = { invalid: 2, judge_error: 0, generation_error: 1 };
    assert.deepEqual(ids(failed), ['passed', 'failed', 'invalid', 'generation_error']);
  });

  it('shows rows for which any of the filters holds', async () => {
    const { matching } = tableOf('compare');
    const found = await matching({ ...ALL, filters: ['tie', 'judge_error'] });
    const verdicts = new Set(found.map(({ verdict }) => verdict));
    assert.deepEqual([...verdicts].sort(), ['judge error', 'tie']);
  });

  it('sorts by any column of the table', async () => {
    const { matching, columns } = tableOf('score', 40);
    for (const { id } of columns) {
      const up = await matching({ ...ALL, sort: id });
      assert.equal(up.length, 40, id);
    }
    const lengths = (await matching({ ...ALL, sort: 'response_length', descending: true })).map(
      ({ stored }) => JSON.stringify(stored.result['MODEL_TO_EVALUATE_OUTPUT']).length,
    );
    assert.deepEqual(
      lengths,
      [...lengths].sort((a, b) => b - a),
    );
  });

  it('gives each row one short line per column', () => {
    const { columns, stored, spec } = tableOf('classify');
    const shown = columns.filter(({ isExtra }) => !isExtra);
    const view = rowView(judgedRow(stored[1]!, 2, spec), shown);
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

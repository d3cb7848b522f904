import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../src/core/json.js';
import { loadTokenizer } from '../../../../src/core/judging/tokenizer.js';
import { EVERY_ROW } from '../../../../src/core/rows/resultQuery.js';
import type { StoredRow } from '../../../../src/core/runs/resultRow.js';
import { runStatistics } from '../../../../src/core/stats/runStatistics.js';
import { judgedRow } from '../../../../src/ui/results/judgedRow.js';
import { resultDetail } from '../../../../src/ui/results/resultDetail.js';
import { resultsView } from '../../../../src/ui/results/resultsView.js';
import { rowColumns } from '../../../../src/ui/results/rows/rowColumns.js';
import { filterChips } from '../../../../src/ui/results/rows/rowFilters.js';
import { rowsOnDisk } from '../../../webview/harness/rowsOnDisk.js';
import { sampleRun } from '../../../webview/harness/sampleRun.js';

type SampleType = 'classify' | 'score' | 'compare';

const judged = {
  classify: (label: string | null) => ({
    evaluation_successful: label !== null,
    label,
    feedback: `because ${label}`,
  }),
  score: (score: number | null) => ({
    evaluation_successful: score !== null,
    score,
    feedback: `worth ${score}`,
  }),
  compare: (choice: 'A' | 'B') => ({
    evaluation_successful: true,
    final_decision: choice,
    choice_original: choice,
    choice_flipped: choice,
    judge_feedback_original_order: `${choice} is better.`,
    judge_feedback_flipped_order: `${choice === 'A' ? 'B' : 'A'} is better.`,
  }),
};

/** One row, whose columns are those of a judgement unless `result` says otherwise. */
function repeatedRow(
  type: SampleType,
  judgements: readonly JsonObject[],
  { result, ...details }: { result?: JsonObject } & Partial<StoredRow['details']> = {},
) {
  const run = sampleRun({ type, rows: 1 });
  const first = run.rows[0];
  assert.ok(first?.details);
  const stored: StoredRow = {
    result: { ...first.result, ...judgements[0], ...result },
    details: { ...first.details, judgements, ...details },
  };
  const manifest = {
    ...run.manifest,
    spec: { ...run.manifest.spec, run: { repeats: judgements.length } },
  };
  return { run, manifest, stored, row: judgedRow(stored, 1, manifest.spec) };
}

async function detailOf({ row, manifest }: ReturnType<typeof repeatedRow>) {
  const tokenizer = await loadTokenizer();
  return resultDetail(row, manifest.spec, { mayRender: true, backend: 'local', tokenizer });
}

describe('rows that were judged several times', () => {
  it('show every judgement of a label, and how many gave the one that counts', async () => {
    const one = repeatedRow('classify', ['correct', 'wrong', 'correct'].map(judged.classify), {
      errors: [{ stage: 'judge', cause: 'truncated', message: 'Cut off.', repeat: 2 }],
    });
    const detail = await detailOf(one);
    assert.deepEqual(detail.feedback, [
      { title: 'Judgement 1', note: 'correct', text: 'because correct' },
      { title: 'Judgement 2', note: 'wrong', text: 'because wrong' },
      { title: 'Judgement 3', note: 'correct', text: 'because correct' },
    ]);
    assert.equal(detail.explanation, '2 of 3 judgements gave this verdict.');
    assert.deepEqual(detail.errors, ['Judge, judgement 2: Cut off.']);
    assert.deepEqual(
      detail.raw.map(({ title }) => title),
      ['Judgements', 'Stored row'],
    );
  });

  it('show the scores that a mean is of, without digits that nobody reads', async () => {
    const one = repeatedRow('score', [7, 8, null, 8].map(judged.score), {
      result: { score: 23 / 3 },
    });
    assert.deepEqual(
      { verdict: one.row.verdict, agreement: one.row.agreement, disputed: one.row.isDisputed },
      { verdict: '7.6667', agreement: '7, 8, –, 8', disputed: true },
    );
    const { explanation, feedback } = await detailOf(one);
    assert.match(explanation ?? '', /The score is the mean of 4 judgements: 7, 8, –, 8\.$/);
    assert.equal(feedback[2]?.note, 'no verdict');
  });

  it('show both orders of each comparison with their letters translated', async () => {
    const { feedback } = await detailOf(
      repeatedRow('compare', (['A', 'B'] as const).map(judged.compare)),
    );
    assert.deepEqual(
      feedback.map(({ title, text }) => [title, text]),
      [
        ['Judgement 1: A first, then B', 'A is better.'],
        ['Judgement 1: B first, then A', 'A is better.'],
        ['Judgement 2: A first, then B', 'B is better.'],
        ['Judgement 2: B first, then A', 'B is better.'],
      ],
    );
  });

  it('say so where no judgement gave a verdict', async () => {
    const detail = await detailOf(repeatedRow('classify', [null, null].map(judged.classify)));
    assert.match(detail.explanation ?? '', /None of 2 judgements gave a verdict\.$/);
  });

  it('have a column and a filter of their own, which other runs have not', async () => {
    const disputed = repeatedRow('classify', ['correct', 'wrong'].map(judged.classify));
    const clear = repeatedRow('classify', ['wrong', 'wrong'].map(judged.classify));
    const { spec } = disputed.manifest;
    const { open, state } = rowsOnDisk([disputed.stored, clear.stored], spec);
    const [column] = rowColumns(spec, state.columns);
    assert.equal(column?.id, 'judgements');
    assert.deepEqual(
      [disputed, clear].map(({ stored }, at) => column.cell(judgedRow(stored, at + 1, spec))),
      ['1 of 2', '2 of 2'],
    );
    const found = await open.page({ ...EVERY_ROW, filters: ['disputed'] }, { from: 1, to: 9 });
    assert.deepEqual(
      found.rows.map(({ line }) => line),
      [1],
    );
    const chips = filterChips(spec, state.counts);
    assert.ok(chips.some(({ id, count }) => id === 'disputed' && count === 1));
    const plain = disputed.run.manifest.spec;
    assert.ok(filterChips(plain, state.counts).every(({ id }) => id !== 'disputed'));
    assert.ok(rowColumns(plain, state.columns).every(({ id }) => id !== 'judgements'));
  });

  it('tell in the summary how far the judge agrees with itself, and what failed', () => {
    const { manifest, stored } = repeatedRow('score', [4, 6].map(judged.score));
    const statistics = runStatistics(manifest.spec, [stored]);
    const view = resultsView({
      manifest: { ...manifest, failures: { refusal: 2 } },
      statistics,
      loaded: true,
      version: 1,
      live: false,
      now: 0,
      progress: undefined,
      filters: [],
      columns: [],
    });
    const figure = (label: string) => view.figures.find((each) => each.label === label);
    assert.match(figure('the judge agrees with itself')?.text ?? '', /^0 % \(0–\d+\.\d\)$/);
    assert.match(figure('the judge agrees with itself')?.title ?? '', /the same score in 0 % of/);
    assert.equal(figure('deviation within a row')?.text, '1.41');
    assert.equal(view.failures, '2 refusals');
  });
});

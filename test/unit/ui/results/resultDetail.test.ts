import assert from 'node:assert/strict';
import type { CacheUse, ResultRow } from '../../../../src/core/runs/resultRow.js';
import { loadTokenizer } from '../../../../src/core/judging/tokenizer.js';
import type { Tokenizer } from '../../../../src/core/judging/tokenizer.js';
import { judgedRow } from '../../../../src/ui/results/judgedRow.js';
import { resultDetail } from '../../../../src/ui/results/resultDetail.js';
import type { DetailOptions } from '../../../../src/ui/results/resultDetail.js';
import { sampleRun } from '../../../webview/harness/sampleRun.js';

type SampleType = 'classify' | 'score' | 'compare';

let tokenizer: Tokenizer;
before(async () => {
  tokenizer = await loadTokenizer();
});

function detailOf(type: SampleType, change: ResultRow = {}, options: Partial<DetailOptions> = {}) {
  const { manifest, rows } = sampleRun({ type, rows: 1 });
  const stored = { ...rows[0]!, result: { ...rows[0]!.result, ...change } };
  const row = judgedRow(stored, 1, manifest.spec);
  return resultDetail(row, manifest.spec, {
    mayRender: true,
    backend: 'local',
    tokenizer,
    ...options,
  });
}

describe('resultDetail', () => {
  it('renders the requests again from the row', () => {
    const { requests, requestsProblem } = detailOf('classify');
    assert.equal(requestsProblem, null);
    assert.deepEqual(
      requests.map(({ role, title }) => [role, title]),
      [['judge', 'Judge']],
    );
    assert.match(requests[0]!.messages[0]!.content, /^Judge whether .*\n\nPolicy: Unused items/);
    assert.match(requests[0]!.messages[1]!.content, /Within 5 business days/);
  });

  it('puts the generated response into the judge’s request', () => {
    const { requests } = detailOf('score');
    assert.deepEqual(
      requests.map(({ title }) => title),
      ['Response', 'Judge'],
    );
    assert.match(requests[1]!.messages[1]!.content, /Within 5 business days/);
  });

  it('says whether a row’s response was reused, or why not', () => {
    const cacheOf = (cache: Partial<Record<CacheUse, number>> | undefined) => {
      const { manifest, rows } = sampleRun({ type: 'score', rows: 1 });
      const details = { row: 1, outcome: 'passed', ...(cache && { cache }) } as const;
      const row = judgedRow({ ...rows[0]!, details }, 1, manifest.spec);
      const options = { mayRender: true, backend: 'local', tokenizer } as const;
      return resultDetail(row, manifest.spec, options).cache;
    };
    assert.equal(cacheOf({ hit: 1 }), 'response reused');
    assert.equal(cacheOf({ parameters: 1 }), 'response asked with other parameters');
    assert.equal(cacheOf(undefined), null);
  });

  it('renders nothing in Restricted Mode', () => {
    const { requests, requestsProblem } = detailOf('classify', {}, { mayRender: false });
    assert.deepEqual(
      { requests, requestsProblem },
      { requests: [], requestsProblem: 'Prompts are rendered only in a trusted workspace.' },
    );
  });

  it('says that the cloud service words its requests itself, and nothing of the kind elsewhere', () => {
    const noteOf = (backend: DetailOptions['backend']) =>
      detailOf('classify', {}, { backend }).requestsNote;
    assert.match(String(noteOf('together')), /does not promise to fence/);
    assert.deepEqual([noteOf('local'), noteOf('demo')], [null, null]);
  });

  it('shows both orders of a comparison, the swapped letters translated', () => {
    const { feedback, explanation, raw } = detailOf('compare', {
      choice_original: 'A',
      choice_flipped: 'B',
      final_decision: 'Tie',
      judge_feedback_original_order: 'A names both.',
      judge_feedback_flipped_order: 'A is short, unlike B.',
      judge_raw_output_flipped: '{"feedback":"A is short, unlike B.","choice":"A"}',
    });
    assert.equal(
      explanation,
      'The orders disagree: with A first the judge chose A, with B first it chose B. That counts as a tie.',
    );
    assert.deepEqual(feedback, [
      { title: 'A first, then B', note: 'chose A', text: 'A names both.' },
      {
        title: 'B first, then A',
        note: 'chose B · letters translated',
        text: 'B is short, unlike A.',
      },
    ]);
    assert.deepEqual(raw[1], {
      title: 'Judge, B first',
      note: 'here “A” is B and “B” is A',
      text: '{"feedback":"A is short, unlike B.","choice":"A"}',
    });
  });

  const alone: ResultRow = {
    choice_original: null,
    choice_flipped: null,
    final_decision: 'A',
    judge_feedback_original_order: null,
    judge_feedback_flipped_order: null,
  };
  it('tells of an imported decision what the file tells, and no order that gave no choice', () => {
    assert.deepEqual(detailOf('compare', alone).feedback, []);
    const reason = { judge_feedback_original_order: 'A names both.' };
    assert.deepEqual(detailOf('compare', { ...alone, ...reason }).feedback, [
      { title: 'Feedback', note: null, text: 'A names both.' },
    ]);
  });

  const explanations: readonly (readonly [
    name: string,
    type: SampleType,
    change: ResultRow,
    explanation: string | null,
  ])[] = [
    ['a label', 'classify', { label: 'wrong' }, null],
    [
      'a label outside the list',
      'classify',
      { label: 'fine', evaluation_successful: false },
      'The judge said “fine”, which is none of the labels (correct, incomplete, wrong).',
    ],
    [
      'an answer without a verdict',
      'classify',
      { label: null, evaluation_successful: false, feedback: 'Hm.' },
      'The judge’s answer holds no verdict that can be read; it stands below as it came.',
    ],
    [
      'no answer',
      'classify',
      { label: null, evaluation_successful: false, feedback: null },
      'The judge gave no answer, so the row counts neither as passed nor as failed.',
    ],
    [
      'a score above the threshold',
      'score',
      { score: 8 },
      'Passes: the threshold is 7 on a scale of 1 to 10.',
    ],
    [
      'a score outside the range',
      'score',
      { score: 14, evaluation_successful: false },
      'The judge said “14”, which is outside the scale of 1 to 10.',
    ],
    [
      'one order alone',
      'compare',
      { choice_original: null, choice_flipped: 'B', final_decision: 'B' },
      'Only one order gave a choice that can be read, with B first: it chose B.',
    ],
    [
      'a decision alone',
      'compare',
      alone,
      'The file holds the decision alone, not what was chosen in which order.',
    ],
  ];
  for (const [name, type, change, explanation] of explanations) {
    it(`explains ${name}`, () => assert.equal(detailOf(type, change).explanation, explanation));
  }
});

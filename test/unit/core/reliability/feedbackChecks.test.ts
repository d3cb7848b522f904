import assert from 'node:assert/strict';
import { feedbackContradiction } from '../../../../src/core/reliability/feedbackChecks.js';
import { wilsonEstimate } from '../../../../src/core/stats/intervals.js';
import { classify, compare, score } from '../judging/specs.js';
import { compared, labelled, reliabilityOf, scored, times } from './rows.js';

describe('feedback checks', () => {
  it('compare: reads each order in the letters it was shown', () => {
    const agrees = compared('A', 'A', {
      judge_feedback_original_order: 'Response A is better.',
      // What the judge saw as B is A of the spec.
      judge_feedback_flipped_order: 'Response B is better.',
    });
    assert.equal(feedbackContradiction(agrees, 'A', compare), undefined);
    const differs = compared('A', 'A', { judge_feedback_flipped_order: 'Response A is better.' });
    assert.deepEqual(feedbackContradiction(differs, 'A', compare), {
      words: 'Response A is better',
      says: 'B',
      verdict: 'A',
      order: 'flipped',
    });
    const original = compared('B', 'A', { judge_feedback_original_order: 'A wins.' });
    assert.deepEqual(feedbackContradiction(original, 'Tie', compare), {
      words: 'A wins',
      says: 'A',
      verdict: 'B',
      order: 'original',
    });
  });

  it('counts what was checked, and lists what contradicts', () => {
    const { feedback } = reliabilityOf(classify, [
      labelled('correct', { feedback: 'The answer is incorrect.' }),
      ...times(3, labelled('correct', { feedback: 'Agrees with the source.' })),
      labelled('wrong', { feedback: ' ' }),
      labelled('wrong', { feedback: null }),
      labelled(null, { feedback: 'The answer is incorrect.' }),
    ]);
    assert.deepEqual(feedback, {
      rows: 6,
      checked: 4,
      contradiction_rate: wilsonEstimate(1, 4),
      contradicting: { count: 1, ids: [1] },
      contradictions: [
        { id: 1, words: 'The answer is incorrect', says: 'incorrect', verdict: 'correct' },
      ],
      without_feedback: { count: 2, ids: [5, 6] },
      repeated: [{ text: 'Agrees with the source.', rows: { count: 3, ids: [2, 3, 4] } }],
      unused_labels: ['partly right'],
      commonest_score: null,
    });
  });

  it('takes white space for none, and two rows for no habit', () => {
    const { feedback } = reliabilityOf(classify, [
      labelled('correct', { feedback: 'As  the source\nsays.' }),
      labelled('correct', { feedback: 'As the source says. ' }),
      labelled('wrong', { feedback: 'Not in the source.' }),
    ]);
    assert.deepEqual(feedback.repeated, []);
  });

  it('finds the score that most rows got', () => {
    const { feedback } = reliabilityOf(score, [
      ...times(6, scored(8)),
      ...times(2, scored(3)),
      scored(14),
    ]);
    assert.deepEqual(feedback.commonest_score, { score: 8, share: wilsonEstimate(6, 8) });
  });

  it('a mean of several scores is held against no feedback', () => {
    const judgements = [6, 8].map((value) => scored(value, { feedback: `Score: ${value}` }));
    const { feedback } = reliabilityOf({ ...score, run: { repeats: 2 } }, [
      {
        result: scored(7, { feedback: 'Score: 6' }),
        details: { row: 1, outcome: 'passed', judgements },
      },
    ]);
    assert.deepEqual(feedback.contradicting, { count: 0, ids: [] });
  });
});

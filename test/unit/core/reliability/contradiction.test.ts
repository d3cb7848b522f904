import assert from 'node:assert/strict';
import {
  choiceContradiction,
  labelContradiction,
  scoreContradiction,
} from '../../../../src/core/reliability/contradiction.js';

/** What the feedback is taken to say; null where it must be let alone. */
type Case<T> = readonly [feedback: string, verdict: T, says: string | null];

describe('feedback against the choice', () => {
  const cases: readonly Case<'A' | 'B' | 'Tie'>[] = [
    ['Both are fine. Response B is better.', 'A', 'B'],
    ['Response B is better.', 'B', null],
    ['A names the deadline. Overall, Response A is clearly the better response.', 'B', 'A'],
    ['Therefore, B is superior.', 'A', 'B'],
    ['**The better response is B.**', 'A', 'B'],
    ['B wins.', 'A', 'B'],
    ['I prefer Response A over Response B.', 'B', 'A'],
    ['The answer of Assistant B is long. Assistant A outperforms Assistant B.', 'B', 'A'],
    ['Verdict: A', 'B', 'A'],
    ['Response A is worse than Response B.', 'A', 'B'],
    ['The winner is B.', 'A', 'B'],
    // Not what is said last.
    ['Response B is better in tone. Response A answers the question.', 'A', null],
    // Denied, weighed, supposed.
    ['Response B is not better.', 'A', null],
    ['Response B isn’t better than Response A.', 'A', null],
    ['Neither A nor B is better.', 'A', null],
    ['Although B is better, A answers what was asked.', 'A', null],
    ['B is better written, but A is right.', 'A', null],
    ['B would be better if it named the deadline.', 'A', null],
    ['It is unclear whether B is better.', 'A', null],
    // One side of it alone.
    ['B is better at naming sources.', 'A', null],
    ['B is better structured.', 'A', null],
    // The article is no letter.
    ['A better answer names the deadline.', 'B', null],
    ['I prefer A concise answer.', 'B', null],
    ['A is better. B wins.', 'A', 'B'],
    ['A is better than B and B is better than A.', 'A', null],
    ['Response B is better.', 'Tie', null],
    ['', 'A', null],
  ];
  for (const [feedback, choice, says] of cases) {
    it(`${choice}: ${feedback || 'nothing'}`, () => {
      assert.equal(choiceContradiction(feedback, choice)?.says ?? null, says);
    });
  }

  it('quotes the words that say so', () => {
    assert.deepEqual(choiceContradiction('Both are short. Response B is clearly better.', 'A'), {
      words: 'Response B is clearly better',
      says: 'B',
    });
  });
});

describe('feedback against the label', () => {
  const labels = ['correct', 'partly correct', 'wrong', 'not relevant'];
  const cases: readonly Case<string>[] = [
    ['The sum is off. Label: wrong', 'correct', 'wrong'],
    ['I would label this as "wrong".', 'correct', null],
    ['I label this as "wrong".', 'correct', 'wrong'],
    ['The verdict is wrong.', 'correct', 'wrong'],
    ['Classified as partly correct.', 'correct', 'partly correct'],
    ['Classified as partly correct.', 'partly correct', null],
    ['Label: not relevant.', 'correct', 'not relevant'],
    ['He forgot the tax. The answer is incorrect.', 'correct', 'incorrect'],
    ['Therefore, the final answer is wrong.', 'correct', 'incorrect'],
    ['The answer is correct.', 'wrong', 'correct'],
    ['The answer is correct.', 'partly correct', null],
    ['The answer is not incorrect.', 'correct', null],
    ['The answer isn’t wrong.', 'correct', null],
    ['The answer is incorrect in its unit, but the number is right.', 'correct', null],
    ['The reply says that the answer is wrong.', 'correct', null],
    ['It shows why the answer is wrong.', 'correct', null],
    ['The first step is wrong. The answer is right.', 'correct', null],
    ['The answer is correct in its first part.', 'wrong', null],
    ['It explains what went wrong.', 'correct', null],
    ['It avoids what is wrong.', 'correct', null],
    ['', 'correct', null],
  ];
  for (const [feedback, label, says] of cases) {
    it(`${label}: ${feedback || 'nothing'}`, () => {
      assert.equal(labelContradiction(feedback, label, labels)?.says ?? null, says);
    });
  }

  it('takes no label for correct that says nothing of it', () => {
    assert.equal(labelContradiction('The answer is incorrect.', 'polite', ['polite']), undefined);
  });

  it('takes labels for what they are, not for patterns', () => {
    const odd = ['a.c', '(', 'abc'];
    assert.equal(labelContradiction('Label: abc', 'a.c', odd)?.says, 'abc');
    assert.equal(labelContradiction('Label: (', 'abc', odd)?.says, '(');
  });
});

describe('feedback against the score', () => {
  const cases: readonly Case<number>[] = [
    ['Helpful and short: a score of 7.', 3, '7'],
    ['Helpful. Score: 8', 3, '8'],
    ['Score: 8/10. It names everything.', 3, '8'],
    ['I rate this 9.', 3, '9'],
    ['The answer deserves an 8.', 2, '8'],
    ['A score of 7.', 7, null],
    ['A score of 7.', 7.5, null],
    ['It does not deserve a score of 7.', 3, null],
    ['With sources it would have got a score of 9.', 3, null],
    ['A score of 9 for tone.', 3, null],
    ['Between a score of 7 and 8.', 3, null],
    ['A score of 7-8.', 3, null],
    ['Score of 7. On reflection: score of 3.', 3, null],
    ['A score of 70.', 3, null],
    ['Missing sources keep it from a score of 9.', 6, null],
    ['The rubric gives a score of 5 to such answers.', 3, null],
    ['It names 7 sources.', 3, null],
    ['', 3, null],
  ];
  for (const [feedback, score, says] of cases) {
    it(`${score}: ${feedback || 'nothing'}`, () => {
      const found = scoreContradiction(feedback, score, { min: 1, max: 10 });
      assert.equal(found?.says ?? null, says);
    });
  }
});

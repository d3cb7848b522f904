import assert from 'node:assert/strict';
import { swapLetters } from '../../../../src/ui/results/swappedLetters.js';

describe('swapLetters', () => {
  const cases: readonly (readonly [said: string, meant: string])[] = [
    ['A names both.', 'B names both.'],
    ['B names both.', 'A names both.'],
    ['Response A is more precise than B.', 'Response B is more precise than A.'],
    ['Both A and B are fine, but A wins.', 'Both B and A are fine, but B wins.'],
    ["A's answer is short; B’s is long.", "B's answer is short; A’s is long."],
    ['"A" cites the policy (unlike B).', '"B" cites the policy (unlike A).'],
    ['**A** is right.', '**B** is right.'],
    ['A good answer names the deadline.', 'A good answer names the deadline.'],
    ['This is A better reply.', 'This is A better reply.'],
    ['I prefer A', 'I prefer B'],
    ['A: short\nB: long', 'B: short\nA: long'],
    ['Vitamin B12, plan-A, AB and BA stay.', 'Vitamin B12, plan-A, AB and BA stay.'],
    ['A serious flaw; a plan b.', 'A serious flaw; a plan b.'],
    ['', ''],
  ];
  for (const [said, meant] of cases) {
    it(JSON.stringify(said), () => assert.equal(swapLetters(said), meant));
  }
});

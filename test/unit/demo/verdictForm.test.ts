import assert from 'node:assert/strict';
import { scriptedVerdict } from '../../../src/demo/scriptedVerdict.js';
import { verdictForm } from '../../../src/demo/verdictForm.js';

const asked = (content: string) => ({
  model: 'demo/judge',
  messages: [{ role: 'user' as const, content }],
});

describe('verdictForm', () => {
  const cases: readonly (readonly [words: string, min: number, max: number])[] = [
    ['a score from 1 to 10', 1, 10],
    ['between -1.5 and 1.5', -1.5, 1.5],
    ['1-5, then 0..100', 0, 100],
    ['-5 – -1', -5, -1],
    ['10 to 1', 0, 10],
    ['2024 and', 0, 10],
  ];
  for (const [words, min, max] of cases) {
    it(`a score: ${words}`, () => {
      const form = verdictForm(asked(`"feedback" "score" ${words}`));
      assert.deepEqual(form, { type: 'score', min, max });
    });
  }

  it('labels are the last words in quotes', () => {
    const form = verdictForm(asked('"feedback" and "label": "yes", "no" or "may be"'));
    assert.deepEqual(form, { type: 'label', labels: ['yes', 'no', 'may be'] });
  });

  it('regression: long numbers and rows of numbers take no work by the square of their length', () => {
    for (const numbers of ['9'.repeat(1_000_000), '1.'.repeat(500_000), '1,'.repeat(500_000)]) {
      const request = asked(`"feedback" "score" ${numbers} ${'x'.repeat(30)}`);
      const form = verdictForm(request);
      assert.deepEqual(form, { type: 'score', min: 0, max: 10 });
      assert.match(scriptedVerdict(1, request, form), /demo:/);
    }
  });
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TemplateProblem } from '../../../../src/core/template/language/templateProblem.js';
import { carriedProblems } from '../../../../src/ui/template/carriedProblems.js';

function problem(source: string, text: string): TemplateProblem {
  const start = source.indexOf(text);
  const span = { start, end: start + text.length };
  return { code: 'missing-column', severity: 'warning', message: text, span, line: 1 };
}

/** The texts under the problems of `question` and `answer` after the change. */
function carried(after: string): string[] {
  const before = 'Q {{ question }} A {{ answer }}';
  const problems = [problem(before, 'question'), problem(before, 'answer')];
  return carriedProblems(problems, before, after).map(({ span }) =>
    after.slice(span.start, span.end),
  );
}

describe('problems carried over a change of their template', () => {
  const cases: readonly [name: string, after: string, kept: string[]][] = [
    ['nothing changed', 'Q {{ question }} A {{ answer }}', ['question', 'answer']],
    ['text before both', 'Now: Q {{ question }} A {{ answer }}', ['question', 'answer']],
    ['text between them', 'Q {{ question }} and A {{ answer }}', ['question', 'answer']],
    ['text behind both', 'Q {{ question }} A {{ answer }}.', ['question', 'answer']],
    ['a letter more in the first', 'Q {{ questions }} A {{ answer }}', ['answer']],
    ['the first renamed', 'Q {{ topic }} A {{ answer }}', ['answer']],
    ['all replaced', 'nothing', []],
  ];
  for (const [name, after, kept] of cases) {
    it(name, () => assert.deepEqual(carried(after), kept));
  }

  it('a fix moves with its problem', () => {
    const before = 'a {{ b }}';
    const [found] = [problem(before, 'b')].map((one) => ({
      ...one,
      fix: { title: 'Write `c`', edits: [{ span: one.span, text: 'c' }] },
    }));
    assert.ok(found);
    const [moved] = carriedProblems([found], before, `x${before}`);
    assert.deepEqual(moved?.fix?.edits, [{ span: { start: 6, end: 7 }, text: 'c' }]);
  });

  it('stands on the same text as before, whatever was typed', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' '), maxLength: 12 });
    fc.assert(
      fc.property(text, text, fc.nat(12), fc.nat(4), (before, after, at, length) => {
        const start = Math.min(at, before.length);
        const span = { start, end: Math.min(start + length, before.length) };
        const one = { ...problem('x', 'x'), span };
        for (const moved of carriedProblems([one], before, after)) {
          assert.equal(
            after.slice(moved.span.start, moved.span.end),
            before.slice(span.start, span.end),
          );
        }
      }),
    );
  });
});

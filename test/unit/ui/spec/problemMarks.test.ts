import assert from 'node:assert/strict';
import type { SpecProblem } from '../../../../src/core/spec/parseSpec.js';
import { problemMarks, proposedName } from '../../../../src/ui/spec/problemMarks.js';

function problem(line: number, column: number, message: string): SpecProblem {
  const range = { start: { line, column }, end: { line, column: column + 4 } };
  return { severity: 'error', code: 'unknown-field', message, path: [], range };
}

describe('problemMarks', () => {
  it('counts from 0, in the order of the text, nothing twice', () => {
    const marks = problemMarks([problem(3, 5, 'b'), problem(1, 1, 'a'), problem(3, 5, 'b')]);
    assert.deepEqual(marks, [
      {
        range: { startLine: 0, startCharacter: 0, endLine: 0, endCharacter: 4 },
        severity: 'error',
        code: 'unknown-field',
        message: 'a',
      },
      {
        range: { startLine: 2, startCharacter: 4, endLine: 2, endCharacter: 8 },
        severity: 'error',
        code: 'unknown-field',
        message: 'b',
      },
    ]);
  });
});

describe('proposedName', () => {
  const cases: readonly [message: string, name: string | undefined][] = [
    ['`lables` is no field of a spec. Did you mean `labels`?', 'labels'],
    ['`x` is no field of a spec.', undefined],
    ['`Best` is no column. Did you mean `Best Answer`? Columns: `a`', 'Best Answer'],
  ];
  for (const [message, name] of cases) {
    it(message, () => assert.equal(proposedName(message), name));
  }
});

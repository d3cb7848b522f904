import type { Span } from '../../core/template/syntax/templateNode.js';
import type { TemplateProblem } from '../../core/template/language/templateProblem.js';

/**
 * Problems of a template's earlier text that stand in a stretch which its new text still has, at
 * their new place: shown until the rows have been rendered again, so that nothing blinks while typing.
 */
export function carriedProblems(
  problems: readonly TemplateProblem[],
  before: string,
  after: string,
): readonly TemplateProblem[] {
  if (before === after) return problems;
  const most = Math.min(before.length, after.length);
  let head = 0;
  while (head < most && before.charCodeAt(head) === after.charCodeAt(head)) head += 1;
  let tail = 0;
  while (
    tail < most - head &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail += 1;
  }
  const shift = after.length - before.length;
  return problems.flatMap((problem) => {
    const { start, end } = problem.span;
    // What was typed right beside a name may have made another name of it.
    if (end < head) return [problem];
    if (start <= before.length - tail) return [];
    const moved = (span: Span): Span => ({ start: span.start + shift, end: span.end + shift });
    const { fix } = problem;
    const edits = fix?.edits.map((edit) => ({ ...edit, span: moved(edit.span) }));
    return [
      { ...problem, span: moved(problem.span), ...(fix && edits && { fix: { ...fix, edits } }) },
    ];
  });
}

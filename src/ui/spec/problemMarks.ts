import type { TemplateProblem } from '../../core/template/language/templateProblem.js';
import type { SpecProblem } from '../../core/spec/parseSpec.js';
import type { TextRange } from '../../core/spec/text/textRange.js';

/** Lines and characters from 0, as the editor counts. */
export interface EditorRange {
  readonly startLine: number;
  readonly startCharacter: number;
  readonly endLine: number;
  readonly endCharacter: number;
}

interface ProblemMark {
  readonly range: EditorRange;
  readonly severity: SpecProblem['severity'];
  readonly code: string;
  readonly message: string;
  /** Of a problem inside a template of the spec: the field, and the problem as it is known there. */
  readonly inTemplate?: { readonly field: string; readonly problem: TemplateProblem };
}

/** The squiggles of a spec's problems, in the order of the text, none of them twice. */
export function problemMarks(problems: readonly SpecProblem[]): readonly ProblemMark[] {
  const seen = new Set<string>();
  const marks: ProblemMark[] = [];
  for (const { range, severity, code, message, path, inTemplate } of problems) {
    const mark = { range: editorRange(range), severity, code, message };
    const key = JSON.stringify(mark);
    if (seen.has(key)) continue;
    seen.add(key);
    const field = path.join('.');
    marks.push(inTemplate ? { ...mark, inTemplate: { field, problem: inTemplate } } : mark);
  }
  return marks.sort(
    (a, b) =>
      a.range.startLine - b.range.startLine || a.range.startCharacter - b.range.startCharacter,
  );
}

export function editorRange({ start, end }: TextRange): EditorRange {
  return {
    startLine: Math.max(0, start.line - 1),
    startCharacter: Math.max(0, start.column - 1),
    endLine: Math.max(0, end.line - 1),
    endCharacter: Math.max(0, end.column - 1),
  };
}

/** The name a message proposes, as in ``did you mean `labels`?``. */
export function proposedName(message: string): string | undefined {
  return /did you mean [`"“']([^`"”']+)[`"”']/i.exec(message)?.[1];
}

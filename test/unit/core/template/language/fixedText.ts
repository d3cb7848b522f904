import type { TemplateFix } from '../../../../../src/core/template/language/templateProblem.js';

/** The template with the edits of a fix. */
export function fixed(template: string, { edits }: TemplateFix): string {
  return [...edits]
    .sort((a, b) => b.span.start - a.span.start)
    .reduce(
      (text, { span, text: replacement }) =>
        text.slice(0, span.start) + replacement + text.slice(span.end),
      template,
    );
}

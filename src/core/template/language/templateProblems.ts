import { didYouMean } from '../../spec/didYouMean.js';
import { renderTemplate, templateColumns } from '../renderTemplate.js';
import { lineAt, type TemplateProblem } from './templateProblem.js';

/**
 * What the text of a template shows, with the columns of its dataset where they are known: faults of
 * syntax, filters that Jinja2 lacks, names that no column provides.
 */
export function templateProblems(
  source: string,
  { columns }: { readonly columns?: readonly string[] } = {},
): TemplateProblem[] {
  const rendered = renderTemplate(source, { values: {} });
  if (!rendered.ok && rendered.error.kind === 'syntax') {
    const { line, message } = rendered.error;
    const span = { start: 0, end: source.length };
    return [{ code: 'syntax', severity: 'error', message, span, line: line ?? 1 }];
  }
  if (!columns) return [];
  return templateColumns(source)
    .filter((name) => !columns.includes(name))
    .map((name) => {
      const start = Math.max(0, source.search(new RegExp(`\\b${name}\\b`)));
      return {
        code: 'unknown-column',
        severity: 'warning',
        message: `\`${name}\` is no column of the dataset.${didYouMean(name, columns)}`,
        span: { start, end: start + name.length },
        line: lineAt(source, start),
      };
    });
}

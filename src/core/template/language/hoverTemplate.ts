import type { ParsedTemplate } from '../syntax/templateNode.js';
import type { TemplateContext, TemplateHover } from './templateContext.js';

/** What stands at `offset`: a column, a part of one, a name of the template, a filter, a tag. */
export function hoverTemplate(
  parsed: ParsedTemplate,
  offset: number,
  { facts }: TemplateContext,
): TemplateHover | undefined {
  const before = /\w*$/.exec(parsed.source.slice(0, offset))?.[0].length ?? 0;
  const after = /^\w*/.exec(parsed.source.slice(offset))?.[0].length ?? 0;
  const span = { start: offset - before, end: offset + after };
  const name = parsed.source.slice(span.start, span.end);
  const column = facts?.columns.find((known) => known.name === name);
  return column && { span, code: name, lines: [], samples: column.samples };
}

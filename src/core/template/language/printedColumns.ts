import { parseTemplate } from '../syntax/parseTemplate.js';
import type { Span } from '../syntax/templateNode.js';
import { visitTemplate } from '../syntax/walkTemplate.js';
import { askedNames } from './askedNames.js';
import { templateScopes } from './templateScopes.js';

/** Filters that give a number instead of the text. */
const COUNTING = new Set(['length', 'count', 'wordcount']);

/**
 * The columns whose values a template works with, each at its first such use: not those that it only
 * decides by or counts.
 */
export function printedColumns(source: string): { readonly name: string; readonly span: Span }[] {
  const parsed = parseTemplate(source);
  const uses = askedNames(parsed);
  const counted = new Set<number>();
  visitTemplate(parsed.body, (node) => {
    if (node.kind === 'filter' && node.target && COUNTING.has(node.filter.name)) {
      counted.add(node.target.start);
    }
  });
  return templateScopes(parsed).columns.flatMap(({ name, references }) => {
    const first = references.find(
      ({ start }) => uses.get(start) === 'value' && !counted.has(start),
    );
    return first ? [{ name, span: { start: first.start, end: first.end } }] : [];
  });
}

import { TemplateLexer } from './lexTemplate.js';
import { BodyParser } from './parseBody.js';
import { EXPRESSIONS } from './parseExpression.js';
import type { ParsedTemplate } from './templateNode.js';
import { TokenStream } from './tokenStream.js';

/** The editor, the preview and the checks ask for the same few templates again and again. */
const MOST_KEPT = 16;
const kept = new Map<string, ParsedTemplate>();

/**
 * Reads a template by Jinja2 3.1's grammar in its default environment. Never throws: what Jinja2
 * would raise stands in `faults`, its own one first, and the parse goes on at the next tag.
 */
export function parseTemplate(source: string): ParsedTemplate {
  const parsed = kept.get(source) ?? parse(source);
  kept.delete(source);
  kept.set(source, parsed);
  if (kept.size > MOST_KEPT) {
    for (const oldest of kept.keys()) {
      kept.delete(oldest);
      break;
    }
  }
  return parsed;
}

function parse(source: string): ParsedTemplate {
  const lexer = new TemplateLexer(source);
  const tokens = new TokenStream(lexer, EXPRESSIONS);
  const body = new BodyParser(tokens, source).parseAll();
  const { faults, laterFaults } = tokens;
  return { source, body, faults: [...faults, ...laterFaults], tags: lexer.tags };
}

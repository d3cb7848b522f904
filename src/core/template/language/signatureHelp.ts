import type { ParsedTemplate } from '../syntax/templateNode.js';
import type { TemplateSignature } from './templateContext.js';

/** The call around `offset` of a filter, test, macro or global; undefined where there is none. */
export function signatureHelp(
  parsed: ParsedTemplate,
  offset: number,
): TemplateSignature | undefined {
  const name = /\|\s*(\w+)\([^()]*$/.exec(parsed.source.slice(0, offset))?.[1];
  return name === undefined ? undefined : { label: `${name}(…)`, parameters: [], active: 0 };
}

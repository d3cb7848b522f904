import { parseExpression, parseTuple } from './parseExpression.js';
import { isConstantName } from './parsePrimary.js';
import type { Expression, NamePlace, Parameter, Target } from './templateNode.js';
import type { TokenStream } from './tokenStream.js';

/** What a loop, `set` or `with` binds. */
export function parseTarget(tokens: TokenStream): Target {
  const parsed = parseTuple(tokens, { items: 'primaries' });
  const target = targetOf(parsed);
  if (target === undefined) {
    const { start, end, line } = parsed;
    const message = 'Only names can be set here: write a name, or names with commas between.';
    tokens.fail(message, { ...tokens.current, start, end, line });
  }
  return target;
}

/** Of `set`, which can set a part of a namespace too. */
export function parseSetTarget(tokens: TokenStream): Target {
  if (tokens.look().type !== '.') {
    return parseTarget(tokens);
  }
  const namespace = tokens.expectName();
  tokens.advance();
  const part = tokens.expectName();
  const { start, line } = namespace;
  return {
    kind: 'namespacePart',
    namespace: place(namespace),
    part: place(part),
    start,
    end: part.end,
    line,
  };
}

/** undefined: nothing can be bound to it. */
function targetOf(parsed: Expression): Target | undefined {
  const { start, end, line } = parsed;
  if (parsed.kind === 'name') {
    return { kind: 'name', name: parsed.name, start, end, line };
  }
  if (parsed.kind !== 'tuple') {
    return undefined;
  }
  const items = parsed.items.map(targetOf);
  // Every part was found, as the line before checks.
  return items.includes(undefined)
    ? undefined
    : { kind: 'tuple', items: items as Target[], start, end, line };
}

/** A name that is bound: of a macro, a parameter, an import. */
export function parseBoundName(tokens: TokenStream): NamePlace & { readonly line: number } {
  const found = tokens.expectName();
  if (isConstantName(found.name)) {
    const message = `"${found.name}" is a constant; choose another name.`;
    tokens.fail(message, { ...tokens.current, ...found });
  }
  return found;
}

export function place({ name, start, end }: NamePlace): NamePlace {
  return { name, start, end };
}

/** The parameters of a macro or of the block that a `call` gives. */
export function parseParameters(tokens: TokenStream): Parameter[] {
  const parameters: Parameter[] = [];
  tokens.expect('(');
  while (!tokens.is(')')) {
    if (parameters.length > 0) {
      tokens.expect(',');
    }
    const name = parseBoundName(tokens);
    const otherwise = tokens.skip('=') ? parseExpression(tokens) : null;
    if (otherwise === null && parameters.at(-1)?.otherwise != null) {
      tokens.fail(`Give "${name.name}" a default too, or put it before those that have one.`);
    }
    parameters.push({ ...place(name), otherwise });
  }
  tokens.advance();
  tokens.checkRepeatedParameters(parameters);
  return parameters;
}

import { parsePrimary } from './parsePrimary.js';
import type { Arguments, Expression, ExpressionOf, NamePlace } from './templateNode.js';
import type { Token } from './templateToken.js';
import type { TokenStream } from './tokenStream.js';

/** Parts, items and calls behind a target that starts at `start`. */
export function parsePostfix(tokens: TokenStream, target: Expression, start: number): Expression {
  let result = target;
  for (;;) {
    switch (tokens.current.type) {
      case '.':
        result = parsePart(tokens, result, start);
        break;
      case '[':
        result = parseItem(tokens, result, start);
        break;
      case '(':
        result = parseCall(tokens, result, start);
        break;
      default:
        return result;
    }
  }
}

/** Filters, tests and calls of them. */
export function parseTests(tokens: TokenStream, target: Expression, start: number): Expression {
  let result = target;
  for (;;) {
    if (tokens.is('|')) {
      tokens.advance();
      result = parseNamedFilter(tokens, result, start);
    } else if (tokens.isWord('is')) {
      result = parseTest(tokens, result, start);
    } else if (tokens.is('(')) {
      result = parseCall(tokens, result, start);
    } else {
      return result;
    }
  }
}

function parsePart(tokens: TokenStream, target: Expression, start: number): Expression {
  const { height } = tokens;
  const { line } = tokens.advance();
  const token = tokens.current;
  if (token.type !== 'name' && token.type !== 'integer') {
    // Jinja2 takes the token before it looks at it, and meets what it can't read behind it first.
    tokens.look();
    tokens.fail('A name or a number is missing after the dot.');
  }
  tokens.advance();
  tokens.grow(height);
  const { start: partStart, end } = token;
  if (token.type === 'name') {
    const attribute = { name: token.text, start: partStart, end };
    return { kind: 'attribute', target, attribute, start, end, line };
  }
  const index: Expression = {
    kind: 'constant',
    value: token.number,
    start: partStart,
    end,
    line: token.line,
  };
  return { kind: 'item', target, index, start, end, line };
}

function parseItem(tokens: TokenStream, target: Expression, start: number): Expression {
  let { height } = tokens;
  const { line, end: bracketEnd } = tokens.advance();
  const indices: Expression[] = [];
  tokens.enter(1);
  while (!tokens.is(']')) {
    if (indices.length > 0) {
      tokens.expect(',');
    }
    indices.push(parseIndex(tokens));
    height = Math.max(height, tokens.height);
  }
  tokens.leave(1);
  const indexEnd = tokens.previousEnd;
  tokens.advance();
  tokens.grow(height);
  const [only] = indices;
  const index: Expression =
    only !== undefined && indices.length === 1
      ? only
      : { kind: 'tuple', items: indices, start: bracketEnd, end: indexEnd, line };
  return { kind: 'item', target, index, start, end: tokens.previousEnd, line };
}

function parseIndex(tokens: TokenStream): Expression {
  const { start, line } = tokens.current;
  let height = 0;
  const bound = (): Expression | null => {
    if (tokens.is(':') || tokens.is(']') || tokens.is(',')) {
      return null;
    }
    const parsed = tokens.grammar.expression(tokens);
    height = Math.max(height, tokens.height);
    return parsed;
  };
  const from = tokens.is(':') ? null : tokens.grammar.expression(tokens);
  height = from === null ? 0 : tokens.height;
  if (from !== null && !tokens.is(':')) {
    return from;
  }
  tokens.advance();
  const to = bound();
  const step = tokens.skip(':') ? lastBound(tokens, bound) : null;
  tokens.grow(height);
  return { kind: 'slice', from, to, step, start, end: tokens.previousEnd, line };
}

/** There is no third colon: one here is no bound left out. */
function lastBound(tokens: TokenStream, bound: () => Expression | null): Expression | null {
  return tokens.is(':') ? tokens.grammar.expression(tokens) : bound();
}

function parseCall(tokens: TokenStream, callee: Expression, start: number): ExpressionOf<'call'> {
  const { height } = tokens;
  const { line } = tokens.current;
  const given = parseArguments(tokens);
  tokens.grow(Math.max(height, tokens.height));
  return { kind: 'call', callee, given, start, end: tokens.previousEnd, line };
}

function parseArguments(tokens: TokenStream): Arguments {
  const opening = tokens.expect('(');
  tokens.enter(1);
  const positional: Expression[] = [];
  const named: (NamePlace & { value: Expression })[] = [];
  let spreadPositional: Expression | undefined;
  let spreadNamed: Expression | undefined;
  let height = 0;
  for (let isFirst = true; !tokens.is(')'); isFirst = false) {
    if (!isFirst) {
      tokens.expect(',');
      if (tokens.is(')')) {
        break;
      }
    }
    const { current } = tokens;
    if (current.type === '*') {
      checkOrder(tokens, opening, spreadPositional === undefined && spreadNamed === undefined);
      tokens.advance();
      spreadPositional = tokens.grammar.expression(tokens);
    } else if (current.type === '**') {
      checkOrder(tokens, opening, spreadNamed === undefined);
      tokens.advance();
      spreadNamed = tokens.grammar.expression(tokens);
    } else if (current.type === 'name' && tokens.look().type === '=') {
      checkOrder(tokens, opening, spreadNamed === undefined);
      tokens.advance();
      tokens.advance();
      const { start, end } = current;
      named.push({ name: current.text, start, end, value: tokens.grammar.expression(tokens) });
    } else {
      const isAllowed =
        spreadPositional === undefined && spreadNamed === undefined && named.length === 0;
      checkOrder(tokens, opening, isAllowed);
      positional.push(tokens.grammar.expression(tokens));
    }
    height = Math.max(height, tokens.height);
  }
  tokens.advance();
  tokens.leave(1);
  tokens.height = height;
  tokens.checkRepeated(named);
  return {
    positional,
    named,
    ...(spreadPositional !== undefined && { spreadPositional }),
    ...(spreadNamed !== undefined && { spreadNamed }),
  };
}

function checkOrder(tokens: TokenStream, opening: Token, isAllowed: boolean): void {
  if (!isAllowed) {
    const { start, end } = tokens.current;
    tokens.fail('Write plain arguments first, then named ones, then *… and **….', {
      ...opening,
      start,
      end,
    });
  }
}

/** The filters of a `set` block; null: none. */
export function parseFilters(tokens: TokenStream): Expression | null {
  let result: Expression | null = null;
  const { start } = tokens.current;
  while (tokens.skip('|')) {
    result = parseNamedFilter(tokens, result, start);
  }
  return result;
}

/** The filters of a `filter` block, whose first has no bar before it. */
export function parseFilterChain(tokens: TokenStream): Expression {
  const { start } = tokens.current;
  let result = parseNamedFilter(tokens, null, start);
  while (tokens.skip('|')) {
    result = parseNamedFilter(tokens, result, start);
  }
  return result;
}

function parseNamedFilter(
  tokens: TokenStream,
  target: Expression | null,
  start: number,
): Expression {
  let height = target === null ? 0 : tokens.height;
  const { line } = tokens.current;
  const filter = parseDottedName(tokens);
  let given: Arguments = NOTHING_GIVEN;
  if (tokens.is('(')) {
    given = parseArguments(tokens);
    height = Math.max(height, tokens.height);
  }
  tokens.grow(height);
  return { kind: 'filter', target, filter, given, start, end: tokens.previousEnd, line };
}

const NOTHING_GIVEN: Arguments = { positional: [], named: [] };

function parseDottedName(tokens: TokenStream): NamePlace {
  const first = tokens.expectName();
  let { name } = first;
  while (tokens.skip('.')) {
    name += `.${tokens.expectName().name}`;
  }
  return { name, start: first.start, end: tokens.previousEnd };
}

const ARGUMENT_STARTS: ReadonlySet<string> = new Set([
  'name',
  'string',
  'integer',
  'float',
  '[',
  '{',
]);
const NO_ARGUMENTS: ReadonlySet<string> = new Set(['else', 'or', 'and']);

function parseTest(tokens: TokenStream, target: Expression, start: number): Expression {
  let { height } = tokens;
  const { line } = tokens.advance();
  const isNegated = tokens.skipWord('not');
  const test = parseDottedName(tokens);
  let given: Arguments = NOTHING_GIVEN;
  const { type, text } = tokens.current;
  if (type === '(') {
    given = parseArguments(tokens);
    height = Math.max(height, tokens.height);
  } else if (ARGUMENT_STARTS.has(type) && !(type === 'name' && NO_ARGUMENTS.has(text))) {
    if (tokens.isWord('is')) {
      tokens.fail('One test can’t follow another: join them with "and".');
    }
    const { start: argumentStart } = tokens.current;
    const argument = parsePostfix(tokens, parsePrimary(tokens), argumentStart);
    height = Math.max(height, tokens.height);
    given = { positional: [argument], named: [] };
  }
  tokens.grow(height);
  const end = tokens.previousEnd;
  const node: Expression = { kind: 'test', target, test, given, start, end, line };
  return isNegated ? { kind: 'unary', operator: 'not', operand: node, start, end, line } : node;
}

import { missingText } from './faultTexts.js';
import { parsePostfix, parseTests } from './parsePostfix.js';
import { parsePrimary } from './parsePrimary.js';
import type { BinaryOperator, CompareOperator, Expression } from './templateNode.js';
import type { Token, TokenType } from './templateToken.js';
import type { Grammar, TokenStream, TupleRules } from './tokenStream.js';

/** How many functions of Jinja2 an expression goes through, from the loosest operator down. */
const EXPRESSION_CALLS = 13;

/** How tight an operator binds; of two at one level the left one is taken first, `**` too. */
const OR = 1;
const AND = 2;
const NOT = 3;
const COMPARE = 4;
const CONCAT = 6;
const LEVELS: Partial<Record<TokenType, number>> = {
  '==': COMPARE,
  '!=': COMPARE,
  '<': COMPARE,
  '<=': COMPARE,
  '>': COMPARE,
  '>=': COMPARE,
  '+': 5,
  '-': 5,
  '~': CONCAT,
  '*': 7,
  '/': 7,
  '//': 7,
  '%': 7,
  '**': 8,
};

/** An expression as it stands in a filter's argument: with an inline `if`, without a bare tuple. */
export function parseExpression(tokens: TokenStream): Expression {
  tokens.enter(EXPRESSION_CALLS);
  const parsed = parseConditional(tokens);
  tokens.leave(EXPRESSION_CALLS);
  return parsed;
}

function parseConditional(tokens: TokenStream): Expression {
  const { start } = tokens.current;
  let { line } = tokens.current;
  let result = parseOperators(tokens, OR);
  while (tokens.skipWord('if')) {
    let { height } = tokens;
    const condition = parseOperators(tokens, OR);
    height = Math.max(height, tokens.height);
    const otherwise = tokens.skipWord('else') ? parseOtherwise(tokens) : null;
    tokens.grow(Math.max(height, tokens.height));
    const end = tokens.previousEnd;
    result = { kind: 'conditional', condition, then: result, otherwise, start, end, line };
    line = tokens.current.line;
  }
  return result;
}

function parseOtherwise(tokens: TokenStream): Expression {
  tokens.enter(1);
  const parsed = parseConditional(tokens);
  tokens.leave(1);
  return parsed;
}

/** Without an inline `if`: of `for … in` and `if`, where `if` would be the tag's own. */
function parseWithoutIf(tokens: TokenStream): Expression {
  tokens.enter(EXPRESSION_CALLS);
  const parsed = parseOperators(tokens, OR);
  tokens.leave(EXPRESSION_CALLS);
  return parsed;
}

const ITEMS = {
  expressions: parseExpression,
  'without-if': parseWithoutIf,
  primaries: parsePrimary,
} as const satisfies Record<TupleRules['items'], (tokens: TokenStream) => Expression>;

/** An expression, or a tuple where there is a comma. */
export function parseTuple(tokens: TokenStream, rules: TupleRules): Expression {
  const { start } = tokens.current;
  let { line } = tokens.current;
  tokens.enter(1);
  const items: Expression[] = [];
  let isTuple = false;
  let height = 0;
  while (!isTupleEnd(tokens)) {
    items.push(ITEMS[rules.items](tokens));
    height = Math.max(height, tokens.height);
    if (!tokens.is(',')) {
      break;
    }
    isTuple = true;
    line = tokens.current.line;
    tokens.advance();
  }
  tokens.leave(1);
  const only = items[0];
  if (!isTuple && only !== undefined) {
    return only;
  }
  if (!isTuple && rules.mayBeEmpty !== true) {
    tokens.fail(missingText('end'));
  }
  tokens.grow(height);
  return { kind: 'tuple', items, start, end: tokens.previousEnd, line };
}

function isTupleEnd({ current: { type } }: TokenStream): boolean {
  return type === '}}' || type === '%}' || type === ')';
}

function parseOperators(tokens: TokenStream, lowest: number): Expression {
  const { start, line: firstLine } = tokens.current;
  let left = lowest <= NOT && tokens.isWord('not') ? parseNot(tokens) : parseUnary(tokens);
  let levelBefore = 0;
  let lineBefore = firstLine;
  for (;;) {
    const level = levelOf(tokens);
    if (level < lowest) {
      break;
    }
    const line = level === levelBefore ? lineBefore : firstLine;
    left =
      level === COMPARE
        ? parseCompare(tokens, left, start)
        : level === CONCAT
          ? parseConcat(tokens, left, { start, line: firstLine })
          : parseBinary(tokens, left, { start, line, level });
    levelBefore = level;
    lineBefore = tokens.current.line;
  }
  return left;
}

/** 0: no operator. */
function levelOf(tokens: TokenStream): number {
  const { type, text } = tokens.current;
  if (type !== 'name') {
    return LEVELS[type] ?? 0;
  }
  switch (text) {
    case 'or':
      return OR;
    case 'and':
      return AND;
    case 'in':
      return COMPARE;
    case 'not':
      return isNotIn(tokens) ? COMPARE : 0;
    default:
      return 0;
  }
}

function isNotIn(tokens: TokenStream): boolean {
  const next = tokens.look();
  return next.type === 'name' && next.text === 'in';
}

function parseBinary(
  tokens: TokenStream,
  left: Expression,
  { start, line, level }: { start: number; line: number; level: number },
): Expression {
  const leftHeight = tokens.height;
  const token = tokens.advance();
  const right = parseOperators(tokens, level + 1);
  tokens.grow(Math.max(leftHeight, tokens.height));
  // Of the words only `and` and `or` have a level that comes here, of the signs only these.
  const operator = (token.type === 'name' ? token.text : token.type) as
    BinaryOperator | 'and' | 'or';
  return { kind: 'binary', operator, left, right, start, end: tokens.previousEnd, line };
}

function parseCompare(tokens: TokenStream, first: Expression, start: number): Expression {
  const rest: { operator: CompareOperator; right: Expression }[] = [];
  let { height } = tokens;
  while (levelOf(tokens) === COMPARE) {
    const operator = compareOperator(tokens, tokens.advance());
    const right = parseOperators(tokens, COMPARE + 1);
    height = Math.max(height, tokens.height);
    rest.push({ operator, right });
  }
  tokens.grow(height);
  const { line } = tokens.current;
  return { kind: 'compare', first, rest, start, end: tokens.previousEnd, line };
}

function compareOperator(tokens: TokenStream, token: Token): CompareOperator {
  if (token.type !== 'name') {
    // The other tokens of this level are the six signs.
    return token.type as CompareOperator;
  }
  if (token.text === 'in') {
    return 'in';
  }
  tokens.advance();
  return 'not in';
}

function parseConcat(
  tokens: TokenStream,
  first: Expression,
  { start, line }: { start: number; line: number },
): Expression {
  const items = [first];
  let { height } = tokens;
  while (tokens.skip('~')) {
    items.push(parseOperators(tokens, CONCAT + 1));
    height = Math.max(height, tokens.height);
  }
  tokens.grow(height);
  return { kind: 'concat', items, start, end: tokens.previousEnd, line };
}

function parseNot(tokens: TokenStream): Expression {
  const { start, line } = tokens.advance();
  tokens.enter(1);
  const operand = parseOperators(tokens, NOT);
  tokens.leave(1);
  tokens.grow(tokens.height);
  return { kind: 'unary', operator: 'not', operand, start, end: tokens.previousEnd, line };
}

/** A primary with its sign, parts, calls, filters and tests. */
function parseUnary(tokens: TokenStream): Expression {
  const { start } = tokens.current;
  return parseTests(tokens, parseSigned(tokens), start);
}

function parseSigned(tokens: TokenStream): Expression {
  const { start, line, type } = tokens.current;
  if (type !== '-' && type !== '+') {
    return parsePostfix(tokens, parsePrimary(tokens), start);
  }
  tokens.enter(1);
  tokens.advance();
  const operand = parseSigned(tokens);
  tokens.grow(tokens.height);
  tokens.leave(1);
  return { kind: 'unary', operator: type, operand, start, end: tokens.previousEnd, line };
}

/** What the parts of an expression are parsed by. */
export const EXPRESSIONS: Grammar = { expression: parseExpression, tuple: parseTuple };

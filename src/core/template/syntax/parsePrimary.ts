import { missingText } from './faultTexts.js';
import type { Expression } from './templateNode.js';
import type { TokenStream } from './tokenStream.js';

const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
  ['none', null],
  ['None', null],
]);

/** Whether a name can't be bound because it stands for a constant. */
export function isConstantName(name: string): boolean {
  return CONSTANTS.has(name);
}

/** A name, a literal or something in brackets. */
export function parsePrimary(tokens: TokenStream): Expression {
  const token = tokens.current;
  const { start, end, line } = token;
  tokens.height = 1;
  switch (token.type) {
    case 'name': {
      tokens.advance();
      const constant = CONSTANTS.get(token.text);
      return constant === undefined
        ? { kind: 'name', name: token.text, start, end, line }
        : { kind: 'constant', value: constant, start, end, line };
    }
    case 'string':
      return parseStrings(tokens);
    case 'integer':
    case 'float':
      tokens.advance();
      return { kind: 'constant', value: token.number, start, end, line };
    case '(': {
      tokens.advance();
      const inner = tokens.grammar.tuple(tokens, { items: 'expressions', mayBeEmpty: true });
      tokens.expect(')');
      // The empty tuple's and only its brackets belong to it.
      return inner.kind === 'tuple' ? { ...inner, start, end: tokens.previousEnd } : inner;
    }
    case '[':
      return parseList(tokens);
    case '{':
      return parseDict(tokens);
    default:
      return tokens.fail(missingText(token.type));
  }
}

/** Adjacent texts are one. */
function parseStrings(tokens: TokenStream): Expression {
  const { start, line } = tokens.current;
  let value = '';
  while (tokens.is('string')) {
    value += tokens.advance().text;
  }
  return { kind: 'constant', value, start, end: tokens.previousEnd, line };
}

function parseList(tokens: TokenStream): Expression {
  const { start, line } = tokens.advance();
  const items: Expression[] = [];
  let height = 0;
  while (!tokens.is(']')) {
    if (items.length > 0) {
      tokens.expect(',');
      if (tokens.is(']')) {
        break;
      }
    }
    items.push(tokens.grammar.expression(tokens));
    height = Math.max(height, tokens.height);
  }
  tokens.advance();
  tokens.grow(height);
  return { kind: 'list', items, start, end: tokens.previousEnd, line };
}

function parseDict(tokens: TokenStream): Expression {
  const { start, line } = tokens.advance();
  const pairs: { key: Expression; value: Expression }[] = [];
  let height = 0;
  while (!tokens.is('}')) {
    if (pairs.length > 0) {
      tokens.expect(',');
      if (tokens.is('}')) {
        break;
      }
    }
    const key = tokens.grammar.expression(tokens);
    height = Math.max(height, tokens.height);
    tokens.expect(':');
    const value = tokens.grammar.expression(tokens);
    height = Math.max(height, tokens.height);
    pairs.push({ key, value });
  }
  tokens.advance();
  tokens.grow(height);
  return { kind: 'dict', pairs, start, end: tokens.previousEnd, line };
}

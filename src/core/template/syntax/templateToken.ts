import type { Float } from '../values/pythonValue.js';
import type { Span } from './templateNode.js';

/** An operator is its own type. */
export type TokenType =
  'text' | '{{' | '}}' | '{%' | '%}' | 'name' | 'string' | 'integer' | 'float' | 'end' | Operator;

export type Operator =
  | '+'
  | '-'
  | '/'
  | '//'
  | '*'
  | '%'
  | '**'
  | '~'
  | '['
  | ']'
  | '('
  | ')'
  | '{'
  | '}'
  | '=='
  | '!='
  | '>'
  | '>='
  | '<'
  | '<='
  | '='
  | '.'
  | ':'
  | '|'
  | ','
  | ';';

export interface Token extends Span {
  readonly type: TokenType;
  /** From 1: where the token starts; of `end`, the line of the token before, as in Jinja2. */
  readonly line: number;
  /** A text, name or operator as it is, a string's text; '' for the others. */
  readonly text: string;
  /** Of numbers; null for the others. */
  readonly number: number | bigint | Float | null;
}

/** Thrown inside the parser only; it leaves as a `TemplateFault`. */
export class SyntaxFault extends Error {
  constructor(
    message: string,
    readonly place: Span & { readonly line: number },
    readonly code = 'syntax',
  ) {
    super(message);
  }
}

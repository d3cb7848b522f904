import { unexpectedText } from './faultTexts.js';
import type { TemplateLexer } from './lexTemplate.js';
import type { Expression, NamePlace, TemplateFault } from './templateNode.js';
import { SyntaxFault, type Token, type TokenType } from './templateToken.js';

/**
 * What Python's stack of 1,000 calls leaves for a template. Jinja2 takes about as many calls for what
 * is nested as `enter` is given.
 */
const MOST_CALLS = 980;
/** Python compiles no more brackets inside one another; every operator and filter is one to it. */
const HIGHEST = 198;
const MOST_FAULTS = 100;
/** Given by name they reach Python as a dict, whose keys may repeat. */
const PYTHON_KEYWORDS: ReadonlySet<string> = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except ' +
    'finally for from global if import in is lambda nonlocal not or pass raise return try while ' +
    'with yield'
  ).split(' '),
);
const OUTSIDE_TAGS: ReadonlySet<TokenType> = new Set(['text', '{{', '{%', 'end']);

/** What may stand between the commas of a tuple, and whether nothing may. */
export interface TupleRules {
  readonly items: 'expressions' | 'without-if' | 'primaries';
  readonly mayBeEmpty?: boolean;
}

/** Expressions hold expressions: those who parse a part get at the whole through the tokens. */
export interface Grammar {
  expression(tokens: TokenStream): Expression;
  tuple(tokens: TokenStream, rules: TupleRules): Expression;
}

export const TOO_DEEP = 'The template is nested too deep; put parts of it into {% set %}.';

/**
 * The tokens as the parser takes them, and the faults met. As in Jinja2 one token is read ahead, so
 * a character that can't be read is found before what is wrong with the token after the current.
 */
export class TokenStream {
  current: Token = { type: 'text', start: 0, end: 0, line: 1, text: '', number: null };
  /** Where the token before the current one ends. */
  previousEnd = 0;
  /** Of the tree under the expression parsed last. */
  height = 0;
  readonly faults: TemplateFault[] = [];
  /** Faults that Jinja2 finds only once the whole template is parsed. */
  readonly laterFaults: TemplateFault[] = [];
  private calls = 0;
  private ahead: Token | undefined;

  constructor(
    readonly lexer: TemplateLexer,
    readonly grammar: Grammar,
  ) {
    this.attempt(() => {
      this.current = lexer.next();
    });
  }

  advance(): Token {
    const passed = this.current;
    this.previousEnd = passed.end;
    if (this.ahead !== undefined) {
      this.current = this.ahead;
      this.ahead = undefined;
    } else if (passed.type !== 'end') {
      this.current = this.lexer.next();
    }
    return passed;
  }

  /** The token after the current one. */
  look(): Token {
    if (this.current.type === 'end') {
      return this.current;
    }
    this.ahead ??= this.lexer.next();
    return this.ahead;
  }

  is(type: TokenType): boolean {
    return this.current.type === type;
  }

  isWord(word: string): boolean {
    return this.current.type === 'name' && this.current.text === word;
  }

  skip(type: TokenType): boolean {
    const isThere = this.current.type === type;
    if (isThere) {
      this.advance();
    }
    return isThere;
  }

  skipWord(word: string): boolean {
    const isThere = this.isWord(word);
    if (isThere) {
      this.advance();
    }
    return isThere;
  }

  expect(type: TokenType): Token {
    if (this.current.type !== type) {
      this.failExpecting({ type, text: '' });
    }
    return this.advance();
  }

  expectWord(word: string): Token {
    if (!this.isWord(word)) {
      this.failExpecting({ type: 'name', text: word });
    }
    return this.advance();
  }

  expectName(): NamePlace & { readonly line: number } {
    const { start, end, line, text } = this.expect('name');
    return { name: text, start, end, line };
  }

  fail(message: string, place: Token = this.current, code?: string): never {
    throw new SyntaxFault(message, place, code);
  }

  private failExpecting(expected: Pick<Token, 'type' | 'text'>): never {
    const { current } = this;
    const message = unexpectedText(expected, current);
    const opener = this.lexer.tags.at(-1);
    if (current.type === 'end' && opener !== undefined) {
      this.fail(message, { ...current, start: opener.start, end: opener.start + 2 }, 'unclosed');
    }
    this.fail(message);
  }

  /** Names given twice in one call or signature: Python compiles neither. */
  checkRepeated(names: readonly NamePlace[]): void {
    if (names.length > 1 && !names.some(({ name }) => PYTHON_KEYWORDS.has(name))) {
      this.checkRepeatedParameters(names);
    }
  }

  checkRepeatedParameters(names: readonly NamePlace[]): void {
    const seen = new Set<string>();
    for (const { name, start, end } of names) {
      if (seen.has(name)) {
        const message = `"${name}" is given twice; take one out.`;
        const { line } = this.current;
        this.laterFaults.push({ start, end, line, message, code: 'repeated-argument' });
      }
      seen.add(name);
    }
  }

  /** Something begins that Jinja2 takes so many calls inside one another for; `leave` ends it. */
  enter(calls: number): void {
    this.calls += calls;
    if (this.calls > MOST_CALLS) {
      this.failTooDeep();
    }
  }

  leave(calls: number): void {
    this.calls -= calls;
  }

  /** The expression parsed last has parts, the highest of them as given. */
  grow(highestPart: number): void {
    this.height = highestPart + 1;
    if (this.height > HIGHEST) {
      this.failTooDeep();
    }
  }

  failTooDeep(): never {
    this.fail(TOO_DEEP);
  }

  /**
   * @returns False after a fault: it is noted, and the next token behind the tag is the current one.
   */
  attempt(parse: () => void, explain?: (fault: SyntaxFault) => SyntaxFault): boolean {
    const { calls } = this;
    try {
      parse();
      return true;
    } catch (thrown) {
      this.calls = calls;
      this.note(thrown, explain);
      this.goOn();
      return false;
    }
  }

  /** Notes a fault that does not keep the parse from going on where it is. */
  note(thrown: unknown, explain?: (fault: SyntaxFault) => SyntaxFault): void {
    if (!(thrown instanceof SyntaxFault)) {
      throw thrown;
    }
    const { place, message, code } = explain?.(thrown) ?? thrown;
    if (this.faults.length < MOST_FAULTS) {
      this.faults.push({ start: place.start, end: place.end, line: place.line, message, code });
    }
  }

  /** At the current token. */
  noteLater(message: string): void {
    const { start, end, line } = this.current;
    this.laterFaults.push({ start, end, line, message, code: 'too-deep' });
  }

  private goOn(): void {
    const { ahead } = this;
    this.ahead = undefined;
    if (ahead !== undefined && OUTSIDE_TAGS.has(ahead.type)) {
      this.current = ahead;
      return;
    }
    for (;;) {
      if (this.faults.length >= MOST_FAULTS) {
        this.lexer.stop();
      }
      try {
        this.lexer.skipTag(this.current);
        this.current = this.lexer.next();
        return;
      } catch (thrown) {
        this.note(thrown);
      }
    }
  }

  /** Leaves the rest of the template unread. */
  stop(): void {
    this.lexer.stop();
    this.goOn();
  }
}

import type { Span } from './templateNode.js';
import { SyntaxFault, type Token, type TokenType } from './templateToken.js';

/** Where the lexer stands in a source, and the line there; offsets are asked for in rising order. */
export class SourceCursor {
  at = 0;
  /** Jinja2 drops one newline at the end. */
  readonly end: number;
  private line = 1;
  private countedTo = 0;
  /** The line of the last token made. */
  private lastLine = 1;

  constructor(readonly source: string) {
    this.end = source.endsWith('\r\n')
      ? source.length - 2
      : source.length - (/[\r\n]$/.test(source) ? 1 : 0);
  }

  lineAt(offset: number): number {
    const { source } = this;
    while (this.countedTo < offset) {
      const unit = source.charCodeAt(this.countedTo);
      this.countedTo += 1;
      if (unit === 10 || (unit === 13 && source.charCodeAt(this.countedTo) !== 10)) {
        this.line += 1;
      }
    }
    return this.line;
  }

  token(type: TokenType, { start, end }: Span, text = ''): Token {
    this.lastLine = this.lineAt(start);
    this.at = end;
    return { type, start, end, line: this.lastLine, text, number: null };
  }

  /** Its line is that of the token before, as in Jinja2. */
  endToken(): Token {
    const { end, lastLine } = this;
    return { type: 'end', start: end, end, line: lastLine, text: '', number: null };
  }

  fail(message: string, span: Span, code?: string): never {
    throw new SyntaxFault(message, { ...span, line: this.lineAt(span.start) }, code);
  }
}

import { TagLexer } from './lexTag.js';
import {
  endWithoutSpace,
  SPACE,
  startWithoutSpace,
  withPlainNewlines,
} from './pythonCharacters.js';
import { SourceCursor } from './sourceCursor.js';
import type { NamePlace, Span, TagPlace } from './templateNode.js';
import { SyntaxFault, type Token } from './templateToken.js';

const RAW_START = new RegExp(`\\{%[-+]?[${SPACE}]*(raw)[${SPACE}]*(?:-%\\}|%\\})`, 'y');
const RAW_END = new RegExp(`\\{%([-+]?)[${SPACE}]*(endraw)[${SPACE}]*[-+]?%\\}`, 'g');
const TAG_START = /\{[{%#]/g;

interface OpenTag {
  start: number;
  end: number;
  kind: TagPlace['kind'];
  word?: NamePlace;
}

/**
 * Tokens of a template one by one. `next()` throws a `SyntaxFault` at the token that Jinja2 can't
 * read, so a parser that asks no earlier than Jinja2 meets faults in Jinja2's order.
 */
export class TemplateLexer {
  /** Every tag met so far; the last one's end is known once it is read. */
  readonly tags: readonly TagPlace[];
  private readonly met: OpenTag[] = [];
  private readonly cursor: SourceCursor;
  private inside: TagLexer | undefined;
  private closer: '}}' | '%}' = '}}';
  private isRaw = false;
  /** The word of a statement tag is yet to come. */
  private awaitsWord = false;
  /** False once a search went to the end: it would go there again. */
  private hasCommentEnd = true;
  private hasRawEnd = true;

  constructor(source: string) {
    this.cursor = new SourceCursor(source);
    this.tags = this.met;
  }

  next(): Token {
    if (this.inside === undefined) {
      return this.nextOutside();
    }
    const token = this.inside.next();
    if (token.type === '}}' || token.type === '%}') {
      this.inside = undefined;
      this.endTag(token.end);
    }
    if (this.awaitsWord) {
      this.awaitsWord = false;
      const tag = this.met.at(-1);
      if (token.type === 'name' && tag !== undefined) {
        tag.word = { name: token.text, start: token.start, end: token.end };
      }
    }
    return token;
  }

  /**
   * Goes on behind the tag, or at the next one where this one is not closed: with `unread`, the token
   * that the parser could not take, where that is its first brace.
   */
  skipTag(unread: Token): void {
    const { cursor, closer } = this;
    if (this.inside === undefined) {
      return;
    }
    this.inside = undefined;
    if (unread.type === '{') {
      cursor.at = unread.start;
    }
    const search = closer === '}}' ? /-?\}\}|\{[{%#]/g : /[-+]?%\}|\{[{%#]/g;
    search.lastIndex = cursor.at;
    const found = search.exec(cursor.source);
    if (found === null || found.index + found[0].length > cursor.end) {
      cursor.at = cursor.end;
    } else if (found[0].startsWith('{')) {
      cursor.at = found.index;
    } else {
      const stop = found.index + found[0].length;
      this.endTag(stop);
      cursor.at = found[0].startsWith('-') ? this.behindSpace(stop) : stop;
      return;
    }
    this.endTag(cursor.at);
  }

  /** Leaves the rest unread. */
  stop(): void {
    this.inside = undefined;
    this.isRaw = false;
    this.cursor.at = this.cursor.end;
  }

  private endTag(end: number): void {
    const tag = this.met.at(-1);
    if (tag !== undefined) {
      tag.end = end;
    }
  }

  private behindSpace(offset: number): number {
    return startWithoutSpace(this.cursor.source, offset, this.cursor.end);
  }

  private nextOutside(): Token {
    const { cursor } = this;
    const { source, end } = cursor;
    for (;;) {
      const raw = this.isRaw ? this.readRaw() : undefined;
      if (raw !== undefined) {
        return raw;
      }
      const start = this.startOfTag();
      const isStripped = start < end && source[start + 2] === '-';
      const stop = isStripped ? endWithoutSpace(source, cursor.at, start) : start;
      if (stop > cursor.at) {
        return this.text({ start: cursor.at, end: stop }, start);
      }
      cursor.at = start;
      if (start >= end) {
        return cursor.endToken();
      }
      const opened = this.openTag(start);
      if (opened !== undefined) {
        return opened;
      }
    }
  }

  private startOfTag(): number {
    const { at, end, source } = this.cursor;
    TAG_START.lastIndex = at;
    const found = at < end ? TAG_START.exec(source) : null;
    return found === null || found.index + 2 > end ? end : found.index;
  }

  private text(span: Span, resumeAt: number): Token {
    const { cursor } = this;
    const made = cursor.token(
      'text',
      span,
      withPlainNewlines(cursor.source.slice(span.start, span.end)),
    );
    cursor.at = resumeAt;
    return made;
  }

  /** undefined: a comment or the start of a raw stretch, which give no token. */
  private openTag(start: number): Token | undefined {
    const { cursor, met } = this;
    const { source, end } = cursor;
    const sign = source[start + 2];
    const isSigned = start + 2 < end && (sign === '-' || sign === '+');
    const behind = start + (isSigned ? 3 : 2);
    const letter = source[start + 1];
    if (letter === '#') {
      met.push({ start, end: behind, kind: 'comment' });
      this.skipComment({ start, end: behind });
      return undefined;
    }
    if (letter === '{') {
      met.push({ start, end, kind: 'expression' });
      return this.enter('}}', { start, end: behind });
    }
    RAW_START.lastIndex = start;
    const raw = RAW_START.exec(source);
    if (raw !== null && start + raw[0].length <= end) {
      const stop = start + raw[0].length;
      met.push({ start, end: stop, kind: 'statement', word: wordIn(raw, 'raw') });
      cursor.at = raw[0].endsWith('-%}') ? this.behindSpace(stop) : stop;
      this.isRaw = true;
      return undefined;
    }
    met.push({ start, end, kind: 'statement' });
    this.awaitsWord = true;
    return this.enter('%}', { start, end: behind });
  }

  private enter(closer: '}}' | '%}', opener: Span): Token {
    this.closer = closer;
    this.inside = new TagLexer(this.cursor, closer);
    return this.cursor.token(closer === '}}' ? '{{' : '{%', opener);
  }

  private skipComment(opener: Span): void {
    const { cursor } = this;
    cursor.at = opener.end;
    const closer = this.hasCommentEnd ? cursor.source.indexOf('#}', opener.end) : -1;
    const stop = closer + 2;
    if (closer < 0 || stop > cursor.end) {
      this.hasCommentEnd = false;
      if (opener.end < cursor.end) {
        cursor.fail('{# is not closed: write #} after the comment.', opener, 'unclosed');
      }
      return;
    }
    const isStripping = closer > opener.end && cursor.source[closer - 1] === '-';
    cursor.at = isStripping ? this.behindSpace(stop) : stop;
    this.endTag(stop);
  }

  /** undefined: nothing is left of the raw stretch. */
  private readRaw(): Token | undefined {
    const { cursor, met } = this;
    const { source, at, end } = cursor;
    this.isRaw = false;
    RAW_END.lastIndex = at;
    const close = this.hasRawEnd ? RAW_END.exec(source) : null;
    if (close === null || close.index + close[0].length > end) {
      this.hasRawEnd = false;
      const opener = met.at(-1);
      if (at < end && opener !== undefined) {
        // The line is that of the text behind the tag, as in Jinja2.
        const place = { start: opener.start, end: opener.end, line: cursor.lineAt(at) };
        throw new SyntaxFault('{% raw %} is not closed: write {% endraw %}.', place, 'unclosed');
      }
      return undefined;
    }
    const stop = close.index + close[0].length;
    met.push({
      start: close.index,
      end: stop,
      kind: 'statement',
      word: wordIn(close, 'endraw'),
    });
    const to = close[1] === '-' ? endWithoutSpace(source, at, close.index) : close.index;
    const resumeAt = close[0].endsWith('-%}') ? this.behindSpace(stop) : stop;
    if (to > at) {
      return this.text({ start: at, end: to }, resumeAt);
    }
    cursor.at = resumeAt;
    return undefined;
  }
}

function wordIn(match: RegExpExecArray, name: string): NamePlace {
  const start = match.index + match[0].indexOf(name);
  return { name, start, end: start + name.length };
}

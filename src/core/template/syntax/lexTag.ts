import { bracketText, unreadableText } from './faultTexts.js';
import { isIdentifier, isSpace, NAME_CHARACTERS, startWithoutSpace } from './pythonCharacters.js';
import { readNumber } from './readNumber.js';
import { endOfString, unescaped } from './readString.js';
import type { SourceCursor } from './sourceCursor.js';
import type { Operator, Token } from './templateToken.js';

const NAME = new RegExp(NAME_CHARACTERS, 'uy');
const PLAIN_NAME = /[A-Za-z_][A-Za-z_0-9]*/y;
const OPERATORS: ReadonlySet<string> = new Set('+-/*%~[](){}><=.:|,;');
const LONG_OPERATORS: ReadonlySet<string> = new Set(['//', '**', '==', '!=', '>=', '<=']);
const CLOSING: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);
const CLOSERS: ReadonlySet<string> = new Set(CLOSING.values());

/** The tokens of one tag, behind its opening delimiter. */
export class TagLexer {
  /** The closing brackets that are awaited, the next one last. */
  private readonly brackets: string[] = [];

  constructor(
    private readonly cursor: SourceCursor,
    private readonly closer: '}}' | '%}',
  ) {}

  next(): Token {
    const { cursor } = this;
    // White space is no part of a delimiter, so this looks for one before it and behind it.
    const closed = this.readCloser();
    if (closed !== undefined) {
      return closed;
    }
    if (isSpace(cursor.source.charCodeAt(cursor.at))) {
      cursor.at = startWithoutSpace(cursor.source, cursor.at, cursor.end);
      const closedBehind = this.readCloser();
      if (closedBehind !== undefined) {
        return closedBehind;
      }
    }
    if (cursor.at >= cursor.end) {
      return cursor.endToken();
    }
    return readAnyNumber(cursor) ?? readName(cursor) ?? readText(cursor) ?? this.readOperator();
  }

  /** Only where no bracket is open: `}}` can end two dicts. */
  private readCloser(): Token | undefined {
    const { cursor, closer } = this;
    if (this.brackets.length > 0) {
      return undefined;
    }
    const { source, at } = cursor;
    const sign = source[at];
    const start = sign === '-' || (sign === '+' && closer === '%}') ? at + 1 : at;
    const end = start + 2;
    if (end > cursor.end || !source.startsWith(closer, start)) {
      return undefined;
    }
    const made = cursor.token(closer, { start: at, end });
    if (sign === '-') {
      cursor.at = startWithoutSpace(source, end, cursor.end);
    }
    return made;
  }

  private readOperator(): Token {
    const { cursor, brackets } = this;
    const { at, source } = cursor;
    const pair = source.slice(at, at + 2);
    const found = LONG_OPERATORS.has(pair) ? pair : pair.slice(0, 1);
    const span = { start: at, end: at + found.length };
    if (found.length === 1 && !OPERATORS.has(found)) {
      const character = String.fromCodePoint(source.codePointAt(at) ?? 0);
      cursor.fail(unreadableText(character), {
        start: at,
        end: at + character.length,
      });
    }
    const closing = CLOSING.get(found);
    if (closing !== undefined) {
      brackets.push(closing);
    } else if (CLOSERS.has(found)) {
      const awaited = brackets.pop();
      if (awaited !== found) {
        cursor.fail(bracketText(found, awaited, this.closer), span);
      }
    }
    // It is one of OPERATORS or LONG_OPERATORS, as looked up above.
    return cursor.token(found as Operator, span, found);
  }
}

function readAnyNumber(cursor: SourceCursor): Token | undefined {
  const { at, source } = cursor;
  const unit = source.charCodeAt(at);
  if (unit < 0x30 || (unit > 0x39 && unit < 0x80)) {
    return undefined;
  }
  const read = readNumber(source, at);
  if (read === undefined) {
    return undefined;
  }
  const span = { start: at, end: read.end };
  if (read.value === undefined) {
    return cursor.fail('This number can’t be read; write it with fewer digits, 0 to 9.', span);
  }
  return { ...cursor.token(read.type, span), number: read.value };
}

function readName(cursor: SourceCursor): Token | undefined {
  const { at, source } = cursor;
  PLAIN_NAME.lastIndex = at;
  const plain = PLAIN_NAME.exec(source)?.[0];
  if (plain !== undefined && !(source.charCodeAt(at + plain.length) >= 0x80)) {
    return cursor.token('name', { start: at, end: at + plain.length }, plain);
  }
  NAME.lastIndex = at;
  const name = NAME.exec(source)?.[0];
  if (name === undefined) {
    return undefined;
  }
  const span = { start: at, end: at + name.length };
  if (!isIdentifier(name)) {
    cursor.fail(`"${name}" is no name: start it with a letter and use letters, digits, _.`, span);
  }
  return cursor.token('name', span, name);
}

function readText(cursor: SourceCursor): Token | undefined {
  const { at, source, end } = cursor;
  const quote = source[at];
  if (quote !== '"' && quote !== "'") {
    return undefined;
  }
  const stop = endOfString(source, at, end);
  if (stop < 0) {
    cursor.fail(`The text is not closed: write ${quote} at its end.`, { start: at, end: at + 1 });
  }
  const read = unescaped(source.slice(at + 1, stop - 1));
  if ('fault' in read) {
    cursor.fail(read.fault, { start: at, end: stop });
  }
  return cursor.token('string', { start: at, end: stop }, read.text);
}

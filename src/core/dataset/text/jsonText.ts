import { t } from '../../../l10n/t.js';
import { DEEPEST_JSON } from '../../isNestedDeeper.js';

/**
 * A JSON text read without loss: numbers keep their digits, objects their order and repeated keys.
 * `JSON.parse` is faster; this is for whoever needs the source text, or the place of a fault.
 */
export type JsonNode =
  | { readonly kind: 'object'; readonly members: readonly JsonMember[] }
  | { readonly kind: 'array'; readonly items: readonly JsonNode[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'literal'; readonly value: null | boolean };

export interface JsonMember {
  readonly key: string;
  readonly value: JsonNode;
  /** The value's text: `source.slice(start, end)`. */
  readonly start: number;
  readonly end: number;
}

type JsonReading =
  | { readonly ok: true; readonly node: JsonNode }
  /** `column` counts UTF-16 units from 1. */
  | { readonly ok: false; readonly column: number; readonly expected: string };

const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;

class Fault extends Error {
  constructor(
    readonly at: number,
    readonly expected: string,
  ) {
    super(expected);
  }
}

export function readJsonText(text: string): JsonReading {
  const cursor: Cursor = { text, at: 0, depth: 0 };
  try {
    const node = readValue(cursor);
    skipSpace(cursor);
    if (cursor.at < text.length) throw new Fault(cursor.at, t('the end of the line'));
    return { ok: true, node };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { ok: false, column: error.at + 1, expected: error.expected };
  }
}

interface Cursor {
  readonly text: string;
  at: number;
  depth: number;
}

function skipSpace(cursor: Cursor): void {
  for (;;) {
    const code = cursor.text.charCodeAt(cursor.at);
    if (code !== 32 && code !== 9 && code !== 10 && code !== 13) return;
    cursor.at += 1;
  }
}

function readValue(cursor: Cursor): JsonNode {
  skipSpace(cursor);
  switch (cursor.text.charAt(cursor.at)) {
    case '{':
      return nested(cursor, readObject);
    case '[':
      return nested(cursor, readArray);
    case '"':
      return { kind: 'string', value: readString(cursor) };
    case 't':
      return readLiteral(cursor, 'true', true);
    case 'f':
      return readLiteral(cursor, 'false', false);
    case 'n':
      return readLiteral(cursor, 'null', null);
    default:
      return readNumber(cursor);
  }
}

function nested(cursor: Cursor, read: (cursor: Cursor) => JsonNode): JsonNode {
  if (cursor.depth >= DEEPEST_JSON) {
    throw new Fault(cursor.at, t('no more than {0} levels of nesting', DEEPEST_JSON));
  }
  cursor.depth += 1;
  cursor.at += 1;
  const node = read(cursor);
  cursor.depth -= 1;
  return node;
}

function readObject(cursor: Cursor): JsonNode {
  const members: JsonMember[] = [];
  skipSpace(cursor);
  if (take(cursor, '}')) return { kind: 'object', members };
  for (;;) {
    skipSpace(cursor);
    if (cursor.text[cursor.at] !== '"') {
      const isFirst = members.length === 0;
      throw new Fault(
        cursor.at,
        isFirst ? t('a key in double quotes or "}"') : t('a key in double quotes'),
      );
    }
    const key = readString(cursor);
    skipSpace(cursor);
    if (!take(cursor, ':')) throw new Fault(cursor.at, t('":" after the key'));
    skipSpace(cursor);
    const start = cursor.at;
    const value = readValue(cursor);
    members.push({ key, value, start, end: cursor.at });
    skipSpace(cursor);
    if (take(cursor, '}')) return { kind: 'object', members };
    if (!take(cursor, ',')) throw new Fault(cursor.at, t('"," or "}"'));
  }
}

function readArray(cursor: Cursor): JsonNode {
  const items: JsonNode[] = [];
  skipSpace(cursor);
  if (take(cursor, ']')) return { kind: 'array', items };
  for (;;) {
    items.push(readValue(cursor));
    skipSpace(cursor);
    if (take(cursor, ']')) return { kind: 'array', items };
    if (!take(cursor, ',')) throw new Fault(cursor.at, t('"," or "]"'));
  }
}

function take(cursor: Cursor, character: string): boolean {
  if (cursor.text[cursor.at] !== character) return false;
  cursor.at += 1;
  return true;
}

function readLiteral(cursor: Cursor, word: string, value: null | boolean): JsonNode {
  if (!cursor.text.startsWith(word, cursor.at)) throw new Fault(cursor.at, t('a value'));
  cursor.at += word.length;
  return { kind: 'literal', value };
}

function readNumber(cursor: Cursor): JsonNode {
  NUMBER.lastIndex = cursor.at;
  const text = NUMBER.exec(cursor.text)?.[0];
  if (text === undefined) throw new Fault(cursor.at, t('a value'));
  cursor.at += text.length;
  return { kind: 'number', text };
}

function readString(cursor: Cursor): string {
  const { text } = cursor;
  const start = cursor.at;
  let at = start + 1;
  let plain = true;
  for (;;) {
    const code = text.charCodeAt(at);
    if (Number.isNaN(code)) throw new Fault(text.length, t('a closing quote for the string'));
    if (code === 34) break;
    if (code < 32) throw new Fault(at, t('an escape such as \\n in place of a control character'));
    if (code === 92) {
      plain = false;
      at = afterEscape(text, at);
    } else at += 1;
  }
  cursor.at = at + 1;
  // The escapes were checked above, so this is a string and can't throw.
  return plain ? text.slice(start + 1, at) : (JSON.parse(text.slice(start, at + 1)) as string);
}

function afterEscape(text: string, at: number): number {
  const next = text[at + 1] ?? '';
  if (next === 'u') {
    if (/^[0-9a-fA-F]{4}$/.test(text.slice(at + 2, at + 6))) return at + 6;
    throw new Fault(at + 2, t('four hexadecimal digits after \\u'));
  }
  if (next === '' || !'"\\/bfnrt'.includes(next)) {
    throw new Fault(at + 1, t('one of " \\ / b f n r t u after the backslash'));
  }
  return at + 2;
}

import type { ParsedTemplate, TagPlace } from '../syntax/templateNode.js';

/** A word of a tag as it is being typed. */
export interface TagToken {
  readonly type: 'name' | 'number' | 'text' | 'sign';
  /** As written; of a text without its quotes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Of a text: its closing quote is there. */
  readonly isClosed?: boolean;
}

/** The tag that a place in the template is in, up to that place. */
export interface OpenTag {
  readonly kind: 'expression' | 'statement';
  /** Offset of the opening delimiter. */
  readonly from: number;
  /** Behind the opening delimiter. */
  readonly start: number;
  readonly tokens: readonly TagToken[];
}

const TOKEN =
  /(?<name>[\p{L}_][\p{L}\p{N}_]*)|(?<number>\d[\d_]*(?:\.\d+)?)|(?<quote>['"])|(?<sign>[-+]?[%}]\}|\{[{%]|\*\*|\/\/|[=!<>]=|[^\s])/uy;

/** Undefined outside of tags, in a comment and in raw text. */
export function openTagAt(parsed: ParsedTemplate, offset: number): OpenTag | undefined {
  const tag = tagBefore(parsed.tags, offset);
  if (!tag || tag.kind === 'comment') return undefined;
  return readTag(parsed.source, { kind: tag.kind, start: tag.start }, offset);
}

function tagBefore(tags: readonly TagPlace[], offset: number): TagPlace | undefined {
  return tags.findLast(({ start }) => start + 2 <= offset);
}

function readTag(
  source: string,
  first: { readonly kind: 'expression' | 'statement'; readonly start: number },
  offset: number,
): OpenTag | undefined {
  let kind = first.kind;
  let from = first.start;
  let start = behindOpening(source, from, offset);
  let tokens: TagToken[] = [];
  let depth = 0;
  for (let at = start; at < offset;) {
    const token = tokenAt(source, at, offset);
    if (token === 'space') {
      at += 1;
      continue;
    }
    if (token.type === 'sign') {
      const { text } = token;
      if (depth === 0 && text.endsWith(kind === 'expression' ? '}}' : '%}')) return undefined;
      if (depth === 0 && (text === '{{' || text === '{%')) {
        // Somebody began a tag and left it open: this one is the tag at the cursor.
        kind = text === '{{' ? 'expression' : 'statement';
        from = at;
        at = start = behindOpening(source, from, offset);
        tokens = [];
        continue;
      }
      for (const [index, sign] of [...text].entries()) {
        if ('([{'.includes(sign)) depth += 1;
        if (')]}'.includes(sign)) depth = Math.max(0, depth - 1);
        if (isBrackets(text)) {
          tokens.push({ type: 'sign', text: sign, start: at + index, end: at + index + 1 });
        }
      }
      if (!isBrackets(text)) tokens.push(token);
    } else {
      tokens.push(token);
    }
    at = token.end;
  }
  return { kind, from, start, tokens };
}

/** Behind `{{`, `{%-` and the like. */
function behindOpening(source: string, from: number, offset: number): number {
  const sign = source[from + 2];
  return from + (from + 2 < offset && (sign === '-' || sign === '+') ? 3 : 2);
}

function isBrackets(text: string): boolean {
  return /^[()[\]{}]+$/.test(text);
}

/** The token at `at`, as far as it stands before `offset`. */
function tokenAt(source: string, at: number, offset: number): TagToken | 'space' {
  TOKEN.lastIndex = at;
  const match = TOKEN.exec(source);
  if (!match) return 'space';
  const { name, number, quote } = match.groups ?? {};
  if (quote !== undefined) {
    const closing = closingQuote(source, at);
    const isClosed = closing < offset;
    const textEnd = isClosed ? closing : offset;
    const text = source.slice(at + 1, textEnd);
    return { type: 'text', text, start: at, end: isClosed ? closing + 1 : offset, isClosed };
  }
  const end = Math.min(at + match[0].length, offset);
  const type = name !== undefined ? 'name' : number !== undefined ? 'number' : 'sign';
  return { type, text: source.slice(at, end), start: at, end };
}

/** Offset of the quote that ends the text; the source's length where none does. */
function closingQuote(source: string, at: number): number {
  const quote = source[at];
  for (let index = at + 1; index < source.length; index += 1) {
    if (source[index] === '\\') index += 1;
    else if (source[index] === quote) return index;
  }
  return source.length;
}

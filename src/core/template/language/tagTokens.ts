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
  /** Behind the opening delimiter. */
  readonly start: number;
  readonly tokens: readonly TagToken[];
}

const TOKEN =
  /\s+|(?<name>[\p{L}_][\p{L}\p{N}_]*)|(?<number>\d[\d_]*(?:\.\d+)?)|(?<quote>['"])|(?<sign>[-+]?[%}]\}|\{[{%]|\*\*|\/\/|[=!<>]=|[^\s])/uy;

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
  tag: { readonly kind: OpenTag['kind']; readonly start: number },
  offset: number,
): OpenTag | undefined {
  const opening = /^[-+]/.test(source.slice(tag.start + 2, offset)) ? 3 : 2;
  const start = tag.start + opening;
  const tokens: TagToken[] = [];
  let depth = 0;
  for (let at = start; at < offset;) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(source);
    if (!match) return undefined;
    const { name, number, quote, sign } = match.groups ?? {};
    const end = Math.min(at + match[0].length, offset);
    if (quote !== undefined) {
      const closing = closingQuote(source, at);
      const isClosed = closing < offset;
      const textEnd = isClosed ? closing : offset;
      tokens.push({
        type: 'text',
        text: source.slice(at + 1, textEnd),
        start: at,
        end: isClosed ? closing + 1 : offset,
        isClosed,
      });
      at = isClosed ? closing + 1 : offset;
      continue;
    }
    if (sign !== undefined) {
      const closer = tag.kind === 'expression' ? '}}' : '%}';
      if (sign.endsWith(closer) && depth === 0 && at + sign.length <= offset) return undefined;
      // Somebody began a tag and left it open: this one is the tag at the cursor.
      if ((sign === '{%' || sign === '{{') && end === at + 2 && depth === 0) {
        const kind = sign === '{%' ? 'statement' : 'expression';
        return readTag(source, { kind, start: at }, offset);
      }
    }
    for (const piece of sign === undefined ? [] : signsOf(sign)) {
      if ('([{'.includes(piece)) depth += 1;
      if (')]}'.includes(piece)) depth = Math.max(0, depth - 1);
    }
    if (name !== undefined || number !== undefined || sign !== undefined) {
      const type = name !== undefined ? 'name' : number !== undefined ? 'number' : 'sign';
      tokens.push({ type, text: source.slice(at, end), start: at, end });
    }
    at = end;
  }
  return { kind: tag.kind, start, tokens };
}

function signsOf(sign: string): string[] {
  return [...sign];
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

/** What Python's `str.isspace` takes for white space: not what JavaScript does. */
export const SPACE =
  '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

const LONE_SPACE = new RegExp(`^[${SPACE}]$`);

export function isSpace(unit: number): boolean {
  if (unit < 0x80) {
    return unit === 0x20 || (unit >= 9 && unit <= 13) || (unit >= 0x1c && unit <= 0x1f);
  }
  return LONE_SPACE.test(String.fromCharCode(unit));
}

/** Where the text up to `end` ends without the white space at its end. */
export function endWithoutSpace(source: string, start: number, end: number): number {
  let at = end;
  while (at > start && isSpace(source.charCodeAt(at - 1))) {
    at -= 1;
  }
  return at;
}

export function startWithoutSpace(source: string, start: number, end: number): number {
  let at = start;
  while (at < end && isSpace(source.charCodeAt(at))) {
    at += 1;
  }
  return at;
}

/** `\r\n` and `\r` become `\n`. */
export function withPlainNewlines(text: string): string {
  return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
}

/**
 * What Jinja2 takes into a name, whether or not Python allows it there. Newer Unicode than Python's
 * has the joiners U+200C and U+200D in names too.
 */
export const NAME_CHARACTERS = '(?:(?![\\u200c\\u200d])[\\p{L}\\p{N}\\p{XID_Continue}])+';

const IDENTIFIER = /^[\p{XID_Start}_](?:(?![\u200c\u200d])\p{XID_Continue})*$/u;

/** Python's `str.isidentifier`. */
export function isIdentifier(name: string): boolean {
  return IDENTIFIER.test(name);
}

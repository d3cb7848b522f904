const QUOTE = 34;
const BACKSLASH = 92;
const COMMA = 44;
/** `[` and `{`, `]` and `}` differ in this bit alone. */
const CURLY = 32;
const OPEN = 123;
const CLOSE = 125;

/**
 * The members of an object of JSON with the text of each value, in their order; of a repeated key the
 * last value. `text` must be JSON already: it is only cut, strings are leapt over.
 */
export function memberTexts(text: string): Map<string, string> {
  const members = new Map<string, string>();
  let at = afterSpace(text, text.indexOf('{') + 1);
  while (text.charCodeAt(at) === QUOTE) {
    const keyEnd = afterString(text, at);
    const raw = text.slice(at + 1, keyEnd - 1);
    // A string of JSON.
    const key = raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw;
    const start = afterSpace(text, afterSpace(text, keyEnd) + 1);
    const end = afterValue(text, start);
    members.set(key, text.slice(start, end));
    const comma = afterSpace(text, end);
    at = text[comma] === ',' ? afterSpace(text, comma + 1) : text.length;
  }
  return members;
}

function afterSpace(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 9 && code !== 10 && code !== 13) return at;
    at += 1;
  }
}

/** `from` is at the first quote. */
function afterString(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let before = at - 1;
    while (text.charCodeAt(before) === BACKSLASH) before -= 1;
    if ((at - before) % 2 === 1) return at + 1;
  }
  return text.length;
}

function afterValue(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length;) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = afterString(text, at);
      if (depth === 0) return at;
    } else if ((code | CURLY) === OPEN) {
      depth += 1;
      at += 1;
    } else if ((code | CURLY) === CLOSE) {
      if (depth === 0) return at;
      depth -= 1;
      at += 1;
      if (depth === 0) return at;
    } else if (depth === 0 && (code === COMMA || code <= 32)) {
      return at;
    } else at += 1;
  }
  return text.length;
}

export type CodeLanguage = 'python' | 'javascript';

export type CodeToken = { readonly line: number } & (
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'number'; readonly number: number }
  /** Undefined text: it has fields or substitutions, or an escape that is none. */
  | { readonly kind: 'text'; readonly text: string | undefined }
  | { readonly kind: 'sign'; readonly text: string }
);

const NUMBER = /(?:0[xX][0-9a-fA-F_]+|(?:\d[\d_]*)?\.?\d[\d_]*\.?(?:[eE][+-]?\d+)?)/y;
const NAME = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const PYTHON_PREFIX = /(?:[rR]?[bBfF]|[bBfF]?[rR]|[uU])(?=["'])/y;

/** Splits source text into tokens in one pass; comments and spaces are left out. Nothing is run. */
export function codeTokens(source: string, language: CodeLanguage): CodeToken[] {
  const tokens: CodeToken[] = [];
  const isPython = language === 'python';
  let at = 0;
  let line = 1;
  const sticky = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(source)?.[0];
  };
  const skipTo = (end: number) => {
    for (; at < end; at += 1) if (source[at] === '\n') line += 1;
  };
  while (at < source.length) {
    const sign = source[at] ?? '';
    if (/\s/.test(sign)) {
      skipTo(at + 1);
      continue;
    }
    const isComment = isPython ? sign === '#' : source.startsWith('//', at);
    if (isComment) {
      skipTo(endOf(source, '\n', at));
      continue;
    }
    if (!isPython && source.startsWith('/*', at)) {
      skipTo(endOf(source, '*/', at + 2) + 2);
      continue;
    }
    const started = line;
    const prefix = isPython ? (sticky(PYTHON_PREFIX) ?? '') : '';
    const quote = source[at + prefix.length] ?? '';
    if (quote === '"' || quote === "'" || (!isPython && quote === '`')) {
      const { text, end } = readText(source, { at: at + prefix.length, prefix, language });
      skipTo(end);
      tokens.push({ kind: 'text', text, line: started });
      continue;
    }
    const number = /[\d.]/.test(sign) ? sticky(NUMBER) : undefined;
    if (number) {
      at += number.length;
      tokens.push({ kind: 'number', number: Number(number.replaceAll('_', '')), line });
      continue;
    }
    const name = sticky(NAME);
    const text =
      name ?? (source.startsWith('...', at) ? '...' : source.startsWith('**', at) ? '**' : sign);
    at += text.length;
    tokens.push({ kind: name === undefined ? 'sign' : 'name', text, line });
  }
  return tokens;
}

function endOf(source: string, text: string, from: number): number {
  const found = source.indexOf(text, from);
  return found < 0 ? source.length : found;
}

function readText(
  source: string,
  {
    at,
    prefix,
    language,
  }: { readonly at: number; readonly prefix: string; readonly language: CodeLanguage },
): { readonly text: string | undefined; readonly end: number } {
  const sign = source[at] ?? '';
  const isTriple = language === 'python' && source.startsWith(sign.repeat(3), at);
  const quote = isTriple ? sign.repeat(3) : sign;
  const isRaw = /r/i.test(prefix);
  const isFormat = /f/i.test(prefix);
  let text: string | undefined = /b/i.test(prefix) ? undefined : '';
  let end = at + quote.length;
  const add = (part: string | undefined) => {
    text = text === undefined || part === undefined ? undefined : text + part;
  };
  while (end < source.length && !source.startsWith(quote, end)) {
    const next = source[end] ?? '';
    if (next === '\\') {
      const { part, length } = isRaw
        ? { part: source.slice(end, end + 2), length: 2 }
        : readEscape(source, end, language);
      add(part);
      end += length;
    } else if (sign === '`' && source.startsWith('${', end)) {
      add(undefined);
      end += 2;
    } else if (isFormat && (next === '{' || next === '}')) {
      const isDoubled = source[end + 1] === next;
      add(isDoubled ? next : undefined);
      end += isDoubled ? 2 : 1;
    } else if (next === '\n' && quote.length === 1 && sign !== '`') {
      // The text was never closed.
      return { text: undefined, end };
    } else {
      // Both languages read every line end as \n.
      const isReturn = next === '\r';
      add(isReturn ? '\n' : next);
      end += isReturn && source[end + 1] === '\n' ? 2 : 1;
    }
  }
  return { text, end: Math.min(end + quote.length, source.length) };
}

const PLAIN_ESCAPES: Readonly<Record<string, string>> = {
  ...{ n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', '\\': '\\', "'": "'", '"': '"' },
  '\n': '',
};

function readEscape(
  source: string,
  at: number,
  language: CodeLanguage,
): { readonly part: string | undefined; readonly length: number } {
  const rest = source.slice(at, at + 12);
  const hex =
    /^\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|u\{([0-9a-fA-F]{1,6})\})/.exec(
      rest,
    );
  if (hex) {
    const code = parseInt(hex[1] ?? hex[2] ?? hex[3] ?? hex[4] ?? '', 16);
    return {
      part: code > 0x10ffff ? undefined : String.fromCodePoint(code),
      length: hex[0].length,
    };
  }
  const octal = /^\\([0-7]{1,3})/.exec(rest);
  if (octal)
    return { part: String.fromCharCode(parseInt(octal[1] ?? '', 8)), length: octal[0].length };
  if (rest.startsWith('\\\r\n')) return { part: '', length: 3 };
  const next = rest[1] ?? '';
  if (language === 'python' && next === 'a') return { part: '\x07', length: 2 };
  if (language === 'python' && next === 'N') return { part: undefined, length: 2 };
  const plain = PLAIN_ESCAPES[next];
  if (plain !== undefined) return { part: plain, length: 2 };
  // Python keeps the backslash of an escape it doesn't know, JavaScript drops it.
  return { part: language === 'python' ? `\\${next}` : next, length: 2 };
}

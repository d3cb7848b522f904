import { createTextDecoder, type DecodedText, type TextDecoder } from './decodedText.js';

/** Single-quoted text, quotes included in `start` and `end`. */
export function decodeSingleQuoted(file: string, start: number, end: number): DecodedText {
  return decodeLines(file, { start: start + 1, end: end - 1, apostrophes: 'doubled' });
}

/** Text without quotes, over one line or more. */
export function decodePlain(file: string, start: number, end: number): DecodedText {
  return decodeLines(file, { start, end, apostrophes: 'single' });
}

interface Lines {
  readonly start: number;
  readonly end: number;
  readonly apostrophes: 'single' | 'doubled';
}

/** Lines folded into one: a break is a space, an empty line a break, white space around them none. */
function decodeLines(file: string, { start, end, apostrophes }: Lines): DecodedText {
  const decoder = createTextDecoder(file);
  const copy = (from: number, to: number): void => {
    const pair = apostrophes === 'doubled' ? file.indexOf("''", from) : -1;
    if (pair < 0 || pair + 2 > to) {
      decoder.copy(from, to);
      return;
    }
    decoder.copy(from, pair);
    decoder.put("'", pair, pair + 2);
    copy(pair + 2, to);
  };
  let at = start;
  for (;;) {
    const newline = file.indexOf('\n', at);
    if (newline < 0 || newline >= end) {
      copy(at, end);
      return decoder.decoded();
    }
    const lineEnd = endOfLine(file, newline);
    copy(at, backOverBlanks(file, lineEnd, at));
    at = foldBreaks(file, { newline, end }, decoder);
  }
}

const DOUBLE_ESCAPES: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  '\t': '\t',
};

/** Double-quoted text, quotes included in `start` and `end`. */
export function decodeDoubleQuoted(file: string, start: number, end: number): DecodedText {
  const decoder = createTextDecoder(file);
  const last = end - 1;
  let at = start + 1;
  while (at < last) {
    const char = file.charAt(at);
    if (char === '\\') {
      at = decodeEscape(file, at, decoder);
    } else if (char === '\n' || (char === '\r' && file.charAt(at + 1) === '\n')) {
      at = foldBreaks(file, { newline: file.indexOf('\n', at), end: last }, decoder);
    } else if (isBlank(char)) {
      let after = at + 1;
      while (isBlank(file.charAt(after))) after += 1;
      // Blanks before a line break mean nothing.
      if (!/^\r?\n/.test(file.slice(after, after + 2))) decoder.copy(at, after);
      at = after;
    } else {
      decoder.copy(at, at + 1);
      at += 1;
    }
  }
  return decoder.decoded();
}

/** Decodes the escape at `at`; gives the offset behind it. */
function decodeEscape(file: string, at: number, decoder: TextDecoder): number {
  const next = file.charAt(at + 1);
  const meant = DOUBLE_ESCAPES[next];
  if (meant !== undefined) {
    decoder.put(meant, at, at + 2);
    return at + 2;
  }
  const lineBreak = /^\r?\n[ \t]*/.exec(file.slice(at + 1));
  if (lineBreak) return at + 1 + lineBreak[0].length;
  const code = /^\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8}))/.exec(
    file.slice(at, at + 10),
  );
  const digits = code?.[1] ?? code?.[2] ?? code?.[3];
  const point = digits === undefined ? Infinity : parseInt(digits, 16);
  if (point > 0x10ffff) {
    decoder.copy(at, at + 2);
    return at + 2;
  }
  const end = at + (code?.[0].length ?? 0);
  decoder.put(String.fromCodePoint(point), at, end);
  return end;
}

/**
 * The break at `newline` with the blanks and breaks that follow: one is a space, each further one a
 * line break. Gives the offset of what comes next.
 */
function foldBreaks(
  file: string,
  { newline, end }: { readonly newline: number; readonly end: number },
  decoder: TextDecoder,
): number {
  const breaks = [newline];
  let after = newline + 1;
  for (;;) {
    const char = file.charAt(after);
    if (after >= end || !/[ \t\n\r]/.test(char)) break;
    if (char === '\r' && file.charAt(after + 1) !== '\n') break;
    if (char === '\n') breaks.push(after);
    after += 1;
  }
  if (breaks.length === 1) {
    decoder.put(' ', endOfLine(file, newline), after);
    return after;
  }
  // The first break closes its line; each further one stands for itself.
  for (const [index, at] of breaks.entries()) {
    if (index === 0) continue;
    const from = index === 1 ? endOfLine(file, newline) : at;
    decoder.put('\n', from, breaks[index + 1] ?? after);
  }
  return after;
}

function endOfLine(file: string, newline: number): number {
  return file.charAt(newline - 1) === '\r' ? newline - 1 : newline;
}

function backOverBlanks(file: string, end: number, least: number): number {
  let at = end;
  while (at > least && isBlank(file.charAt(at - 1))) at -= 1;
  return at;
}

function isBlank(char: string): boolean {
  return char === ' ' || char === '\t';
}

import type { CodeToken } from './codeTokens.js';
import type { SnippetValue } from './snippetValue.js';

export function isSign(token: CodeToken | undefined, text: string): boolean {
  return token?.kind === 'sign' && token.text === text;
}

export function isName(token: CodeToken | undefined, text: string): boolean {
  return token?.kind === 'name' && token.text === text;
}

/** Behind `as Type`, `!`, and `?? ''`, which change no literal. */
export function afterWords(tokens: readonly CodeToken[], at: number): number {
  let next = at;
  if (isSign(tokens[next], '!')) next += 1;
  if (
    isSign(tokens[next], '?') &&
    isSign(tokens[next + 1], '?') &&
    tokens[next + 2]?.kind === 'text'
  )
    next += 3;
  if (isName(tokens[next], 'as') || isName(tokens[next], 'satisfies')) {
    next += 1;
    while (next < tokens.length && (tokens[next]?.kind !== 'sign' || isTypeSign(tokens, next))) {
      if (isEnd(tokens, next)) break;
      next += 1;
    }
  }
  return next;
}

function isTypeSign(tokens: readonly CodeToken[], at: number): boolean {
  if (isSign(tokens[at], '.') || isSign(tokens[at], '[')) return true;
  return isSign(tokens[at], ']') && tokens[at - 1]?.kind === 'text';
}

/** A value ends where its list does, or where the next statement begins. */
export function isEnd(tokens: readonly CodeToken[], at: number): boolean {
  const token = tokens[at];
  if (!token) return true;
  if (token.kind === 'sign') return /^[,;)\]}@#]$/.test(token.text);
  return token.kind === 'name' && token.line > (tokens[at - 1]?.line ?? token.line);
}

/** For each opening bracket the token that closes it; an open one is closed by the end. */
export function closings(tokens: readonly CodeToken[]): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  const open: number[] = [];
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'sign') continue;
    if (/^[([{]$/.test(token.text)) open.push(at);
    else if (/^[)\]}]$/.test(token.text)) {
      const from = open.pop();
      if (from !== undefined) found.set(from, at);
    }
  }
  return found;
}

/** Behind an expression that is not understood, at the comma or bracket that ends it. */
export function skipped(
  tokens: readonly CodeToken[],
  from: number,
  closedAt: ReadonlyMap<number, number>,
): number {
  for (let at = from; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.kind !== 'sign') continue;
    // What is within brackets is jumped over: each token is passed a bounded number of times.
    if (/^[([{]$/.test(token.text)) at = closedAt.get(at) ?? tokens.length;
    else if (/^[)\]},;]$/.test(token.text)) return at;
  }
  return tokens.length;
}

/** `os.environ["X"]`, `os.environ.get("X")`, `os.getenv("X")`, `process.env.X`, `process.env["X"]`. */
export function environment(
  tokens: readonly CodeToken[],
  at: number,
): { value: SnippetValue; next: number } | undefined {
  const words = tokens
    .slice(at, at + 8)
    .map((token) =>
      token.kind === 'number' ? '' : token.kind === 'text' ? `"${token.text ?? ''}"` : token.text,
    );
  const text = words.join(' ');
  const match =
    /^os \. environ \[ "(\w+)" \]/.exec(text) ??
    /^os \. environ \. get \( "(\w+)" \)/.exec(text) ??
    /^os \. getenv \( "(\w+)" \)/.exec(text) ??
    /^process \. env \[ "(\w+)" \]/.exec(text) ??
    /^process \. env \. (\w+)/.exec(text);
  if (!match) return undefined;
  return {
    value: { kind: 'environment', name: match[1] ?? '' },
    next: at + match[0].split(' ').length,
  };
}

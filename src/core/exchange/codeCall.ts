import { afterWords, closings, environment, isEnd, isName, isSign, skipped } from './codeShapes.js';
import { codeTokens, type CodeLanguage, type CodeToken } from './codeTokens.js';
import type { SnippetCall, SnippetObject, SnippetValue } from './snippetValue.js';

const MOST_DEPTH = 60;
const WORDS: Readonly<Record<string, SnippetValue>> = {
  True: { kind: 'boolean', boolean: true },
  False: { kind: 'boolean', boolean: false },
  None: { kind: 'null' },
  true: { kind: 'boolean', boolean: true },
  false: { kind: 'boolean', boolean: false },
  null: { kind: 'null' },
  undefined: { kind: 'null' },
};

/**
 * The call of `evals.create` or `evaluation.create` in Python or JavaScript, with its arguments by
 * name. Only literals are read, names that were given one earlier, and environment variables.
 */
export function codeCall(source: string, language: CodeLanguage): SnippetCall | undefined {
  const tokens = codeTokens(source, language);
  const reader = createReader(tokens);
  const names = reader.names;
  let members: SnippetObject | undefined;
  let upload: SnippetValue | undefined;
  for (let at = 0; at < tokens.length; at += 1) {
    const [first, second, third] = [tokens[at], tokens[at + 1], tokens[at + 2]];
    if (first?.kind !== 'name') continue;
    if (
      /^(evals?|evaluations?)$/.test(first.text) &&
      isSign(second, '.') &&
      isName(third, 'create')
    ) {
      const read = isSign(tokens[at + 3], '(') ? reader.args(at + 4) : undefined;
      if (read && !members) members = read.named;
    } else if (
      /upload/i.test(first.text) &&
      isSign(second, '(') &&
      !isName(tokens[at - 1], 'function') &&
      !isName(tokens[at - 1], 'def')
    ) {
      const { named, listed } = reader.args(at + 2);
      const path = named.get('file') ?? listed[0];
      if (path?.kind === 'text') upload ??= { kind: 'upload', path };
    } else if (isAssignment(tokens, at)) {
      const start = assignedFrom(tokens, at);
      if (start === undefined) continue;
      const { value } = reader.value(start, 0);
      names.set(first.text, value);
    } else if (
      /openAsBlob|open/.test(first.text) &&
      isSign(second, '(') &&
      third?.kind === 'text'
    ) {
      // The file behind a form that is uploaded by hand.
      const path = third.text;
      if (first.text === 'openAsBlob' && path !== undefined) {
        upload ??= { kind: 'upload', path: { kind: 'text', text: path } };
      }
    }
  }
  if (!members) return undefined;
  return { members, ...(upload && { upload }) };
}

/** `name = …`, no comparison, no member, no argument of a call on the same name. */
function isAssignment(tokens: readonly CodeToken[], at: number): boolean {
  if (isSign(tokens[at - 1], '.')) return false;
  return assignedFrom(tokens, at) !== undefined;
}

function assignedFrom(tokens: readonly CodeToken[], at: number): number | undefined {
  let index = at + 1;
  // `const name: Type = …`
  if (isSign(tokens[index], ':') && tokens[index + 1]?.kind === 'name') index += 2;
  if (
    !isSign(tokens[index], '=') ||
    isSign(tokens[index + 1], '=') ||
    isSign(tokens[index + 1], '>')
  ) {
    return undefined;
  }
  return index + 1;
}

interface Arguments {
  readonly named: SnippetObject;
  readonly listed: readonly SnippetValue[];
  readonly next: number;
}

function createReader(tokens: readonly CodeToken[]) {
  const names = new Map<string, SnippetValue>();
  const closedAt = closings(tokens);

  const value = (at: number, depth: number): { value: SnippetValue; next: number } => {
    const line = tokens[at]?.line ?? tokens.at(-1)?.line ?? 1;
    const unknown: SnippetValue = { kind: 'unknown', line };
    const read = depth > MOST_DEPTH ? undefined : single(at, depth);
    const end = read && afterWords(tokens, read.next);
    if (read && end !== undefined && isEnd(tokens, end)) return { value: read.value, next: end };
    if (read && end !== undefined && isSign(tokens[end], '+') && read.value.kind === 'text') {
      const rest = value(end + 1, depth + 1);
      if (rest.value.kind === 'text') {
        return {
          value: { kind: 'text', text: read.value.text + rest.value.text },
          next: rest.next,
        };
      }
    }
    return { value: unknown, next: skipped(tokens, at, closedAt) };
  };

  const single = (at: number, depth: number): { value: SnippetValue; next: number } | undefined => {
    const token = tokens[at];
    if (!token) return undefined;
    if (token.kind === 'number')
      return { value: { kind: 'number', number: token.number }, next: at + 1 };
    if (token.kind === 'text') {
      let text = token.text;
      let next = at + 1;
      for (let more = tokens[next]; more?.kind === 'text'; more = tokens[next]) {
        text = text === undefined || more.text === undefined ? undefined : text + more.text;
        next += 1;
      }
      return {
        value: text === undefined ? { kind: 'unknown', line: token.line } : { kind: 'text', text },
        next,
      };
    }
    if (token.kind === 'name') return named(at, depth);
    switch (token.text) {
      case '-': {
        const number = tokens[at + 1];
        if (number?.kind !== 'number') return undefined;
        return { value: { kind: 'number', number: -number.number }, next: at + 2 };
      }
      case '[':
        return list(at + 1, ']', depth);
      case '(': {
        const tuple = list(at + 1, ')', depth);
        const [only] = tuple.value.items;
        const isGroup = tuple.value.items.length === 1 && !isSign(tokens[tuple.next - 2], ',');
        return isGroup && only ? { value: only, next: tuple.next } : tuple;
      }
      case '{':
        return object(at + 1, depth);
      default:
        return undefined;
    }
  };

  const named = (at: number, depth: number): { value: SnippetValue; next: number } | undefined => {
    const token = tokens[at];
    if (token?.kind !== 'name') return undefined;
    if (token.text === 'await' || token.text === 'new') return single(at + 1, depth);
    const variable = environment(tokens, at);
    if (variable) return variable;
    const word = Object.hasOwn(WORDS, token.text) ? WORDS[token.text] : undefined;
    if (word) return { value: word, next: at + 1 };
    let end = at + 1;
    let last = token.text;
    while (isSign(tokens[end], '.') && tokens[end + 1]?.kind === 'name') {
      const part = tokens[end + 1];
      last = part?.kind === 'name' ? part.text : last;
      end += 2;
    }
    if (isSign(tokens[end], '(')) {
      const { named: members, listed, next } = args(end + 1, depth + 1);
      if (/upload/i.test(last)) {
        const path = members.get('file') ?? listed[0];
        return path?.kind === 'text' ? { value: { kind: 'upload', path }, next } : undefined;
      }
      const isRecord = last === 'dict' || /^Parameters|Params$|Parameters$/.test(last);
      return isRecord && listed.length === 0
        ? { value: { kind: 'object', members }, next }
        : undefined;
    }
    const known = names.get(token.text);
    if (!known) return undefined;
    if (end === at + 1) return { value: known, next: end };
    return known.kind === 'upload' && last === 'id' ? { value: known, next: end } : undefined;
  };

  const list = (at: number, close: string, depth: number) => {
    const items: SnippetValue[] = [];
    let next = at;
    while (next < tokens.length && !isSign(tokens[next], close)) {
      const item = value(next, depth + 1);
      items.push(item.value);
      next = isSign(tokens[item.next], ',') ? item.next + 1 : item.next;
      if (!isSign(tokens[item.next], ',') && !isSign(tokens[next], close)) break;
    }
    return { value: { kind: 'list' as const, items }, next: next + 1 };
  };

  const object = (at: number, depth: number) => {
    const members = new Map<string, SnippetValue>();
    let next = at;
    while (next < tokens.length && !isSign(tokens[next], '}')) {
      const key = tokens[next];
      const name = key?.kind === 'text' || key?.kind === 'name' ? key.text : undefined;
      if (name !== undefined && isSign(tokens[next + 1], ':')) {
        const member = value(next + 2, depth + 1);
        members.set(name, member.value);
        next = member.next;
      } else if (
        key?.kind === 'name' &&
        (isSign(tokens[next + 1], ',') || isSign(tokens[next + 1], '}'))
      ) {
        members.set(key.text, names.get(key.text) ?? { kind: 'unknown', line: key.line });
        next += 1;
      } else {
        const spread = key?.kind === 'sign' && (key.text === '...' || key.text === '**');
        const from = value(spread ? next + 1 : next, depth + 1);
        if (spread && from.value.kind === 'object')
          for (const [one, member] of from.value.members) members.set(one, member);
        else members.set(spread ? '…' : (name ?? '…'), { kind: 'unknown', line: key?.line ?? 1 });
        next = from.next;
      }
      if (isSign(tokens[next], ',')) next += 1;
      else if (!isSign(tokens[next], '}')) break;
    }
    return { value: { kind: 'object' as const, members }, next: next + 1 };
  };

  const args = (at: number, depth = 0): Arguments => {
    const members = new Map<string, SnippetValue>();
    const listed: SnippetValue[] = [];
    let next = at;
    while (next < tokens.length && !isSign(tokens[next], ')')) {
      const key = tokens[next];
      if (key?.kind === 'name' && isSign(tokens[next + 1], '=') && !isSign(tokens[next + 2], '=')) {
        const member = value(next + 2, depth + 1);
        members.set(key.text, member.value);
        next = member.next;
      } else {
        const isSpread = isSign(key, '**') || isSign(key, '...');
        const item = value(isSpread ? next + 1 : next, depth + 1);
        // JavaScript passes one object, Python spreads one.
        if (item.value.kind === 'object')
          for (const [name, member] of item.value.members) members.set(name, member);
        else if (isSpread) members.set('…', { kind: 'unknown', line: key?.line ?? 1 });
        else listed.push(item.value);
        next = item.next;
      }
      if (isSign(tokens[next], ',')) next += 1;
      else if (!isSign(tokens[next], ')')) break;
    }
    return { named: members, listed, next: next + 1 };
  };

  return { value, args, names };
}

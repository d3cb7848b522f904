import type { ParsedTemplate, Span } from '../syntax/templateNode.js';
import { openTagAt, type OpenTag, type TagToken } from './tagTokens.js';

/** The call whose parentheses the cursor is in. */
export interface CallPlace {
  readonly kind: 'filter' | 'test' | 'function';
  /** Name of the filter or test; text of the function, e.g. `greet`, `name.split`. */
  readonly callee: string;
  /** Arguments before the cursor's. */
  readonly index: number;
  /** Names of arguments given before the cursor. */
  readonly named: readonly string[];
  /** The named argument that the cursor is in. */
  readonly current?: string;
  /** Of a filter: the text it filters. */
  readonly target?: string;
}

/** What kind of word the cursor stands at. `replace` is that word. */
export type CursorPlace = { readonly replace: Span; readonly call?: CallPlace } & (
  | { readonly at: 'statement' }
  /** A name or value is to come. `keywords`: those that may stand here. */
  | { readonly at: 'value' }
  /** After a value: an operator may come. */
  | { readonly at: 'operator'; readonly statement: string | undefined }
  /** After a dot; `dot` is its offset. */
  | { readonly at: 'part'; readonly target: string; readonly dot: number }
  /** In the quotes of `target['…']`. */
  | { readonly at: 'key'; readonly target: string; readonly quote: string }
  /** In the quotes of an argument that names parts of the filtered items. */
  | { readonly at: 'attribute'; readonly target: string }
  | { readonly at: 'filter' }
  | { readonly at: 'test' }
);

/** Words that no value ends with. */
const OPERATORS = new Set('and or not in is if else elif recursive'.split(' '));
/** Filters with an argument that names a part of the items. */
const ATTRIBUTE_FILTERS: Readonly<Record<string, 'first' | 'named'>> = {
  selectattr: 'first',
  rejectattr: 'first',
  groupby: 'first',
  map: 'named',
  sort: 'named',
  unique: 'named',
  sum: 'first',
  max: 'named',
  min: 'named',
};

/** Undefined where nothing can be completed: in text, in a comment, where a name is made up. */
export function cursorPlace(parsed: ParsedTemplate, offset: number): CursorPlace | undefined {
  const tag = openTagAt(parsed, offset);
  if (!tag) return undefined;
  const last = tag.tokens.at(-1);
  if (last?.type === 'text' && last.isClosed === false) {
    return textPlace(parsed.source, { tag, text: last, offset });
  }
  const isWord = last?.type === 'name' && last.end === offset;
  const before = isWord ? tag.tokens.slice(0, -1) : tag.tokens;
  const rest = /^[\p{L}\p{N}_]*/u.exec(parsed.source.slice(offset))?.[0].length ?? 0;
  const replace = { start: isWord ? last.start : offset, end: offset + rest };
  return wordPlace(parsed.source, { tag, before, replace });
}

function wordPlace(
  source: string,
  at: { readonly tag: OpenTag; readonly before: readonly TagToken[]; readonly replace: Span },
): CursorPlace | undefined {
  const { tag, before, replace } = at;
  const last = before.at(-1);
  const statement = tag.kind === 'statement' ? tag.tokens[0]?.text : undefined;
  if (!last) return { at: tag.kind === 'statement' ? 'statement' : 'value', replace };
  if (last.type === 'number' && last.end === replace.start) return undefined;
  const call = callAround(source, before);
  const around = { replace, ...(call && { call }) };
  if (last.text === '.' && last.type === 'sign') {
    const target = valueBefore(source, before, before.length - 1);
    return target === undefined ? undefined : { at: 'part', target, dot: last.start, ...around };
  }
  if (last.text === '|' && last.type === 'sign') return { at: 'filter', ...around };
  if (isTestStart(before)) return { at: 'test', ...around };
  if (statement !== undefined && before.length >= 1) {
    const place = headerPlace(statement, before);
    if (place === 'nothing') return undefined;
    if (place === 'filter') return { at: 'filter', ...around };
  }
  if (endsValue(last) && !(before.length === 1 && tag.kind === 'statement')) {
    return { at: 'operator', statement, ...around };
  }
  return { at: 'value', ...around };
}

function isTestStart(before: readonly TagToken[]): boolean {
  const [second, last] = before.slice(-2);
  if (last === undefined) return second?.type === 'name' && second.text === 'is';
  const isNot = last.type === 'name' && last.text === 'not';
  return isNot ? second?.text === 'is' : last.type === 'name' && last.text === 'is';
}

/** Where a tag's own grammar has something else than a value. */
function headerPlace(
  statement: string,
  before: readonly TagToken[],
): 'nothing' | 'filter' | undefined {
  const words = before.slice(1);
  const has = (text: string): boolean => words.some((token) => token.text === text);
  switch (statement) {
    case 'for':
      // `for x ▮`: `in` may come; before it, the names are made up.
      if (has('in')) return undefined;
      return words.length > 0 && words.at(-1)?.type === 'name' ? undefined : 'nothing';
    case 'set':
    case 'with': {
      const comma = words.findLastIndex(({ text }) => text === ',');
      const part = statement === 'with' ? words.slice(comma + 1) : words;
      if (part.some(({ text }) => text === '=' || text === '|')) return undefined;
      return 'nothing';
    }
    case 'macro':
      return words.at(-1)?.text === '=' ? undefined : 'nothing';
    case 'block':
    case 'raw':
      return 'nothing';
    case 'filter':
      return words.length === 0 ? 'filter' : undefined;
    case 'call':
      return undefined;
    default:
      return /^end|^else$/.test(statement) ? 'nothing' : undefined;
  }
}

function textPlace(
  source: string,
  at: { readonly tag: OpenTag; readonly text: TagToken; readonly offset: number },
): CursorPlace | undefined {
  const { tag, text, offset } = at;
  const quote = source[text.start] ?? '';
  const before = tag.tokens.slice(0, -1);
  const rest = new RegExp(`^[^${quote}\\n]*`).exec(source.slice(offset))?.[0] ?? '';
  // Up to the closing quote, where it stands on this line and before the tag ends.
  const closes = source[offset + rest.length] === quote && !/[%}]\}/.test(rest);
  const replace = { start: text.start + 1, end: closes ? offset + rest.length : offset };
  if (before.at(-1)?.text === '[') {
    const target = valueBefore(source, before, before.length - 1);
    return target === undefined ? undefined : { at: 'key', target, quote, replace };
  }
  const call = callAround(source, before);
  if (call?.kind !== 'filter' || call.target === undefined) return undefined;
  const where = ATTRIBUTE_FILTERS[call.callee];
  const isNamed = call.current === 'attribute';
  const isFirst = where === 'first' && call.index === 0 && call.current === undefined;
  if (!where || !(isNamed || isFirst)) return undefined;
  return { at: 'attribute', target: call.target, replace };
}

function endsValue({ type, text }: TagToken): boolean {
  if (type === 'sign') return text === ')' || text === ']' || text === '}';
  return type !== 'name' || !OPERATORS.has(text);
}

/** Index of the bracket that `tokens[at]` closes; -1 where there is none. */
function openingOf(tokens: readonly TagToken[], at: number): number {
  let depth = 0;
  for (let index = at; index >= 0; index -= 1) {
    const token = tokens[index];
    if (token?.type !== 'sign') continue;
    if (')]}'.includes(token.text)) depth += 1;
    if ('([{'.includes(token.text)) depth -= 1;
    if (depth === 0) return index;
  }
  return -1;
}

/** Text of the value that ends before `tokens[end]`: `item.turns[0]`, `(a | first)`. */
function valueBefore(source: string, tokens: readonly TagToken[], end: number): string | undefined {
  const start = valueStart(tokens, end);
  const first = tokens[start];
  const last = tokens[end - 1];
  return start >= end || !first || !last ? undefined : source.slice(first.start, last.end);
}

/** Index of the first token of the value that ends before `tokens[end]`; `end` where there is none. */
function valueStart(tokens: readonly TagToken[], end: number): number {
  let start = end;
  for (let index = end - 1; index >= 0;) {
    const token = tokens[index];
    if (!token) break;
    if (token.type === 'sign') {
      if (!')]}'.includes(token.text)) break;
      index = openingOf(tokens, index);
      if (index < 0) return end;
      start = index;
      const previous = tokens[index - 1];
      // A call or an item of what stands before; else brackets of their own.
      if (token.text === '}' || !previous || !endsValue(previous)) break;
      index -= 1;
      continue;
    }
    if (token.type === 'name' && OPERATORS.has(token.text)) break;
    start = index;
    const dot = tokens[index - 1];
    if (dot?.type !== 'sign' || dot.text !== '.') break;
    index -= 2;
  }
  return start;
}

/** Text of the value with the filters behind it that ends before `tokens[end]`. */
function filteredBefore(
  source: string,
  tokens: readonly TagToken[],
  end: number,
): string | undefined {
  let start = valueStart(tokens, end);
  while (start > 1 && start < end && tokens[start - 1]?.text === '|') {
    const earlier = valueStart(tokens, start - 1);
    if (earlier === start - 1) break;
    start = earlier;
  }
  const first = tokens[start];
  const last = tokens[end - 1];
  return start >= end || !first || !last ? undefined : source.slice(first.start, last.end);
}

/** The innermost call that is open at the end of `tokens`. */
export function callAround(source: string, tokens: readonly TagToken[]): CallPlace | undefined {
  let depth = 0;
  let index = 0;
  const named: string[] = [];
  let current: string | undefined;
  let isInLast = true;
  for (let at = tokens.length - 1; at >= 0; at -= 1) {
    const token = tokens[at];
    if (token?.type !== 'sign') continue;
    if (')]}'.includes(token.text)) depth += 1;
    else if ('([{'.includes(token.text)) {
      depth -= 1;
      if (depth >= 0) continue;
      if (token.text !== '(') return undefined;
      return calleeBefore(source, tokens, at, { index, named, current });
    } else if (depth === 0 && token.text === ',') {
      index += 1;
      isInLast = false;
    } else if (depth === 0 && token.text === '=') {
      const name = tokens[at - 1];
      if (name?.type !== 'name') continue;
      named.push(name.text);
      if (isInLast) current = name.text;
    }
  }
  return undefined;
}

function calleeBefore(
  source: string,
  tokens: readonly TagToken[],
  at: number,
  given: {
    readonly index: number;
    readonly named: readonly string[];
    readonly current: string | undefined;
  },
): CallPlace | undefined {
  const name = tokens[at - 1];
  if (!name || !endsValue(name)) return undefined;
  const { index, named, current } = given;
  const rest = { index, named, ...(current !== undefined && { current }) };
  const before = tokens[at - 2];
  if (name.type === 'name' && before?.text === '|') {
    const target = filteredBefore(source, tokens, at - 2);
    const from = target === undefined ? {} : { target };
    return { kind: 'filter', callee: name.text, ...rest, ...from };
  }
  if (name.type === 'name' && isTestStart(tokens.slice(0, at - 1))) {
    return { kind: 'test', callee: name.text, ...rest };
  }
  if (name.type === 'name' && before?.text === 'filter' && at === 2) {
    return { kind: 'filter', callee: name.text, ...rest };
  }
  const callee = valueBefore(source, tokens, at);
  return callee === undefined ? undefined : { kind: 'function', callee, ...rest };
}

import { checkItems, checkText } from '../../render/budget.js';
import { fail } from '../../render/templateFailure.js';
import { SPACES } from '../characterKinds.js';
import { listOf } from '../iterate.js';
import { Tuple } from '../pythonValue.js';
import type { Value } from '../pythonValue.js';
import { firstAt, lastAt } from '../textSearch.js';
import { truthy } from '../truth.js';
import { isInt } from '../typeNames.js';
import { method, textArgument, wholeArgument } from './method.js';
import type { Method } from './method.js';

export const SPLIT_METHODS: readonly (readonly [string, Method<string>])[] = [
  ['join', method('iterable, /', joined)],
  ['lstrip', method('chars=None, /', (text, [chars]) => stripped(text, chars, 'left'))],
  ['partition', method('sep, /', partitioned)],
  [
    'removeprefix',
    method('prefix, /', (text, [prefix]) => {
      const part = textArgument(prefix, 'removeprefix()');
      return text.startsWith(part) ? text.slice(part.length) : text;
    }),
  ],
  [
    'removesuffix',
    method('suffix, /', (text, [suffix]) => {
      const part = textArgument(suffix, 'removesuffix()');
      return text.endsWith(part) ? text.slice(0, text.length - part.length) : text;
    }),
  ],
  ['rpartition', method('sep, /', partitionedLast)],
  ['rsplit', method('sep=None, maxsplit=-1', (text, bound) => splitText(text, bound, 'right'))],
  ['rstrip', method('chars=None, /', (text, [chars]) => stripped(text, chars, 'right'))],
  ['split', method('sep=None, maxsplit=-1', (text, bound) => splitText(text, bound, 'left'))],
  ['splitlines', method('keepends=False', (text, [keepends]) => lines(text, keepends))],
  ['strip', method('chars=None, /', (text, [chars]) => stripped(text, chars, 'both'))],
];

type Side = 'left' | 'right';

function joined(separator: string, [iterable]: readonly Value[]): string {
  const parts = listOf(iterable).map((item) => textArgument(item, 'join()'));
  let length = Math.max(0, parts.length - 1) * separator.length;
  for (const part of parts) length += part.length;
  checkText(length);
  return parts.join(separator);
}

function splitText(text: string, [sep, maxsplit]: readonly Value[], side: Side): Value[] {
  const most = wholeArgument(maxsplit, 'split()');
  const limit = most < 0 ? Number.POSITIVE_INFINITY : most;
  if (sep === null) return side === 'left' ? words(text, limit) : lastWords(text, limit);
  const separator = textArgument(sep, 'split()');
  if (separator === '') return fail('split() wants a separator that is not empty');
  return side === 'left' ? parts(text, separator, limit) : lastParts(text, separator, limit);
}

function parts(text: string, separator: string, limit: number): string[] {
  const result: string[] = [];
  let from = 0;
  for (let at = firstAt(text, separator); at !== -1; at = firstAt(text, separator, from)) {
    if (result.length >= limit) break;
    push(result, text.slice(from, at));
    from = at + separator.length;
  }
  result.push(text.slice(from));
  return result;
}

function lastParts(text: string, separator: string, limit: number): string[] {
  const result: string[] = [];
  let to = text.length;
  while (result.length < limit && to >= separator.length) {
    const at = lastAt(text, separator, to - separator.length);
    if (at === -1) break;
    push(result, text.slice(at + separator.length, to));
    to = at;
  }
  result.push(text.slice(0, to));
  return result.reverse();
}

const WORD = new RegExp(`[^${SPACES}]+`, 'g');

function words(text: string, limit: number): string[] {
  const result: string[] = [];
  for (const match of text.matchAll(WORD)) {
    if (result.length >= limit) {
      // With a limit the rest stays as it is, spaces at its end too.
      result.push(text.slice(match.index));
      break;
    }
    push(result, match[0]);
  }
  return result;
}

function lastWords(text: string, limit: number): string[] {
  const found = Array.from(text.matchAll(WORD));
  checkItems(found.length);
  const first = found.length > limit ? found.length - limit : 0;
  const result = found.slice(first).map((match) => match[0]);
  const before = found[first - 1];
  if (!before) return result;
  const rest = text.slice(0, before.index + before[0].length);
  return [rest, ...result];
}

function push(result: string[], part: string): void {
  result.push(part);
  // Only at powers of two: each check charges the whole length.
  if ((result.length & (result.length - 1)) === 0) checkItems(result.length);
}

function stripped(text: string, chars: Value, side: Side | 'both'): string {
  const wanted = chars === null ? SPACE_POINTS : new Set(textArgument(chars, 'strip()'));
  let from = 0;
  let to = text.length;
  while (side !== 'right' && from < to) {
    const point = String.fromCodePoint(text.codePointAt(from) ?? 0);
    if (!wanted.has(point)) break;
    from += point.length;
  }
  while (side !== 'left' && to > from) {
    const point = lastPoint(text, to);
    if (!wanted.has(point)) break;
    to -= point.length;
  }
  return text.slice(from, to);
}

const SPACE_POINTS = new Set(
  '\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008' +
    '\u2009\u200a\u2028\u2029\u202f\u205f\u3000',
);

function lastPoint(text: string, to: number): string {
  const pair = text.slice(Math.max(0, to - 2), to);
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(pair) ? pair : text.charAt(to - 1);
}

function partitioned(text: string, [sep]: readonly Value[]): Tuple {
  const separator = separatorOf(sep, 'partition()');
  const at = firstAt(text, separator);
  if (at === -1) return new Tuple([text, '', '']);
  return new Tuple([text.slice(0, at), separator, text.slice(at + separator.length)]);
}

function partitionedLast(text: string, [sep]: readonly Value[]): Tuple {
  const separator = separatorOf(sep, 'rpartition()');
  const at = lastAt(text, separator);
  if (at === -1) return new Tuple(['', '', text]);
  return new Tuple([text.slice(0, at), separator, text.slice(at + separator.length)]);
}

function separatorOf(value: Value, what: string): string {
  const separator = textArgument(value, what);
  return separator === '' ? fail(`${what} wants a separator that is not empty`) : separator;
}

const LINE_END = '\\n\\r\\v\\f\\x1c-\\x1e\\x85\\u2028\\u2029';
const LINE = new RegExp(`[^${LINE_END}]*(?:\\r\\n|[${LINE_END}]|$)`, 'g');
const ENDED = new RegExp(`(?:\\r\\n|[${LINE_END}])$`);

function lines(text: string, keepends: Value): string[] {
  const isKept = isInt(keepends) ? truthy(keepends) : fail('splitlines() wants True or False');
  const result: string[] = [];
  for (const [line] of text.matchAll(LINE)) {
    if (line !== '') push(result, isKept ? line : withoutLineEnd(line));
  }
  return result;
}

function withoutLineEnd(line: string): string {
  return line.replace(ENDED, '');
}

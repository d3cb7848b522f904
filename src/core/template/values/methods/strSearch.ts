import { fail } from '../../render/templateFailure.js';
import { isFlat, pointAt, pointCount, unitOf } from '../codePoints.js';
import { Tuple } from '../pythonValue.js';
import type { Value } from '../pythonValue.js';
import { firstAt, lastAt } from '../textSearch.js';
import { strOf, typeNameOf } from '../typeNames.js';
import { method, textArgument, boundArgument } from './method.js';
import type { Method } from './method.js';

export const SEARCH_METHODS: readonly (readonly [string, Method<string>])[] = [
  ['count', method('sub, start=None, end=None, /', countOf)],
  ['endswith', method('suffix, start=None, end=None, /', affix('endswith()', 'end'))],
  ['find', method('sub, start=None, end=None, /', (text, bound) => found(text, bound, 'find()'))],
  [
    'index',
    method('sub, start=None, end=None, /', (text, bound) => must(found(text, bound, 'index()'))),
  ],
  [
    'rfind',
    method('sub, start=None, end=None, /', (text, bound) => foundLast(text, bound, 'rfind()')),
  ],
  [
    'rindex',
    method('sub, start=None, end=None, /', (text, bound) =>
      must(foundLast(text, bound, 'rindex()')),
    ),
  ],
  ['startswith', method('prefix, start=None, end=None, /', affix('startswith()', 'start'))],
];

interface Window {
  /** In UTF-16 units; `from` may be behind `to`: then nothing is found, not even ''. */
  readonly from: number;
  readonly to: number;
}

/** Where Python's `start` and `end` (code points, from the end where negative) point. */
function windowOf(text: string, [, start, end]: readonly Value[]): Window {
  if (start === null && end === null) return { from: 0, to: text.length };
  const size = pointCount(text);
  const from = edge(start, size, 0);
  const to = Math.min(size, edge(end, size, size));
  if (isFlat(text)) return { from, to };
  return { from: from > size ? text.length + 1 : unitOf(text, from), to: unitOf(text, to) };
}

function edge(value: Value, size: number, otherwise: number): number {
  if (value === null) return otherwise;
  const index = boundArgument(value, 'A bound');
  return index < 0 ? Math.max(0, index + size) : index;
}

function found(text: string, bound: readonly Value[], what: string): number {
  const part = textArgument(bound[0], what);
  const { from, to } = windowOf(text, bound);
  if (from > to) return -1;
  const at = firstAt(text, part, from);
  return at === -1 || at + part.length > to ? -1 : pointAt(text, at);
}

function foundLast(text: string, bound: readonly Value[], what: string): number {
  const part = textArgument(bound[0], what);
  const { from, to } = windowOf(text, bound);
  if (to - part.length < from) return -1;
  const at = lastAt(text, part, to - part.length);
  return at < from ? -1 : pointAt(text, at);
}

function must(at: number): number {
  return at === -1 ? fail('index() does not find the text') : at;
}

function countOf(text: string, bound: readonly Value[]): number {
  const part = textArgument(bound[0], 'count()');
  const { from, to } = windowOf(text, bound);
  if (from > to) return 0;
  const inside = text.slice(from, to);
  if (part === '') return pointCount(inside) + 1;
  let count = 0;
  for (let at = firstAt(inside, part); at !== -1; at = firstAt(inside, part, at + part.length)) {
    count += 1;
  }
  return count;
}

function affix(what: string, side: 'start' | 'end'): Method<string>['run'] {
  return (text, bound) => {
    const wanted = bound[0] instanceof Tuple ? bound[0].items : [bound[0]];
    const { from, to } = windowOf(text, bound);
    return wanted.some((value) => {
      const part = strOf(value);
      if (part === undefined) {
        return fail(`${what} wants a str or a tuple of them, not ${typeNameOf(value)}`);
      }
      if (to - part.length < from) return false;
      return text.startsWith(part, side === 'start' ? from : to - part.length);
    });
  };
}

import { checkText } from '../../render/budget.js';
import { fail } from '../../render/templateFailure.js';
import { pointCount, pointsOf } from '../codePoints.js';
import type { Value } from '../pythonValue.js';
import { firstAt } from '../textSearch.js';
import { method, textArgument, wholeArgument } from './method.js';
import type { Method } from './method.js';

export const SHAPE_METHODS: readonly (readonly [string, Method<string>])[] = [
  ['center', method("width, fillchar=' ', /", (text, bound) => padded(text, bound, 'center'))],
  ['expandtabs', method('tabsize=8', (text, [tabsize]) => expanded(text, tabsize))],
  ['ljust', method("width, fillchar=' ', /", (text, bound) => padded(text, bound, 'ljust'))],
  ['replace', method('old, new, count=-1, /', replaced)],
  ['rjust', method("width, fillchar=' ', /", (text, bound) => padded(text, bound, 'rjust'))],
  ['zfill', method('width, /', (text, [width]) => zeroFilled(text, width))],
];

type Padding = 'center' | 'ljust' | 'rjust';

function padded(text: string, [width, fillchar]: readonly Value[], how: Padding): string {
  const wanted = wholeArgument(width, `${how}()`);
  const fill = textArgument(fillchar, `${how}()`);
  if (pointCount(fill) !== 1) fail(`${how}() fills with exactly one character`);
  const missing = wanted - pointCount(text);
  if (missing <= 0) return text;
  checkText(text.length + missing * fill.length);
  if (how === 'ljust') return text + fill.repeat(missing);
  if (how === 'rjust') return fill.repeat(missing) + text;
  // An odd place goes to the left where the width is odd, as CPython has it.
  const left = Math.floor(missing / 2) + (missing % 2 === 1 && wanted % 2 === 1 ? 1 : 0);
  return fill.repeat(left) + text + fill.repeat(missing - left);
}

function zeroFilled(text: string, width: Value): string {
  const missing = wholeArgument(width, 'zfill()') - pointCount(text);
  if (missing <= 0) return text;
  checkText(text.length + missing);
  const sign = /^[+-]/.test(text) ? text.charAt(0) : '';
  return sign + '0'.repeat(missing) + text.slice(sign.length);
}

function expanded(text: string, tabsize: Value): string {
  const given = wholeArgument(tabsize, 'expandtabs()');
  if (Math.abs(given) >= 2 ** 31) fail('expandtabs() gets a number that is too large');
  const size = Math.max(0, given);
  const parts: string[] = [];
  let column = 0;
  let length = 0;
  for (const [part] of text.matchAll(/[\t\n\r]|[^\t\n\r]+/g)) {
    if (part === '\t') {
      const width = size === 0 ? 0 : size - (column % size);
      length += width;
      checkText(length > 4096 ? length : 0);
      parts.push(' '.repeat(width));
      column += width;
    } else {
      length += part.length;
      parts.push(part);
      column = part === '\n' || part === '\r' ? 0 : column + pointCount(part);
    }
  }
  return parts.join('');
}

function replaced(text: string, [old, by, count]: readonly Value[]): string {
  const wanted = textArgument(old, 'replace()');
  const other = textArgument(by, 'replace()');
  const given = wholeArgument(count, 'replace()');
  const most = given < 0 ? Number.POSITIVE_INFINITY : given;
  if (wanted === '') return interleaved(text, other, most);
  const parts: string[] = [];
  let from = 0;
  for (let at = firstAt(text, wanted); at !== -1; at = firstAt(text, wanted, from)) {
    if (parts.length >= most) break;
    parts.push(text.slice(from, at));
    from = at + wanted.length;
  }
  if (parts.length === 0) return text;
  checkText(text.length + parts.length * (other.length - wanted.length));
  parts.push(text.slice(from));
  return parts.join(other);
}

/** Python's `replace('', other)`: `other` before every character and at the end. */
function interleaved(text: string, other: string, most: number): string {
  const points = pointsOf(text);
  const count = Math.min(most, points.length + 1);
  checkText(text.length + count * other.length);
  const parts = points.map((point, index) => (index < count ? other + point : point));
  if (count > points.length) parts.push(other);
  return parts.join('');
}

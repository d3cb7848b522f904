import { checkText } from '../render/budget.js';
import { fail } from '../render/templateFailure.js';
import { pointsOf } from './codePoints.js';
import { dictGet, dictHas, dictSet } from './dictKeys.js';
import { listOf } from './iterate.js';
import { Dict } from './pythonValue.js';
import type { Value } from './pythonValue.js';
import { isInt, strOf, typeNameOf } from './typeNames.js';

/** Python's `str.maketrans`: a table of code points from a dict, or from two or three texts. */
export function madeTable(args: readonly Value[]): Dict {
  const [first, second, third] = args;
  const table = new Dict();
  if (args.length > 3) return fail('maketrans() takes at most 3 arguments');
  if (args.length === 1) {
    if (!(first instanceof Dict)) return fail('maketrans() with one argument wants a dict');
    for (const { key, value } of first.entries.values()) dictSet(table, codeOf(key), value);
    return table;
  }
  const from = strOf(first);
  const to = strOf(second);
  if (from === undefined || to === undefined) return fail('maketrans() wants texts');
  const targets = pointsOf(to);
  const sources = pointsOf(from);
  if (sources.length !== targets.length) return fail('maketrans() wants two texts of one length');
  sources.forEach((point, index) => {
    dictSet(table, point.codePointAt(0), targets[index]?.codePointAt(0));
  });
  if (args.length === 3) {
    const dropped = strOf(third) ?? fail('maketrans() wants texts');
    for (const point of dropped) dictSet(table, point.codePointAt(0), null);
  }
  return table;
}

function codeOf(key: Value): Value {
  if (isInt(key)) return key;
  const [point, ...others] = strOf(key) ?? '';
  if (point === undefined || others.length > 0) {
    return fail('The keys of a table for maketrans() are characters or their numbers');
  }
  return point.codePointAt(0);
}

/** Python's `str.translate`: a character that the table does not have stays. */
export function translated(text: string, table: Value): string {
  if (text === '') return '';
  const parts: string[] = [];
  let length = 0;
  const items = table instanceof Dict ? undefined : itemsOf(table);
  for (const point of text) {
    const code = point.codePointAt(0) ?? 0;
    const isThere = table instanceof Dict ? dictHas(table, code) : code < (items?.length ?? 0);
    const by = table instanceof Dict ? dictGet(table, code) : items?.[code];
    const part = isThere ? replacement(by) : point;
    parts.push(part);
    length += part.length;
    if (part.length > 64) checkText(length);
  }
  return parts.join('');
}

function itemsOf(table: Value): readonly Value[] {
  if (table === undefined || table === null) {
    return fail(`translate() wants a table, not ${typeNameOf(table)}`);
  }
  return listOf(table);
}

function replacement(by: Value): string {
  if (by === null) return '';
  const text = strOf(by);
  if (text !== undefined) return text;
  const code = isInt(by) ? Number(by) : -1;
  if (code >= 0 && code <= 0x10ffff) return String.fromCodePoint(code);
  return fail('A table for translate() has texts, numbers of characters and None');
}

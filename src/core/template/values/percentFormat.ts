import { checkText } from '../render/budget.js';
import { fail } from '../render/templateFailure.js';
import { pointCount, pointSlice } from './codePoints.js';
import { dictGet, dictHas } from './dictKeys.js';
import { escapedText } from './markup.js';
import { percentNumber } from './percentNumber.js';
import { asciiOnly, reprOf, textOf } from './pythonText.js';
import { Dict, Markup, TemplateObject, Tuple } from './pythonValue.js';
import type { Value } from './pythonValue.js';
import { RangeObject } from './rangeObject.js';
import { isInt, strOf, typeNameOf } from './typeNames.js';

/** One `%…` of a format, read. */
export interface Conversion {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly letter: string;
}

interface Source {
  readonly isMarkup: boolean;
  /** Where `%(key)s` looks. */
  readonly mapping: Value;
  readonly hasMapping: boolean;
  /** Values not yet used. */
  values: readonly Value[];
  next: number;
}

const AFTER_KEY = /([-+ #0]*)(\*|\d*)(?:\.(\*|\d*))?[hlL]?(.)/suy;

/** Conversions with nothing between `%` and the letter: most of them. */
const PLAIN: ReadonlyMap<string, Conversion> = new Map(
  Array.from('srdi', (letter) => [letter, { flags: '', width: 0, precision: undefined, letter }]),
);

/** `template % given`; a Markup template escapes what it is given and stays Markup. */
export function percentFormat(template: Value, given: Value): Value {
  const isMarkup = template instanceof Markup;
  const hasMapping = isMapping(given);
  const source: Source = {
    isMarkup,
    mapping: given,
    hasMapping,
    values: given instanceof Tuple ? given.items : [given],
    next: 0,
  };
  const text = filled(strOf(template) ?? '', source);
  if (source.next < source.values.length && !hasMapping) {
    fail('There are more values than places in the format');
  }
  return isMarkup ? new Markup(text) : text;
}

/** What Python asks for `[…]`: dicts, but lists too. */
function isMapping(value: Value): boolean {
  if (value === undefined || Array.isArray(value) || value instanceof Dict) return true;
  if (value instanceof RangeObject) return true;
  return value instanceof TemplateObject && value.typeName === 'bytes';
}

function filled(format: string, source: Source): string {
  const parts: string[] = [];
  let length = 0;
  let from = 0;
  const put = (part: string): void => {
    parts.push(part);
    length += part.length;
    if (part.length > 1024) checkText(length);
  };
  for (let at = format.indexOf('%'); at !== -1; at = format.indexOf('%', from)) {
    put(format.slice(from, at));
    const [part, end] = placeFilled(format, at, source);
    put(part);
    from = end;
  }
  put(format.slice(from));
  return parts.join('');
}

/** The text for the place that begins at `start`, and where it ends. */
function placeFilled(format: string, start: number, source: Source): [string, number] {
  let at = start + 1;
  if (format.charAt(at) === '%') return ['%', at + 1];
  if (format.charAt(at) === '(') {
    const end = keyEnd(format, at);
    // From here on this value is the only one, as in CPython.
    source.values = [byKey(source, format.slice(at + 1, end))];
    at = end + 1;
    source.next = 0;
  }
  const plain = PLAIN.get(format.charAt(at));
  if (plain) return [converted(nextValue(source), plain, source), at + 1];
  AFTER_KEY.lastIndex = at;
  const match = AFTER_KEY.exec(format);
  if (!match) return fail('A "%" in the format is followed by no conversion');
  const [, flags = '', width = '', precision, letter = ''] = match;
  const wide = width === '*' ? starWidth(source) : Number(width || 0);
  const conversion: Conversion = {
    flags: wide < 0 ? `${flags}-` : flags,
    width: Math.abs(wide),
    precision: precisionOf(precision, source),
    letter,
  };
  checkText(conversion.width);
  checkText(conversion.precision ?? 0);
  const end = AFTER_KEY.lastIndex;
  return [converted(nextValue(source), conversion, source), end];
}

function precisionOf(given: string | undefined, source: Source): number | undefined {
  if (given === undefined) return undefined;
  return given === '*' ? Math.max(0, starWidth(source)) : Number(given || 0);
}

function keyEnd(format: string, open: number): number {
  let depth = 0;
  for (let at = open; at < format.length; at += 1) {
    const unit = format.charAt(at);
    if (unit === '(') depth += 1;
    else if (unit === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return fail('A key in the format is not closed with ")"');
}

function byKey(source: Source, key: string): Value {
  if (!source.hasMapping) return fail('"%(…)" in a format wants a dict of values');
  const { mapping } = source;
  if (mapping instanceof Dict) {
    return dictHas(mapping, key)
      ? dictGet(mapping, key)
      : fail(`The dict has no key ${reprOf(key)}`);
  }
  return fail(`"%(${key})" in a format wants a dict, not ${typeNameOf(mapping)}`);
}

function starWidth(source: Source): number {
  const value = nextValue(source);
  if (!isInt(value) || source.isMarkup) return fail('"*" in a format wants a whole number');
  const width = Number(value);
  if (Math.abs(width) >= 2 ** 31) return fail('"*" in a format gets a number that is too large');
  return width;
}

function nextValue(source: Source): Value {
  if (source.next >= source.values.length) {
    return fail('There are fewer values than places in the format');
  }
  const value = source.values[source.next];
  source.next += 1;
  return value;
}

function converted(value: Value, conversion: Conversion, source: Source): string {
  const { letter, precision } = conversion;
  if (letter === 's' || letter === 'r' || letter === 'a') {
    const text = textFor(value, letter, source);
    return padded(precision === undefined ? text : pointSlice(text, 0, precision), conversion);
  }
  if (letter === 'c') {
    if (source.isMarkup) return fail('"%c" does not work in Markup');
    return padded(characterOf(value), conversion);
  }
  if (!'diuoxXeEfFgG'.includes(letter)) {
    return fail(`"%${letter}" is no conversion of a format`);
  }
  if (source.isMarkup && 'oxX'.includes(letter))
    return fail(`"%${letter}" does not work in Markup`);
  if (value === undefined) return fail(`"%${letter}" does not work with an undefined value`);
  return percentNumber(value, conversion);
}

function textFor(value: Value, letter: string, source: Source): string {
  if (!source.isMarkup) {
    if (letter === 's') return textOf(value);
    return letter === 'r' ? reprOf(value) : asciiOnly(reprOf(value));
  }
  if (letter === 's') return value instanceof Markup ? value.text : escapedText(textOf(value));
  const text = escapedText(reprOf(value));
  return letter === 'r' ? text : asciiOnly(text);
}

function characterOf(value: Value): string {
  const text = strOf(value);
  if (text !== undefined) {
    return pointCount(text) === 1 ? text : fail('"%c" wants one character or its number');
  }
  if (!isInt(value))
    return fail(`"%c" wants one character or its number, not ${typeNameOf(value)}`);
  const code = Number(value);
  if (code < 0 || code > 0x10ffff) return fail('"%c" wants the number of a character');
  return String.fromCodePoint(code);
}

function padded(text: string, { flags, width }: Conversion): string {
  const missing = width === 0 ? 0 : width - pointCount(text);
  if (missing <= 0) return text;
  return flags.includes('-') ? text + ' '.repeat(missing) : ' '.repeat(missing) + text;
}

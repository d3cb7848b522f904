import { checkText } from './render/budget.js';
import { capitalized, replaceText, titled } from './methods.js';
import { reprOf, textOf } from './pythonText.js';
import { Float, Tuple, integer, isNumber, kindOf, toNumber, truthy } from './pythonValue.js';
import type { Arguments, Value } from './pythonValue.js';
import { SEQUENCE_FILTERS, attribute } from './sequenceFilters.js';
import { iterate, lengthOf } from './sequences.js';
import { percentFormat } from './operators.js';
import { fail } from './render/templateFailure.js';
import { jsonOf } from './jsonOf.js';

/** A filter: the value piped in, then its arguments. */
export type Filter = (value: Value, given: Arguments) => Value;

/** Argument by place or by name. */
export function argument(given: Arguments, index: number, name: string): Value {
  return given.args[index] ?? given.named.get(name);
}

export function numberArgument(value: Value, otherwise: number): number {
  if (value === undefined) return otherwise;
  return isNumber(value) ? toNumber(value) : fail(`A number is wanted, not ${kindOf(value)}`);
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&#34;'],
  ["'", '&#39;'],
]);

function escaped(value: Value): string {
  return textOf(value).replace(/[&<>"']/g, (character) => ESCAPES.get(character) ?? character);
}

function fallback(value: Value, given: Arguments): Value {
  const otherwise = argument(given, 0, 'default_value') ?? '';
  if (value === undefined) return otherwise;
  return truthy(argument(given, 1, 'boolean')) && !truthy(value) ? otherwise : value;
}

function toInteger(value: Value, given: Arguments): Value {
  const otherwise = argument(given, 0, 'default') ?? 0;
  if (value instanceof Float) {
    return Number.isFinite(value.value) ? integer(BigInt(Math.trunc(value.value))) : otherwise;
  }
  if (isNumber(value)) return integer(BigInt(value));
  if (typeof value !== 'string') return otherwise;
  const text = value.trim();
  if (/^[+-]?\d{1,4300}$/.test(text)) return integer(BigInt(text.replace(/^\+/, '')));
  const number = toFloat(value, { args: [null], named: new Map() });
  return number instanceof Float ? toInteger(number, given) : otherwise;
}

function toFloat(value: Value, given: Arguments): Value {
  const otherwise = argument(given, 0, 'default') ?? new Float(0);
  if (isNumber(value)) return new Float(toNumber(value));
  if (typeof value !== 'string') return otherwise;
  const text = value.trim();
  const plain = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text);
  return plain ? new Float(Number(text)) : otherwise;
}

function rounded(value: Value, given: Arguments): Value {
  if (!isNumber(value)) return fail(`round wants a number, not ${kindOf(value)}`);
  const precision = numberArgument(argument(given, 0, 'precision'), 0);
  const method = argument(given, 1, 'method') ?? 'common';
  const number = toNumber(value);
  if (method === 'common') return new Float(roundHalfEven(number, precision));
  const factor = 10 ** precision;
  if (method === 'ceil') return new Float(Math.ceil(number * factor) / factor);
  if (method === 'floor') return new Float(Math.floor(number * factor) / factor);
  return fail('The method of round is "common", "ceil" or "floor"');
}

function roundHalfEven(number: number, precision: number): number {
  if (precision > 0) return Number(number.toFixed(Math.min(100, precision)));
  const factor = 10 ** -precision;
  const scaled = number / factor;
  const floor = Math.floor(scaled);
  const tie = scaled - floor === 0.5;
  return (tie ? (floor % 2 === 0 ? floor : floor + 1) : Math.round(scaled)) * factor;
}

function truncated(value: Value, given: Arguments): string {
  const text = textOf(value);
  const length = numberArgument(argument(given, 0, 'length'), 255);
  const end = textOf(argument(given, 2, 'end') ?? '...');
  const leeway = numberArgument(argument(given, 3, 'leeway'), 5);
  if (text.length <= length + leeway) return text;
  const head = text.slice(0, Math.max(0, length - end.length));
  if (truthy(argument(given, 1, 'killwords'))) return head + end;
  const space = head.lastIndexOf(' ');
  return (space < 0 ? head : head.slice(0, space)) + end;
}

function indented(value: Value, given: Arguments): string {
  const width = argument(given, 0, 'width') ?? 4;
  const count = typeof width === 'string' ? 0 : numberArgument(width, 4);
  const lines = textOf(value).split('\n');
  const blank = truthy(argument(given, 2, 'blank'));
  checkText(lines.length * Math.max(0, count) + textOf(value).length);
  const space = typeof width === 'string' ? width : ' '.repeat(Math.max(0, count));
  const first = truthy(argument(given, 1, 'first'));
  return lines
    .map((line, index) => {
      const skip = index === 0 ? !first : line === '' && !blank;
      return skip ? line : space + line;
    })
    .join('\n');
}

function centered(value: Value, given: Arguments): string {
  const text = textOf(value);
  const width = numberArgument(argument(given, 0, 'width'), 80);
  checkText(width);
  const left = Math.floor((width - text.length) / 2) + ((width - text.length) & width & 1);
  return text.padStart(text.length + Math.max(0, left)).padEnd(width);
}

function replaced(value: Value, given: Arguments): string {
  const most = argument(given, 2, 'count');
  return replaceText({
    self: textOf(value),
    from: textOf(argument(given, 0, 'old')),
    to: textOf(argument(given, 1, 'new')),
    most: most === null ? -1 : numberArgument(most, -1),
  });
}

function trimmed(value: Value, given: Arguments): string {
  const set = argument(given, 0, 'chars');
  const text = textOf(value);
  if (typeof set !== 'string') return text.trim();
  const characters = [...text];
  const start = characters.findIndex((character) => !set.includes(character));
  if (start < 0) return '';
  const end = characters.findLastIndex((character) => !set.includes(character));
  return characters.slice(start, end + 1).join('');
}

function absolute(value: Value): Value {
  if (value instanceof Float) return new Float(Math.abs(value.value));
  if (!isNumber(value)) return fail(`abs wants a number, not ${kindOf(value)}`);
  const number = BigInt(value);
  return integer(number < 0n ? -number : number);
}

function urlEncoded(value: Value): string {
  const encode = (part: Value) => encodeURIComponent(textOf(part).replace(/\p{Cs}/gu, '\uFFFD'));
  if (value instanceof Map) {
    return [...value].map(([key, item]) => `${encode(key)}=${encode(item)}`).join('&');
  }
  return encode(value).replaceAll('%2F', '/');
}

/** `map('upper')` or `map(attribute='name', default='')`. */
function mapped(value: Value, given: Arguments): Value[] {
  const path = given.named.get('attribute');
  if (path !== undefined) {
    const otherwise = given.named.get('default');
    return iterate(value).map((item) => attribute(item, path) ?? otherwise);
  }
  const name = textOf(given.args[0]);
  const filter = FILTERS.get(name);
  if (!filter) return fail(`There is no filter "${name}"`);
  const rest = { args: given.args.slice(1), named: given.named };
  return iterate(value).map((item) => filter(item, rest));
}

/** Jinja's filters on single values, and those on sequences, by name. */
export const FILTERS: ReadonlyMap<string, Filter> = new Map<string, Filter>([
  ['abs', absolute],
  ['capitalize', (value) => capitalized(textOf(value))],
  ['center', centered],
  ['count', lengthOf],
  ['d', fallback],
  ['default', fallback],
  ['e', escaped],
  ['escape', escaped],
  ['float', toFloat],
  ['forceescape', escaped],
  ['format', (value, { args }) => percentFormat(textOf(value), new Tuple(args))],
  ['indent', indented],
  ['int', toInteger],
  ['length', lengthOf],
  ['map', mapped],
  ['lower', (value) => textOf(value).toLowerCase()],
  ['pprint', (value) => reprOf(value)],
  ['replace', replaced],
  ['round', rounded],
  ['safe', textOf],
  ['string', textOf],
  [
    'striptags',
    (value) =>
      textOf(value)
        .replace(/<!--[^]*?-->|<[^>]*>/g, '')
        .split(/\s+/)
        .join(' ')
        .trim(),
  ],
  ['title', (value) => titled(textOf(value))],
  [
    'tojson',
    (value, given) => jsonOf(value, numberArgument(argument(given, 0, 'indent') ?? undefined, 0)),
  ],
  ['trim', trimmed],
  ['truncate', truncated],
  ['upper', (value) => textOf(value).toUpperCase()],
  ['urlencode', urlEncoded],
  ['wordcount', (value) => textOf(value).match(/\w+/gu)?.length ?? 0],
  ...SEQUENCE_FILTERS,
]);

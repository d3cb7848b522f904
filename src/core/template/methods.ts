import { checkItems, checkText } from './render/budget.js';
import { Callable, Tuple, equal, kindOf } from './pythonValue.js';
import type { Arguments, Value } from './pythonValue.js';
import { fail } from './render/templateFailure.js';
import { textOf } from './pythonText.js';

type Method<Self> = (self: Self, given: Arguments) => Value;

/** The method `name` of a value, bound to it; undefined where Python has none (or we have not). */
export function methodOf(value: Value, name: string): Callable | undefined {
  if (typeof value === 'string') return bound(value, name, STRING_METHODS);
  if (value instanceof Map) return bound(value, name, DICT_METHODS);
  if (Array.isArray(value)) return bound(value, name, LIST_METHODS);
  return undefined;
}

function bound<Self>(
  self: Self,
  name: string,
  methods: ReadonlyMap<string, Method<Self>>,
): Callable | undefined {
  const method = methods.get(name);
  return method && new Callable(name, (given) => method(self, given));
}

function text({ args }: Arguments, index: number, otherwise?: string): string {
  const value = args[index] ?? otherwise;
  if (typeof value === 'string') return value;
  return fail(`A method of str wants a str, not ${kindOf(value)}`);
}

function count({ args }: Arguments, index: number, otherwise: number): number {
  const value = args[index] ?? otherwise;
  if (typeof value === 'number') return value;
  return fail(`A method wants an int, not ${kindOf(value)}`);
}

function cutter({ args }: Arguments): (character: string) => boolean {
  const set = args[0];
  if (typeof set === 'string') return (character) => set.includes(character);
  return (character) => /\s/.test(character);
}

function stripStart(self: string, given: Arguments): string {
  const cut = cutter(given);
  let at = 0;
  while (at < self.length && cut(self.charAt(at))) at += 1;
  return self.slice(at);
}

function stripEnd(self: string, given: Arguments): string {
  const cut = cutter(given);
  let end = self.length;
  while (end > 0 && cut(self.charAt(end - 1))) end -= 1;
  return self.slice(0, end);
}

export function capitalized(self: string): string {
  const [first = '', ...rest] = self;
  return first.toUpperCase() + rest.join('').toLowerCase();
}

export function titled(self: string): string {
  return self.replace(/\p{L}+/gu, (word) => capitalized(word));
}

function split(self: string, given: Arguments): Value[] {
  const most = count(given, 1, -1);
  const separator = given.args[0];
  if (typeof separator === 'string') {
    if (separator === '') return fail('The separator is empty');
    const parts = self.split(separator);
    if (most < 0 || parts.length <= most + 1) return parts;
    return [...parts.slice(0, most), parts.slice(most).join(separator)];
  }
  const words: string[] = [];
  let rest = self.trimStart();
  while (rest !== '') {
    const end = rest.search(/\s/);
    if (end < 0 || (most >= 0 && words.length >= most)) {
      words.push(rest);
      break;
    }
    words.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return words;
}

function replaced(self: string, given: Arguments): string {
  return replaceText({ self, from: text(given, 0), to: text(given, 1), most: count(given, 2, -1) });
}

export function replaceText(options: {
  readonly self: string;
  readonly from: string;
  readonly to: string;
  readonly most: number;
}): string {
  const { self, from, to, most } = options;
  const parts = from === '' ? ['', ...self, ''] : self.split(from);
  const places = most < 0 ? parts.length - 1 : Math.min(most, parts.length - 1);
  checkText(self.length + places * to.length);
  const head = parts.slice(0, places + 1).join(to);
  return places === parts.length - 1 ? head : head + from + parts.slice(places + 1).join(from);
}

const STRING_METHODS = new Map<string, Method<string>>([
  ['upper', (self) => self.toUpperCase()],
  ['lower', (self) => self.toLowerCase()],
  ['title', titled],
  ['capitalize', capitalized],
  ['strip', (self, given) => stripEnd(stripStart(self, given), given)],
  ['lstrip', stripStart],
  ['rstrip', stripEnd],
  ['split', split],
  [
    'splitlines',
    (self) => (self === '' ? [] : self.replace(/(?:\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/)),
  ],
  ['replace', replaced],
  ['startswith', (self, given) => self.startsWith(text(given, 0))],
  ['endswith', (self, given) => self.endsWith(text(given, 0))],
  ['find', (self, given) => self.indexOf(text(given, 0))],
  ['count', (self, given) => self.split(text(given, 0)).length - 1],
  ['isdigit', (self) => /^\d+$/.test(self)],
  ['isalpha', (self) => /^\p{L}+$/u.test(self)],
  ['isalnum', (self) => /^[\p{L}\p{N}]+$/u.test(self)],
  ['isspace', (self) => /^\s+$/.test(self)],
  ['isupper', (self) => self !== self.toLowerCase() && self === self.toUpperCase()],
  ['islower', (self) => self !== self.toUpperCase() && self === self.toLowerCase()],
  ['join', (self, { args }) => joinTexts(self, args[0])],
  ['zfill', (self, given) => padded(self, count(given, 0, 0), '0')],
  ['rjust', (self, given) => padded(self, count(given, 0, 0), text(given, 1, ' '))],
  [
    'ljust',
    (self, given) => {
      checkText(count(given, 0, 0));
      return self.padEnd(count(given, 0, 0), text(given, 1, ' '));
    },
  ],
]);

function padded(self: string, width: number, fill: string): string {
  checkText(width);
  return self.padStart(width, fill);
}

function joinTexts(separator: string, items: Value): string {
  if (!Array.isArray(items)) return fail(`join wants a list, not ${kindOf(items)}`);
  const parts = items.map((item) =>
    typeof item === 'string' ? item : fail(`join wants strings, not ${kindOf(item)}`),
  );
  checkText(parts.reduce((sum, part) => sum + part.length + separator.length, 0));
  return parts.join(separator);
}

type Dict = Map<Value, Value>;

const DICT_METHODS = new Map<string, Method<Dict>>([
  ['items', (self) => [...self].map((pair) => new Tuple(pair))],
  ['keys', (self) => [...self.keys()]],
  ['values', (self) => [...self.values()]],
  ['get', (self, { args }) => (self.has(args[0]) ? self.get(args[0]) : (args[1] ?? null))],
  [
    'update',
    (self, { args, named }) => {
      if (args[0] instanceof Map) for (const [key, value] of args[0]) self.set(key, value);
      for (const [key, value] of named) self.set(key, value);
      checkItems(self.size);
      return null;
    },
  ],
]);

const LIST_METHODS = new Map<string, Method<Value[]>>([
  [
    'append',
    (self, { args }) => {
      checkItems(self.length + 1);
      self.push(args[0]);
      return null;
    },
  ],
  [
    'extend',
    (self, { args }) => {
      const items = Array.isArray(args[0]) ? args[0] : [];
      checkItems(self.length + items.length);
      for (const item of [...items]) self.push(item);
      return null;
    },
  ],
  ['pop', (self) => (self.length > 0 ? self.pop() : fail('The list is empty'))],
  ['count', (self, { args }) => self.filter((item) => equal(item, args[0])).length],
  [
    'index',
    (self, { args }) => {
      const at = self.findIndex((item) => equal(item, args[0]));
      return at >= 0 ? at : fail(`${textOf(args[0])} is not in the list`);
    },
  ],
]);

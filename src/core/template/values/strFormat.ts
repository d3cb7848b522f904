import { checkText } from '../render/budget.js';
import { fail } from '../render/templateFailure.js';
import { itemWithin } from './itemWithin.js';
import { asciiOnly, reprOf, textOf } from './pythonText.js';
import type { Value } from './pythonValue.js';

/** What a format string takes its values from, and how it writes them. */
export interface FormatSource {
  readonly byPlace: (index: number) => Value;
  readonly byName: (name: string) => Value;
  /** Python's `getattr`; undefined where there is nothing. */
  readonly partOf: (value: Value, name: string) => Value;
  readonly write: (value: Value, spec: string) => string;
  /** Markup numbers a field only where nothing at all is written in it: not `{.part}`. */
  readonly numbersBareOnly?: boolean;
}

interface State {
  readonly source: FormatSource;
  /** How fields have been numbered so far; Python lets nobody change the way. */
  numbering: 'automatic' | 'manual' | undefined;
  next: number;
}

const MOST_NESTED = 2;

/** Python's `str.format` over any source of values. */
export function formatText(format: string, source: FormatSource): string {
  return expanded(format, { source, numbering: undefined, next: 0 }, MOST_NESTED);
}

function expanded(format: string, state: State, depth: number): string {
  if (depth === 0) return fail('Fields in a format are nested more than 2 deep');
  let text = '';
  let at = 0;
  while (at < format.length) {
    const brace = nextBrace(format, at);
    text += format.slice(at, brace);
    if (brace === format.length) break;
    const unit = format.charAt(brace);
    if (format.charAt(brace + 1) === unit) {
      text += unit;
      at = brace + 2;
      continue;
    }
    if (unit === '}') return fail('A "}" in a format stands alone; write "}}" for the character');
    const field = parsedField(format, brace + 1);
    const value = converted(valueOf(field.name, state), field.conversion);
    const spec = field.spec.includes('{') ? expanded(field.spec, state, depth - 1) : field.spec;
    text += state.source.write(value, spec);
    checkText(text.length);
    at = field.end;
  }
  return text;
}

function nextBrace(format: string, from: number): number {
  const found = format.slice(from).search(/[{}]/);
  return found === -1 ? format.length : from + found;
}

interface Field {
  readonly name: string;
  readonly conversion: string;
  readonly spec: string;
  /** Behind its `}`. */
  readonly end: number;
}

/** The field whose `{` stands before `start`. */
function parsedField(format: string, start: number): Field {
  let at = start;
  while (at < format.length && !'}:!'.includes(format.charAt(at))) {
    if (format.charAt(at) === '{') return fail('A name in a format has a "{" in it');
    if (format.charAt(at) === '[') {
      const close = format.indexOf(']', at);
      at = close === -1 ? format.length : close;
      continue;
    }
    at += 1;
  }
  const name = format.slice(start, at);
  if (at >= format.length) return unclosed();
  let conversion = '';
  if (format.charAt(at) === '!') {
    if (at + 1 >= format.length) return unclosed();
    conversion = String.fromCodePoint(format.codePointAt(at + 1) ?? 0);
    at += 1 + conversion.length;
    if (at >= format.length) return unclosed();
    if (!'}:'.includes(format.charAt(at)))
      return fail('A format wants ":" or "}" behind "!" and its letter');
  }
  if (format.charAt(at) === '}') return { name, conversion, spec: '', end: at + 1 };
  const end = specEnd(format, at + 1);
  return { name, conversion, spec: format.slice(at + 1, end), end: end + 1 };
}

function specEnd(format: string, start: number): number {
  let depth = 1;
  for (let at = start; at < format.length; at += 1) {
    const unit = format.charAt(at);
    if (unit === '{') depth += 1;
    else if (unit === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return unclosed();
}

function unclosed(): never {
  return fail('A "{" in a format is not closed; write "{{" for the character');
}

function converted(value: Value, conversion: string): Value {
  switch (conversion) {
    case '':
      return value;
    case 's':
      return textOf(value);
    case 'r':
      return reprOf(value);
    case 'a':
      return asciiOnly(reprOf(value));
    default:
      return fail(`"!${conversion}" is no conversion of a format`);
  }
}

function valueOf(name: string, state: State): Value {
  const first = /^[^.[]*/.exec(name)?.[0] ?? '';
  const isBare = first === name || state.source.numbersBareOnly !== true;
  let value = isBare ? firstValue(first, state) : looseValue(first, state);
  let at = first.length;
  while (at < name.length) {
    if (name.charAt(at) === '.') {
      const part = /^[^.[]*/.exec(name.slice(at + 1))?.[0] ?? '';
      if (part === '') return fail('A name in a format has an empty part');
      value =
        state.source.partOf(value, part) ??
        fail(`A format asks for a part "${part}" that is not there`);
      at += part.length + 1;
    } else if (name.charAt(at) === '[') {
      const close = name.indexOf(']', at);
      if (close === -1) return fail('A "[" in a format is not closed');
      const key = name.slice(at + 1, close);
      if (key === '') return fail('A name in a format has an empty part');
      value = itemWithin(value, keyOf(key));
      at = close + 1;
    } else return fail('Only "." or "[" may follow "]" in a format');
  }
  return value;
}

function keyOf(text: string): Value {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** As Markup takes the first part of a longer name: its numbering is not minded. */
function looseValue(name: string, { source }: State): Value {
  return /^\d+$/.test(name) ? source.byPlace(Number(name)) : source.byName(name);
}

function firstValue(name: string, state: State): Value {
  const numbering = name === '' ? 'automatic' : /^\d+$/.test(name) ? 'manual' : undefined;
  if (numbering === undefined) return state.source.byName(name);
  if (state.numbering !== undefined && state.numbering !== numbering) {
    return fail('A format numbers either all of its fields or none');
  }
  state.numbering = numbering;
  if (numbering === 'manual') return state.source.byPlace(Number(name));
  state.next += 1;
  return state.source.byPlace(state.next - 1);
}

import { checkText } from './render/budget.js';
import { floatText, textOf } from './pythonText.js';
import { Float, Tuple, kindOf } from './pythonValue.js';
import type { Value } from './pythonValue.js';
import { fail } from './render/templateFailure.js';

const HTML_SAFE: ReadonlyMap<string, string> = new Map([
  ['<', '\\u003c'],
  ['>', '\\u003e'],
  ['&', '\\u0026'],
  ["'", '\\u0027'],
]);

/** The filter `tojson`: keys sorted, ASCII only, safe inside HTML, as Jinja writes it. */
export function jsonOf(value: Value, indent: number): string {
  const text = write(value, { unit: ' '.repeat(Math.min(100, indent)), start: '' });
  return text.replace(/[<>&']/g, (character) => HTML_SAFE.get(character) ?? character);
}

interface Layout {
  readonly unit: string;
  /** What stands before the closing bracket. */
  readonly start: string;
}

function write(value: Value, layout: Layout): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number' || typeof value === 'bigint') return value.toString();
  if (value instanceof Float) return floatText(value.value);
  if (typeof value === 'string') return jsonString(value);
  const inner = { unit: layout.unit, start: layout.start + layout.unit };
  if (inner.start.length > 1000) return fail('A value is nested too deeply for tojson');
  if (Array.isArray(value))
    return bracketed(
      '[]',
      value.map((item) => write(item, inner)),
      layout,
    );
  if (value instanceof Tuple) {
    return bracketed(
      '[]',
      value.items.map((item) => write(item, inner)),
      layout,
    );
  }
  if (value instanceof Map) {
    const pairs = [...value].map(([key, item]): [string, Value] => [textOf(key), item]);
    pairs.sort(([left], [right]) => (left < right ? -1 : Number(left > right)));
    const members = pairs.map(([key, item]) => `${jsonString(key)}: ${write(item, inner)}`);
    return bracketed('{}', members, layout);
  }
  return fail(`A value of kind ${kindOf(value)} can't be written as JSON`);
}

function bracketed(brackets: string, members: readonly string[], layout: Layout): string {
  const [open = '', close = ''] = brackets;
  if (members.length === 0) return brackets;
  const broken = layout.unit !== '';
  const before = broken ? `\n${layout.start}${layout.unit}` : '';
  const text = members.join(broken ? `,${before}` : ', ');
  checkText(text.length);
  return `${open}${before}${text}${broken ? `\n${layout.start}` : ''}${close}`;
}

function jsonString(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

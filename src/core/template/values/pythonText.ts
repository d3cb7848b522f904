import { checkText, countWork } from '../render/budget.js';
import { TemplateFailure, fail } from '../render/templateFailure.js';
import { Dict, Float, Markup, TemplateObject, Tuple } from './pythonValue.js';
import type { Value } from './pythonValue.js';
import { isPrintable } from './characterKinds.js';
import { escapedPoint } from './escapedPoint.js';

const MOST_DIGITS = 4300;
const DEEPEST = 900;

/** The text that `{{ value }}` prints, as Python's `str`. Fails for ints of more than 4300 digits. */
export function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  if (value instanceof Markup) return value.text;
  return reprOf(value);
}

/** Python's `repr`. */
export function reprOf(value: Value): string {
  const writer: Writer = { parts: [], length: 0, checkAt: 4096, open: [] };
  write(writer, value);
  return writer.parts.length === 1 ? (writer.parts[0] ?? '') : writer.parts.join('');
}

interface Writer {
  readonly parts: string[];
  length: number;
  /** Length at which the text is checked again: each check charges all of it. */
  checkAt: number;
  /** Containers being written: one inside itself is written as `[...]`. */
  readonly open: Value[];
}

function put(writer: Writer, text: string): void {
  writer.parts.push(text);
  writer.length += text.length;
  if (writer.length > writer.checkAt) {
    checkText(writer.length);
    writer.checkAt = writer.length * 2;
  }
}

function write(writer: Writer, value: Value): void {
  if (value === null || typeof value !== 'object') put(writer, scalarText(value));
  else if (Array.isArray(value)) writeItems(writer, value, value, ['[', ']']);
  else if (value instanceof Dict) writeDict(writer, value);
  else if (value instanceof Tuple) {
    const brackets: Brackets = value.items.length === 1 ? ['(', ',)'] : ['(', ')'];
    writeItems(writer, value, value.items, brackets);
  } else if (value instanceof Float) put(writer, floatText(value.value));
  else if (value instanceof Markup) put(writer, `Markup(${quoted(value.text)})`);
  else if (value.printed) {
    const { items, brackets } = value.printed();
    writeItems(writer, value, items, brackets);
  } else put(writer, value.text());
}

function scalarText(value: undefined | null | boolean | number | bigint | string): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'bigint') return intText(value);
  return value === null ? 'None' : 'Undefined';
}

type Brackets = readonly [string, string];

function writeItems(
  writer: Writer,
  container: Value,
  items: readonly Value[],
  [opening, closing]: Brackets,
): void {
  if (!enter(writer, container)) {
    put(
      writer,
      container instanceof TemplateObject ? '...' : `${opening}...)`.replace('[...)', '[...]'),
    );
    return;
  }
  put(writer, opening);
  for (let index = 0; index < items.length; index += 1) {
    if (index > 0) put(writer, ', ');
    write(writer, items[index]);
  }
  put(writer, closing);
  writer.open.pop();
}

function writeDict(writer: Writer, dict: Dict): void {
  if (!enter(writer, dict)) {
    put(writer, '{...}');
    return;
  }
  put(writer, '{');
  let isFirst = true;
  for (const { key, value } of dict.entries.values()) {
    if (!isFirst) put(writer, ', ');
    isFirst = false;
    write(writer, key);
    put(writer, ': ');
    write(writer, value);
  }
  put(writer, '}');
  writer.open.pop();
}

/** False where the container is being written already. */
function enter(writer: Writer, container: Value): boolean {
  if (writer.open.includes(container)) return false;
  if (writer.open.length > DEEPEST) fail('A value is nested too deeply to be printed');
  writer.open.push(container);
  return true;
}

/** An int in decimal. Python refuses to write more than 4300 digits. */
export function intText(value: number | bigint): string {
  if (typeof value === 'number') return String(value);
  // A digit takes more than 3.32 bits; the exact count is only made where it may matter.
  if (value > -(10n ** 4299n) && value < 10n ** 4299n) return value.toString();
  const magnitude = value < 0n ? -value : value;
  if (magnitude >= 10n ** BigInt(MOST_DIGITS)) {
    throw new TemplateFailure('runtime', 'An int of more than 4300 digits is not written as text');
  }
  return value.toString();
}

/** Python's `repr` of a float: shortest digits, exponents from 1e16 and below 1e-4. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Number.isInteger(value) && Math.abs(value) < 1e16) {
    return Object.is(value, -0) ? '-0.0' : `${value}.0`;
  }
  const size = Math.abs(value);
  if (size >= 1e-4 && size < 1e16) return String(value);
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  const digits = exponent.slice(1).padStart(2, '0');
  return `${mantissa}e${exponent.slice(0, 1)}${digits}`;
}

/** Python's `ascii`, of a text that is a repr already. */
export function asciiOnly(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text;
  countWork(text.length * 4);
  return Array.from(text, (point) => (point < '\x7f' ? point : escapedPoint(point))).join('');
}

const PLAIN = /^[\x20-\x26\x28-\x5b\x5d-\x7e]*$/;

/** Python's `repr` of a str. */
export function quoted(text: string): string {
  if (PLAIN.test(text)) return `'${text}'`;
  countWork(text.length * 4);
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const parts: string[] = [quote];
  for (const point of text) {
    if (point === quote || point === '\\') parts.push(`\\${point}`);
    else parts.push(isPrintable(point) ? point : escapedPoint(point));
  }
  parts.push(quote);
  return parts.join('');
}

import { checkText } from './render/budget.js';
import { Callable, Float, Record, Tuple } from './pythonValue.js';
import type { Value } from './pythonValue.js';
import { fail } from './render/templateFailure.js';

/** The text that `{{ value }}` prints, as Python's `str`. */
export function textOf(value: Value): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  return reprOf(value);
}

/** Python's `repr`. */
export function reprOf(value: Value, depth = 0): string {
  if (depth > 500) fail('A value is nested too deeply to be printed');
  if (value === undefined) return 'Undefined';
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'string') return quoted(value);
  if (value instanceof Float) return floatText(value.value);
  if (Array.isArray(value)) return `[${joined(value, depth)}]`;
  if (value instanceof Tuple) {
    return value.items.length === 1
      ? `(${joined(value.items, depth)},)`
      : `(${joined(value.items, depth)})`;
  }
  if (value instanceof Map) {
    const pairs: string[] = [];
    for (const [key, item] of value) {
      pairs.push(`${reprOf(key, depth + 1)}: ${reprOf(item, depth + 1)}`);
    }
    return bounded(`{${pairs.join(', ')}}`);
  }
  if (value instanceof Callable) return `<function ${value.name}>`;
  if (value instanceof Record) return `<${value.name}>`;
  return value.toString();
}

function joined(items: readonly Value[], depth: number): string {
  return bounded(items.map((item) => reprOf(item, depth + 1)).join(', '));
}

function bounded(text: string): string {
  checkText(text.length);
  return text;
}

/** Python's `repr` of a float: exponents from 1e16 and below 1e-4. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  const [mantissa = '0', power = '0'] = Math.abs(value).toExponential().split('e');
  const exponent = Number(power);
  const digits = mantissa.replace('.', '');
  if (exponent < -4 || exponent >= 16) {
    const size = Math.abs(exponent).toString().padStart(2, '0');
    return `${sign}${mantissa}e${exponent < 0 ? '-' : '+'}${size}`;
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`;
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const body = text.replace(/[\\'"\p{C}\p{Zl}\p{Zp}\p{Zs}]/gu, (character) => {
    if (character === ' ') return character;
    if (character === '\\') return '\\\\';
    if (character === "'" || character === '"')
      return character === quote ? `\\${quote}` : character;
    return escaped(character);
  });
  return `${quote}${body}${quote}`;
}

function escaped(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

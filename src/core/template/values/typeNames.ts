import { Dict, Float, Markup, TemplateObject, Tuple } from './pythonValue.js';
import type { Value } from './pythonValue.js';

/** Python's name of a value's type, as messages and `__class__` give it. */
export function typeNameOf(value: Value): string {
  if (value === undefined) return 'Undefined';
  if (value === null) return 'NoneType';
  if (value instanceof Float) return 'float';
  if (value instanceof Markup) return 'Markup';
  if (value instanceof Tuple) return value.names.length > 0 ? '_GroupTuple' : 'tuple';
  if (value instanceof Dict) return 'dict';
  if (value instanceof TemplateObject) return value.typeName;
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'string' ? 'str' : 'int';
}

/** A bool is an int in Python. */
export function isInt(value: Value): value is number | bigint | boolean {
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean';
}

export function isNumeric(value: Value): value is number | bigint | boolean | Float {
  return isInt(value) || value instanceof Float;
}

/** The text of a str or Markup (which is a str in Python), else undefined. */
export function strOf(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  return value instanceof Markup ? value.text : undefined;
}

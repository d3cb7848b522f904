import { Dict, Float, Markup, Tuple } from './pythonValue.js';
import type { Value } from './pythonValue.js';

/** Python's `bool(value)`. */
export function truthy(value: Value): boolean {
  switch (typeof value) {
    case 'boolean':
      return value;
    case 'string':
      return value !== '';
    case 'undefined':
      return false;
    case 'number':
      return value !== 0;
    case 'bigint':
      return value !== 0n;
    default:
  }
  if (value === null) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (value instanceof Dict) return value.entries.size > 0;
  if (value instanceof Float) return value.value !== 0;
  if (value instanceof Tuple) return value.items.length > 0;
  if (value instanceof Markup) return value.text !== '';
  if (value.truth) return value.truth();
  return value.length ? value.length() !== 0 : true;
}

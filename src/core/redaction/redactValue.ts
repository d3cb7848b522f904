import { knownKeys } from './knownKeys.js';

/**
 * What structured data hold, without known keys: texts in lists, plain objects and maps, as names of
 * fields too. Gives the very value where nothing is found; what is no plain data stays as it is.
 */
export function redactValue<T>(value: T): T {
  // What comes back differs in its texts alone.
  return knownKeys.knowsAny() ? (clean(value) as T) : value;
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return knownKeys.redact(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) {
    const items = value.map(clean);
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (value instanceof Map) return new Map([...value].map(([k, v]) => [clean(k), clean(v)]));
  if (value instanceof Set) return new Set([...value].map(clean));
  const shape: unknown = Object.getPrototypeOf(value);
  if (shape !== Object.prototype && shape !== null) return value;
  const entries = Object.entries(value);
  const cleaned = entries.map(([name, item]) => [knownKeys.redact(name), clean(item)] as const);
  const same = cleaned.every(
    ([name, item], at) => name === entries[at]?.[0] && item === entries[at][1],
  );
  return same ? value : Object.fromEntries(cleaned);
}

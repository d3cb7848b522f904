import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { isJsonObject } from '../json.js';
import type { Json, JsonObject } from '../json.js';

/**
 * A key of a row's content: 32 hex digits, the same for equal values of `columns` whatever the order
 * of columns or of keys inside a value. A missing column is not the same as null.
 */
export function contentKey(values: JsonObject, columns: readonly string[]): string {
  const members = [...new Set(columns)]
    .filter((column) => Object.hasOwn(values, column))
    .sort()
    .map((column) => `${JSON.stringify(column)}:${canonical(values[column] ?? null)}`);
  return bytesToHex(sha256(utf8ToBytes(`{${members.join(',')}}`))).slice(0, 32);
}

function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`);
  return `{${members.join(',')}}`;
}

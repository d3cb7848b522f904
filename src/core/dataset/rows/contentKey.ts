import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from '../../canonicalJson.js';
import type { JsonObject } from '../../json.js';

/**
 * A key of a row's content: 32 hex digits, the same for equal values of `columns` whatever the order
 * of columns or of keys inside a value. A missing column is not the same as null.
 */
export function contentKey(values: JsonObject, columns: readonly string[]): string {
  const members = [...new Set(columns)]
    .filter((column) => Object.hasOwn(values, column))
    .sort()
    .map((column) => `${JSON.stringify(column)}:${canonicalJson(values[column] ?? null)}`);
  return bytesToHex(sha256(utf8ToBytes(`{${members.join(',')}}`))).slice(0, 32);
}

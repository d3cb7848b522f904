import { knownKeys } from '../core/redaction/knownKeys.js';

/**
 * The bytes with an asterisk in the place of each of a known key's, so that all others keep their
 * places; the very bytes where none is in them. For files that are written by offset.
 */
export function maskKeyBytes(bytes: Uint8Array): Uint8Array {
  // Keys are ASCII, in every form: a character stands for a byte.
  if (!knownKeys.knowsAny()) return bytes;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const places = knownKeys.places(text);
  if (places.length === 0) return bytes;
  const clean = Buffer.from(bytes);
  for (const { at, end } of places) clean.fill('*', at, end);
  return clean;
}

import { createHash } from 'node:crypto';

/** SHA-256 of a text, a character for each byte. */
export function contentDigest(text: string): string {
  return createHash('sha256').update(text).digest('binary');
}

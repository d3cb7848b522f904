import { sha256 } from '@noble/hashes/sha2.js';
import { Buffer } from 'buffer/';

/** Of `node:crypto` the one digest that is used. */
export function createHash(algorithm: 'sha256') {
  const hash = { sha256 }[algorithm].create();
  const made = {
    update(data: string | Uint8Array) {
      hash.update(typeof data === 'string' ? new TextEncoder().encode(data) : data);
      return made;
    },
    digest: (encoding: 'hex' | 'base64' | 'binary') =>
      Buffer.from(hash.digest()).toString(encoding),
  };
  return made;
}

export function randomBytes(length: number): Buffer {
  return Buffer.from(globalThis.crypto.getRandomValues(new Uint8Array(length)));
}

export function randomUUID(): string {
  return globalThis.crypto.randomUUID();
}

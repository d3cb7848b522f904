import type { ByteSink } from '../../../core/partFile.js';

/** Holds what comes in memory. */
interface MemorySink extends ByteSink {
  whole(): Buffer;
}

export function memorySink(): MemorySink {
  let parts: Uint8Array[] = [];
  let bytes = 0;
  return {
    get bytes() {
      return bytes;
    },
    append(chunk) {
      parts.push(chunk);
      bytes += chunk.length;
      return Promise.resolve();
    },
    restart() {
      parts = [];
      bytes = 0;
      return Promise.resolve();
    },
    whole: () => Buffer.concat(parts),
  };
}

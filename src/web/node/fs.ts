import { systemError } from './fileFault.js';
import { openBytes } from './openBytes.js';

/** The flags of `open`, which a browser has no use for. */
export const constants = {
  O_RDONLY: 0,
  O_NONBLOCK: 0,
  O_WRONLY: 1,
  O_CREAT: 0,
  O_EXCL: 0,
} as const;

const BLOCK_BYTES = 1024 ** 2;

/** The bytes of a file, in blocks; of Node's stream it is what `for await` needs. */
export async function* createReadStream(
  path: string,
  { signal }: { readonly signal?: AbortSignal } = {},
): AsyncGenerator<Uint8Array> {
  const file = await openBytes(path);
  try {
    for (;;) {
      signal?.throwIfAborted();
      const block = new Uint8Array(BLOCK_BYTES);
      const { bytesRead } = await file.read(block, 0, block.length, null);
      if (bytesRead === 0) return;
      yield block.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

export function createWriteStream(path: string): never {
  throw systemError('EROFS', path);
}

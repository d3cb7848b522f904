import type { ByteSink } from '../../core/partFile.js';
import type { ServiceClient } from './client.js';
import { contentPath } from './fileId.js';
import { readContent } from './readContent.js';

const DOING = 'download the results';

/**
 * Downloads a file of the service, whole, into memory; goes on where a broken connection left off.
 * Throws `UserError`.
 */
export async function downloadFile(
  client: ServiceClient,
  fileId: string,
  signal: AbortSignal,
): Promise<Buffer> {
  const sink = memorySink();
  await readContent({ client, path: contentPath(fileId), doing: DOING, sink }, signal);
  return sink.whole();
}

export interface MemorySink extends ByteSink {
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

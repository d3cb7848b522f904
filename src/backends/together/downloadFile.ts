import { isJsonObject } from '../../core/json.js';
import type { ByteSink } from '../../core/partFile.js';
import type { ServiceClient } from './client.js';
import { contentPath } from './fileId.js';
import { readContent } from './readContent.js';
import { badReply } from './serviceErrors.js';
import { parseJson } from './wire/readReply.js';

const DOING = 'download the results';

/**
 * Downloads a file of results, whole, into memory; goes on where a broken connection left off. Throws
 * `UserError`; of kind `bad_reply` for what doesn't begin with a row, as the page of a proxy: a run must
 * not end with that.
 */
export async function downloadFile(
  client: ServiceClient,
  fileId: string,
  signal: AbortSignal,
): Promise<Buffer> {
  const sink = memorySink();
  await readContent({ client, path: contentPath(fileId), doing: DOING, sink }, signal);
  const bytes = sink.whole();
  if (!beginsWithRow(bytes)) throw badReply({ doing: DOING, host: client.host });
  return bytes;
}

/** A file without any line is one without rows. */
function beginsWithRow(bytes: Buffer): boolean {
  const start = bytes.findIndex((byte) => byte > 0x20);
  if (start < 0) return true;
  const end = bytes.indexOf('\n', start);
  const line = bytes.subarray(start, end < 0 ? bytes.length : end).toString('utf8');
  return isJsonObject(parseJson(line));
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

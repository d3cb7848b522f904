import { mkdtemp, open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ByteSink } from '../../../core/partFile.js';
import { UserError } from '../../../core/userError.js';
import { t } from '../../../l10n/t.js';
import type { ServiceClient } from '../client.js';
import { contentPath } from '../fileId.js';
import { readContent } from './readContent.js';

/** A file of the service on this machine, for as long as it is needed. */
interface HeldFile {
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
  readonly file: FileHandle;
  /** Removes it. */
  close(): Promise<void>;
}

interface HeldContent {
  readonly client: ServiceClient;
  readonly fileId: string;
  /** Completes "Can't …" in messages. */
  readonly doing: string;
  /** Name on this machine; its ending says the format. */
  readonly name: string;
  /** What is larger is given up. */
  readonly limitBytes: number;
}

/**
 * Downloads a file of the service into a temporary one, and goes on where a broken connection left
 * off: memory stays the same however large it is. Throws `UserError`.
 */
export async function holdFile(
  { client, fileId, doing, name, limitBytes }: HeldContent,
  signal: AbortSignal,
): Promise<HeldFile> {
  const noRoom = (cause: unknown): never => {
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = t(
      "Can't {0}: no temporary file can be written ({1}); make room and try again.",
      doing,
      why,
    );
    throw new UserError('storage', message, { cause });
  };
  const folder = await mkdtemp(join(tmpdir(), 'gavel-')).catch(noRoom);
  const path = join(folder, name);
  const file = await open(path, 'wx+', 0o600).catch(noRoom);
  const close = async (): Promise<void> => {
    await file.close();
    await rm(folder, { recursive: true, force: true });
  };
  let held = 0;
  const sink: ByteSink = {
    get bytes() {
      return held;
    },
    async append(bytes) {
      for (let written = 0; written < bytes.length;) {
        const { bytesWritten } = await file
          .write(bytes, written, bytes.length - written, held + written)
          .catch(noRoom);
        written += bytesWritten;
      }
      held += bytes.length;
    },
    async restart() {
      await file.truncate(0).catch(noRoom);
      held = 0;
    },
  };
  try {
    await readContent({ client, path: contentPath(fileId), doing, sink, limitBytes }, signal);
  } catch (error) {
    await close();
    throw error;
  }
  return { path, bytes: held, file, close };
}

import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Named bytes that are read in parts, so that nobody has to hold them. */
export interface StoredBytes {
  readonly bytes: number;
  /** So many bytes (at least one) from `from`. */
  stream(from: number, bytes: number): Readable;
}

/** Bytes that came and are not kept yet. */
export interface ReceivedBytes {
  keep(name: string): Promise<void>;
  discard(): Promise<void>;
}

/** Where the embedded service keeps named bytes. */
export interface DemoStorage {
  write(name: string, data: Buffer | string): Promise<void>;
  /** Takes in bytes as they come; they have no name until they are kept. Rejects with what `source` throws. */
  receive(source: AsyncIterable<Uint8Array>): Promise<ReceivedBytes>;
  /** Undefined where there is nothing of that name. */
  read(name: string): Promise<Buffer | undefined>;
  open(name: string): Promise<StoredBytes | undefined>;
  remove(name: string): Promise<void>;
  names(): Promise<readonly string[]>;
}

export function memoryStorage(): DemoStorage {
  const held = new Map<string, Buffer>();
  return {
    write: (name, data) => {
      held.set(name, Buffer.from(data));
      return Promise.resolve();
    },
    receive: async (source) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of source) chunks.push(chunk);
      return {
        keep: (name) => {
          held.set(name, Buffer.concat(chunks));
          return Promise.resolve();
        },
        discard: () => Promise.resolve(),
      };
    },
    read: (name) => Promise.resolve(held.get(name)),
    open: (name) => {
      const data = held.get(name);
      const stream = (from: number, bytes: number) =>
        Readable.from([data?.subarray(from, from + bytes)]);
      return Promise.resolve(data && { bytes: data.length, stream });
    },
    remove: (name) => {
      held.delete(name);
      return Promise.resolve();
    },
    names: () => Promise.resolve([...held.keys()]),
  };
}

const SAFE_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const KEPT_MS = 7 * 24 * 3600 * 1000;

/** Files below `folder`, old or new but never half; what is older than seven days is removed now. */
export async function folderStorage(folder: string, now: number): Promise<DemoStorage> {
  // Somebody's rows: for this user's eyes alone.
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await prune(folder, now);
  return {
    write: async (name, data) => {
      const temporary = join(folder, `.${name}.${randomBytes(4).toString('hex')}`);
      await writeFile(temporary, data, { mode: 0o600 });
      await rename(temporary, join(folder, name));
    },
    receive: async (source) => {
      const temporary = join(folder, `.file-${randomBytes(8).toString('hex')}`);
      const discard = () => rm(temporary, { force: true });
      try {
        await pipeline(
          source,
          createWriteStream(temporary, { highWaterMark: 1024 ** 2, mode: 0o600 }),
        );
      } catch (error) {
        await discard();
        throw error;
      }
      return { keep: (name) => rename(temporary, join(folder, name)), discard };
    },
    read: async (name) => {
      if (!SAFE_NAME.test(name)) return undefined;
      return readFile(join(folder, name)).catch(ifMissing);
    },
    open: async (name) => {
      if (!SAFE_NAME.test(name)) return undefined;
      const path = join(folder, name);
      const found = await stat(path).catch(ifMissing);
      const stream = (from: number, bytes: number) =>
        createReadStream(path, { start: from, end: from + bytes - 1 });
      return found && { bytes: found.size, stream };
    },
    remove: (name) => rm(join(folder, name), { force: true }),
    names: async () => (await readdir(folder)).filter((name) => SAFE_NAME.test(name)),
  };
}

function ifMissing(error: unknown): undefined {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}

async function prune(folder: string, now: number): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    const ours = /^\.?(file|eval)-/.test(entry.name) && entry.isFile();
    const changed = ours ? await stat(path).catch(ifMissing) : undefined;
    if (changed && now - changed.mtimeMs > KEPT_MS) await rm(path, { force: true });
  }
}

import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rm, stat, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../storageError.js';
import type { LinePlace } from './completionIndex.js';

interface Segment {
  readonly name: string;
  readonly bytes: number;
}

/** The files of a cache. A segment is written by one process alone, to its end, and then only read. */
interface SegmentFiles {
  path(name: string): string;
  /** Oldest first; none where there is no folder. */
  list(): Promise<readonly Segment[]>;
  /** The name of a new, empty segment of this process. */
  create(): Promise<string>;
  /** Appends at the offset `at`; false where the file does not end there: somebody has removed it. */
  append(name: string, at: number, lines: Buffer): Promise<boolean>;
  read(place: LinePlace): Promise<string>;
  /** Whether it is gone then; a system may refuse it while another process has it open. */
  remove(name: string): Promise<boolean>;
  /** Ends reading; the next read begins anew. */
  close(): Promise<void>;
}

/** Segments begin with the time they were begun at: the order of names is that of age. */
const NAME = /^\d{13}-[0-9a-f]{12}\.jsonl$/;
/** Files that are open for reading at once. */
const MOST_OPEN = 8;

export function createSegmentFiles(folder: string): SegmentFiles {
  const readers = new Map<string, Promise<FileHandle>>();
  const path = (name: string) => join(folder, name);

  async function closeReader(name: string): Promise<void> {
    const reader = readers.get(name);
    readers.delete(name);
    await (await reader?.catch(() => undefined))?.close().catch(() => undefined);
  }

  function openReader(name: string): Promise<FileHandle> {
    const opened = readers.get(name);
    if (opened) return opened;
    const reader = open(path(name), 'r');
    readers.set(name, reader);
    reader.catch(() => readers.delete(name));
    // A read under way holds its file until it has ended.
    const [oldest] = readers.size > MOST_OPEN ? readers.keys() : [];
    if (oldest !== undefined) void closeReader(oldest);
    return reader;
  }

  return {
    path,
    async list() {
      const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
        if (errorCode(error) === 'ENOENT') return [];
        throw error;
      });
      const names = entries.filter((entry) => entry.isFile() && NAME.test(entry.name));
      const sized = await Promise.all(
        names.map(async ({ name }) => {
          // It may have been removed meanwhile.
          const found = await stat(path(name)).catch(() => undefined);
          return found ? [{ name, bytes: found.size }] : [];
        }),
      );
      return sized.flat().sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    async create() {
      await mkdir(folder, { recursive: true });
      // Replies are nobody's to commit. It stands there before the first of them.
      await writeFile(join(folder, '.gitignore'), '*\n', { flag: 'wx' }).catch((error: unknown) => {
        if (errorCode(error) !== 'EEXIST') throw error;
      });
      const name = `${Date.now().toString().padStart(13, '0')}-${randomBytes(6).toString('hex')}.jsonl`;
      await writeFile(path(name), '', { flag: 'wx' });
      return name;
    },
    async append(name, at, lines) {
      const file = await open(path(name), 'a');
      try {
        if ((await file.stat()).size !== at) return false;
        await file.appendFile(lines);
        return true;
      } finally {
        await file.close();
      }
    },
    async read({ segment, at, bytes }) {
      const file = await openReader(segment);
      const buffer = Buffer.allocUnsafe(bytes);
      const { bytesRead } = await file.read(buffer, 0, bytes, at);
      return buffer.toString('utf8', 0, bytesRead);
    },
    async remove(name) {
      await closeReader(name);
      return rm(path(name), { force: true }).then(
        () => true,
        () => false,
      );
    },
    async close() {
      await Promise.all([...readers.keys()].map(closeReader));
    },
  };
}

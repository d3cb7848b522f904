import { createHash } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { TEXT_ENCODINGS } from '../../core/dataset/openDataset.js';
import { temporaryBeside } from '../atomicWrite.js';
import type { KnownContent } from '../dataset/tableContent.js';
import { PRIVATE_FILE, PRIVATE_FOLDER } from '../privateFile.js';
import { readBytes } from '../readText.js';
import type { Checkpoint } from '../scan/recordScan.js';

/** Keeps where the rows of large files begin, so that opening one again needs no reading of it. */
export interface IndexStore {
  /** Undefined where nothing usable is kept. */
  load(path: string): Promise<KnownContent | undefined>;
  /** Never throws: what can't be kept is found out again. */
  save(path: string, known: KnownContent): Promise<void>;
}

/** Smaller files are gone through in a moment. */
const LEAST_BYTES = 32 * 1024 * 1024;
const KEPT_FILES = 50;
/** Ten times the checkpoints that an index begins with: a file may grow. */
const MOST_BYTES = 16 * 1024 * 1024;
const ENDING = '.index';
/** Of the form below. */
const FORM = 2;

const headSchema = z.object({
  form: z.literal(FORM),
  path: z.string(),
  size: z.number(),
  modified: z.string(),
  inode: z.string(),
  probe: z.string(),
  every: z.number(),
  format: z.enum(['csv', 'jsonl']),
  delimiter: z.optional(z.string()),
  encoding: z.enum(TEXT_ENCODINGS),
  mark: z.number(),
  end: z.object({
    state: z.number(),
    afterReturn: z.number(),
    position: z.number(),
    records: z.number(),
    breaks: z.number(),
    blankLines: z.number(),
    boundary: z.number(),
    lastStart: z.number(),
    lastBreaks: z.number(),
  }),
  checkpoints: z.number(),
});
type Head = z.infer<typeof headSchema>;

/** One file an index in this folder: a line of JSON, then three numbers for each checkpoint. */
export function createIndexStore(folder: string): IndexStore {
  const fileOf = (path: string): string => {
    const name = createHash('sha256').update(path).digest('hex').slice(0, 32);
    return join(folder, `${name}${ENDING}`);
  };
  return {
    async load(path) {
      try {
        const known = read(await readBytes(fileOf(path), { doing: 'read', mostBytes: MOST_BYTES }));
        return known?.path === path ? known.content : undefined;
      } catch {
        return undefined; // not there, or not readable: it is made again
      }
    },
    async save(path, known) {
      if (known.index.stamp.size < LEAST_BYTES) return;
      const target = fileOf(path);
      const temporary = temporaryBeside(target);
      try {
        await mkdir(folder, { recursive: true, mode: PRIVATE_FOLDER });
        const file = await open(temporary, 'wx', PRIVATE_FILE);
        try {
          await file.writeFile(written(path, known));
        } finally {
          await file.close();
        }
        await rename(temporary, target);
        await removeOldest(folder);
      } catch {
        await rm(temporary, { force: true }).catch(() => undefined);
      }
    },
  };
}

function written(path: string, { index, probe }: KnownContent): Buffer {
  const { stamp, form, every, end, checkpoints } = index;
  const head: Head = {
    form: FORM,
    path,
    size: stamp.size,
    modified: String(stamp.modified),
    inode: String(stamp.inode),
    probe,
    every,
    format: form.format,
    ...(form.delimiter !== undefined && { delimiter: form.delimiter }),
    encoding: form.encoding,
    mark: form.mark,
    end,
    checkpoints: checkpoints.length,
  };
  const numbers = Buffer.alloc(checkpoints.length * 24);
  checkpoints.forEach(({ offset, records, breaks }, at) => {
    numbers.writeDoubleLE(offset, at * 24);
    numbers.writeDoubleLE(records, at * 24 + 8);
    numbers.writeDoubleLE(breaks, at * 24 + 16);
  });
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), numbers]);
}

function read(
  bytes: Buffer,
): { readonly path: string; readonly content: KnownContent } | undefined {
  const line = bytes.indexOf('\n');
  const { data: head } = headSchema.safeParse(JSON.parse(bytes.toString('utf8', 0, line)));
  const numbers = bytes.subarray(line + 1);
  if (!head || numbers.length !== head.checkpoints * 24) return undefined;
  const { path, probe, size, every, format, delimiter, encoding, mark, end } = head;
  const checkpoints = Array.from({ length: head.checkpoints }, (_, at): Checkpoint => ({
    offset: numbers.readDoubleLE(at * 24),
    records: numbers.readDoubleLE(at * 24 + 8),
    breaks: numbers.readDoubleLE(at * 24 + 16),
  }));
  const stamp = { size, modified: BigInt(head.modified), inode: BigInt(head.inode) };
  const form = { format, encoding, mark, ...(delimiter !== undefined && { delimiter }) };
  const index = { stamp, form, every, checkpoints, end, isComplete: true };
  return { path, content: { index, probe } };
}

async function removeOldest(folder: string): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(ENDING));
  if (names.length <= KEPT_FILES) return;
  const files = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
  );
  const oldest = files.sort((a, b) => a.at - b.at).slice(0, names.length - KEPT_FILES);
  await Promise.all(oldest.map(({ name }) => rm(join(folder, name), { force: true })));
}

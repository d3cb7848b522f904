import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod';
import { inGroups } from './inGroups.js';
import type { DemoStorage, ReceivedBytes, StoredBytes } from './demoStorage.js';

const fileSchema = z.object({
  id: z.string(),
  object: z.literal('file'),
  /** Unix seconds. */
  created_at: z.number(),
  filename: z.string(),
  bytes: z.number(),
  purpose: z.string(),
  FileType: z.enum(['csv', 'jsonl', 'parquet']),
  LineCount: z.number(),
  Processed: z.boolean(),
});

/** A file as the API shows it. */
export type DemoFile = z.infer<typeof fileSchema>;

const LF = 10;

const recordSchema = z.object({ file: fileSchema, sha256: z.string().optional() });
type FileRecord = z.infer<typeof recordSchema>;

export interface NewFile {
  readonly filename: string;
  readonly purpose: string;
  readonly fileType: DemoFile['FileType'];
  /** Absent: a new one. */
  readonly id?: string;
}

/** Content that came, counted on its way. */
export interface ReceivedContent extends ReceivedBytes {
  readonly bytes: number;
  readonly lines: number;
  /** Hex. */
  readonly sha256: string;
}

/** The service's file library. A file is there without content until its bytes have been put. */
export interface DemoFiles {
  reserve(file: NewFile, sha256?: string): Promise<DemoFile>;
  /** Takes in content that belongs to no file yet. */
  receive(source: AsyncIterable<Uint8Array>): Promise<ReceivedContent>;
  /** False: unknown id, or the bytes are not those that the checksum promised; they are gone then. */
  put(id: string, content: ReceivedContent): Promise<boolean>;
  get(id: string): Promise<DemoFile | undefined>;
  content(id: string): Promise<Buffer | undefined>;
  /** The same, to be read in parts. */
  open(id: string): Promise<StoredBytes | undefined>;
  /** A processed file with these bytes and this purpose. */
  withContent(sha256: string, purpose: string): Promise<DemoFile | undefined>;
  /** Newest first. */
  list(): Promise<readonly DemoFile[]>;
  remove(id: string): Promise<boolean>;
}

export function createDemoFiles(storage: DemoStorage, now: () => number): DemoFiles {
  const read = async (id: string): Promise<FileRecord | undefined> => {
    const bytes = await storage.read(`${id}.json`);
    if (!bytes || !id.startsWith('file-')) return undefined;
    return recordSchema.safeParse(JSON.parse(bytes.toString('utf8'))).data;
  };
  const write = (record: FileRecord) =>
    storage.write(`${record.file.id}.json`, JSON.stringify(record));
  const all = async () => {
    const names = (await storage.names()).filter((name) => /^file-.*\.json$/.test(name));
    const records = await inGroups(names, (name) => read(name.slice(0, -'.json'.length)));
    return records.filter((record) => record !== undefined);
  };

  return {
    reserve: async ({ filename, purpose, fileType, id = `file-${randomUUID()}` }, sha256) => {
      const file: DemoFile = {
        id,
        object: 'file',
        created_at: Math.floor(now() / 1000),
        filename,
        bytes: 0,
        purpose,
        FileType: fileType,
        LineCount: 0,
        Processed: false,
      };
      await write({ file, ...(sha256 !== undefined && { sha256 }) });
      return file;
    },
    receive: async (source) => {
      const counter = countContent();
      const received = await storage.receive(counter.through(source));
      return { ...received, ...counter.counted() };
    },
    put: async (id, content) => {
      const record = await read(id);
      const { sha256, bytes } = content;
      if (!record || (record.sha256 !== undefined && record.sha256 !== sha256)) {
        await content.discard();
        return false;
      }
      await content.keep(`${id}.data`);
      const counts = { bytes, LineCount: lineCount(record.file, content) };
      await write({ file: { ...record.file, ...counts, Processed: true }, sha256 });
      return true;
    },
    get: async (id) => (await read(id))?.file,
    content: async (id) => ((await read(id)) ? storage.read(`${id}.data`) : undefined),
    open: async (id) => ((await read(id)) ? storage.open(`${id}.data`) : undefined),
    withContent: async (sha256, purpose) =>
      (await all()).find(
        ({ file, sha256: known }) => file.Processed && file.purpose === purpose && known === sha256,
      )?.file,
    list: async () =>
      (await all())
        .map(({ file }) => file)
        .sort((a, b) => b.created_at - a.created_at || b.id.localeCompare(a.id)),
    remove: async (id) => {
      if (!(await read(id))) return false;
      await storage.remove(`${id}.json`);
      await storage.remove(`${id}.data`);
      return true;
    },
  };
}

/** As the service does it: lines of what is for evaluations are not counted. */
function lineCount({ purpose, FileType: type }: DemoFile, { lines }: ReceivedContent): number {
  return purpose.startsWith('eval') || type === 'parquet' ? 0 : lines;
}

/** Hashes and counts bytes that pass by. */
function countContent() {
  const hash = createHash('sha256');
  let bytes = 0;
  let breaks = 0;
  let last = LF;
  return {
    async *through(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
      for await (const chunk of source) {
        hash.update(chunk);
        bytes += chunk.length;
        for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, at + 1)) breaks += 1;
        last = chunk.at(-1) ?? last;
        yield chunk;
      }
    },
    counted: () => ({
      bytes,
      lines: last === LF ? breaks : breaks + 1,
      sha256: hash.digest('hex'),
    }),
  };
}

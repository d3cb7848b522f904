import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ServiceFile, ServiceFiles } from '../../../src/core/dataset/service/serviceFiles.js';
import { UserError } from '../../../src/core/userError.js';

export interface MemoryFile extends Omit<Partial<ServiceFile>, 'id'> {
  readonly id: string;
  readonly content: string | Uint8Array;
  /** The service says nothing of the size. */
  readonly sizeUntold?: boolean;
}

export interface MemoryServiceFiles extends ServiceFiles {
  /** Each request, e.g. `list`, `read file-1 0+100`. */
  readonly asked: string[];
  /** The library as it is from now on. */
  set(files: readonly MemoryFile[]): void;
  /** What every request fails with from now on; undefined: nothing. */
  fail(error: UserError | undefined): void;
}

/** A library that is held in memory and writes down what it is asked. */
export function createMemoryServiceFiles(
  first: readonly MemoryFile[] = [],
  host = 'api.example.com',
): MemoryServiceFiles {
  let held = [...first];
  let failure: UserError | undefined;
  const asked: string[] = [];
  const ask = (what: string, signal: AbortSignal): void => {
    signal.throwIfAborted();
    asked.push(what);
    if (failure) throw failure;
  };
  const fileOf = (id: string): MemoryFile => {
    const file = held.find((one) => one.id === id);
    if (file) return file;
    throw new UserError('not_found', `${host} does not know ${id}.`);
  };
  const bytesOf = ({ content }: MemoryFile): Uint8Array => Buffer.from(content);
  const toServiceFile = (file: MemoryFile): ServiceFile => {
    const { id, name = `${id}.jsonl`, purpose = 'eval', rows, format, createdAt } = file;
    return {
      id,
      name,
      purpose,
      ...(file.sizeUntold !== true && { bytes: bytesOf(file).length }),
      ...(rows !== undefined && { rows }),
      ...(format !== undefined && { format }),
      ...(createdAt !== undefined && { createdAt }),
    };
  };
  return {
    host,
    asked,
    set: (files) => {
      held = [...files];
    },
    fail: (error) => {
      failure = error;
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- what is thrown is a rejection
    async list(signal) {
      ask('list', signal);
      const byAge = held.map(toServiceFile);
      return byAge.sort((a, b) => (b.createdAt ?? '').localeCompare(a.createdAt ?? ''));
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- what is thrown is a rejection
    async get(id, signal) {
      ask(`get ${id}`, signal);
      return toServiceFile(fileOf(id));
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- what is thrown is a rejection
    async read({ id }, { from, bytes }, signal) {
      ask(`read ${id} ${from}+${bytes}`, signal);
      const whole = bytesOf(fileOf(id));
      const of = fileOf(id).sizeUntold ? undefined : whole.length;
      return { bytes: whole.subarray(from, from + bytes), of };
    },
    async download({ file, target, onProgress }, signal) {
      ask(`download ${file.id}`, signal);
      const whole = bytesOf(fileOf(file.id));
      await writeFile(target, whole);
      onProgress?.({ bytes: whole.length, of: whole.length });
    },
    async upload({ info, columns = info.columns, onProgress }, signal) {
      ask(`upload ${basename(info.path)} ${columns.join(',')}`, signal);
      const content = await readFile(info.path);
      const same = held.find((one) => Buffer.compare(bytesOf(one), content) === 0);
      const id = same?.id ?? `file-${held.length + 1}`;
      if (!same) held = [...held, { id, name: basename(info.path), content }];
      const { length: bytes } = content;
      onProgress?.({ step: 'sending', bytes, of: bytes });
      return { id, name: basename(info.path), bytes, reused: same !== undefined };
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- what is thrown is a rejection
    async delete({ id }, signal) {
      ask(`delete ${id}`, signal);
      const before = held.length;
      held = held.filter((file) => file.id !== id);
      return held.length < before;
    },
  };
}

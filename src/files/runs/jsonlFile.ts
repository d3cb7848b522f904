import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { bytesText } from '../../core/bytesText.js';
import { DEEPEST_JSON, isNestedDeeper } from '../../core/isNestedDeeper.js';
import { isJsonObject, type Json } from '../../core/json.js';
import { hasTooManyValues } from '../../core/jsonBounds.js';
import { knownKeys } from '../../core/redaction/knownKeys.js';
import type { Confirm } from '../../core/runs/runStore.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { errorCode } from '../storageError.js';
import type { OpenFile } from './rowPair.js';

const NEWLINE = 0x0a;
const READ_BYTES = 256 * 1024;
/**
 * Twice the longest row of a dataset. A longer line is no row of ours, and one of gigabytes would fill
 * the memory, so that not even the rows before it could be read.
 */
const LONGEST_LINE = 128 * 1024 * 1024;

/** A line of a file: `end` is the offset after its line feed, or undefined for a torn last line. */
export interface FileLine {
  readonly bytes: Buffer;
  readonly end: number | undefined;
}

/**
 * The lines of a file from an offset on, at which one begins, as many as one reading brought; a
 * line's bytes are good until the next. Throws `UserError` at a line that is longer than any row.
 */
export async function* lineGroups(
  file: OpenFile | undefined,
  signal?: AbortSignal,
  from = 0,
): AsyncGenerator<readonly FileLine[]> {
  if (!file) return;
  let parts: Buffer[] = [];
  let lastStart = from;
  for (let offset = from; offset < file.bytes;) {
    signal?.throwIfAborted();
    const buffer = Buffer.allocUnsafe(Math.min(READ_BYTES, file.bytes - offset));
    const { bytesRead } = await file.handle.read(buffer, 0, buffer.length, offset);
    // It was cut since it was opened.
    if (bytesRead === 0) break;
    const bytes = buffer.subarray(0, bytesRead);
    const lines: FileLine[] = [];
    let start = 0;
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, start)) {
      parts.push(bytes.subarray(start, at));
      start = at + 1;
      lines.push({ bytes: joined(parts), end: offset + start });
      parts = [];
    }
    if (start < bytes.length) parts.push(bytes.subarray(start));
    offset += bytesRead;
    yield lines;
    const lineStart = lines.at(-1)?.end ?? lastStart;
    if (offset - lineStart > LONGEST_LINE) throw tooLong(file.path, lineStart);
    lastStart = lineStart;
  }
  if (parts.length > 0) yield [{ bytes: joined(parts), end: undefined }];
}

function tooLong(path: string, at: number): UserError {
  const where = t('behind the first {0} of {1}', bytesText(at), path);
  const message = t(
    'A line {0} is longer than 128 MB, which no row is; restore the file, or take this line out.',
    where,
  );
  return new UserError('storage', message);
}

function joined(parts: readonly Buffer[]): Buffer {
  const [first] = parts;
  return parts.length === 1 && first ? first : Buffer.concat(parts);
}

/** Whole lines and their bytes; the next line goes there. */
export interface Tail {
  readonly lines: number;
  readonly bytes: number;
}

/**
 * Cuts what a crash left behind the last good line: a torn line, a line with zeros in it (a page that
 * was lost with the power) and all after it, a complete last line that is not JSON, and every line
 * beyond `maxLines`.
 */
export async function mendLines(
  path: string,
  {
    maxLines = Infinity,
    confirm,
  }: { readonly maxLines?: number; readonly confirm?: Confirm | undefined } = {},
): Promise<Tail> {
  const handle = await open(path, 'r+').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (!handle) return { lines: 0, bytes: 0 };
  try {
    await confirm?.();
    const bytes = (await handle.stat()).size;
    const tail = await goodTail({ handle, bytes, path }, maxLines);
    if (tail.bytes < bytes) await handle.truncate(tail.bytes);
    return tail;
  } finally {
    await handle.close();
  }
}

async function goodTail(file: OpenFile, maxLines: number): Promise<Tail> {
  let before: Tail = { lines: 0, bytes: 0 };
  let tail = before;
  let last: Buffer | undefined;
  for await (const lines of lineGroups(file)) {
    const good = lines.slice(0, maxLines - tail.lines);
    const bad = good.findIndex(({ bytes, end }) => end === undefined || hasLostPage(bytes));
    if (bad >= 0) good.length = bad;
    for (const { bytes, end = 0 } of good) {
      before = tail;
      tail = { lines: tail.lines + 1, bytes: end };
      last = bytes;
    }
    if (good.length < lines.length) break;
  }
  return last && parseLine(last.toString('utf8')) === undefined ? before : tail;
}

/** No JSON holds a zero byte: there a page never reached the disk, and nothing after it counted yet. */
export function hasLostPage(bytes: Buffer): boolean {
  return bytes.includes(0);
}

/**
 * Appends whole lines without known keys, durably, at `tail`, to a file that is open for that. A write
 * that failed half-way is taken back as far as the disk lets us; what stays is mended by `mendLines`.
 */
export async function appendLines(
  file: FileHandle,
  lines: readonly string[],
  tail: Tail,
): Promise<Tail> {
  const text = lines.map((line) => `${line}\n`).join('');
  const bytes = Buffer.from(knownKeys.redact(text), 'utf8');
  try {
    await file.appendFile(bytes);
    await file.datasync();
  } catch (error) {
    await file.truncate(tail.bytes).catch(() => undefined);
    throw error;
  }
  return { lines: tail.lines + lines.length, bytes: tail.bytes + bytes.length };
}

/** The object or null on a line; undefined for anything else, for what is nested too deeply and what has too many values. */
export function parseLine(text: string): Record<string, Json> | null | undefined {
  if (hasTooManyValues(text)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (value === null) return null;
  return isJsonObject(value) && !isNestedDeeper(value, DEEPEST_JSON) ? value : undefined;
}

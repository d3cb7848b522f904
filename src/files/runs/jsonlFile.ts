import { createReadStream } from 'node:fs';
import { open, truncate } from 'node:fs/promises';
import { isJsonObject, type Json } from '../../core/json.js';
import { errorCode } from '../storageError.js';

const NEWLINE = 0x0a;

/** A line of a file: `end` is the offset after its line feed, or undefined for a torn last line. */
export interface FileLine {
  readonly text: string;
  readonly end: number | undefined;
}

/** The lines of a file as it is now; none for a file that doesn't exist. */
export async function* fileLines(path: string, signal?: AbortSignal): AsyncGenerator<FileLine> {
  let parts: Buffer[] = [];
  let offset = 0;
  try {
    for await (const chunk of createReadStream(path, signal && { signal })) {
      // Without an encoding a read stream yields buffers.
      const bytes = chunk as Buffer;
      let start = 0;
      for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, start)) {
        parts.push(bytes.subarray(start, at));
        start = at + 1;
        yield { text: textOf(parts), end: offset + start };
        parts = [];
      }
      if (start < bytes.length) parts.push(bytes.subarray(start));
      offset += bytes.length;
    }
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw error;
  }
  if (parts.length > 0) yield { text: textOf(parts), end: undefined };
}

function textOf(parts: readonly Buffer[]): string {
  return (parts.length === 1 ? parts[0] : Buffer.concat(parts))?.toString('utf8') ?? '';
}

/** Whole lines and their bytes; the next line goes there. */
export interface Tail {
  readonly lines: number;
  readonly bytes: number;
}

/**
 * Cuts what a crash left behind the last good line: a torn line, a complete last line that is not
 * JSON (a block of zeros after a power failure), and every line beyond `maxLines`.
 */
export async function mendLines(path: string, maxLines = Infinity): Promise<Tail> {
  let before: Tail = { lines: 0, bytes: 0 };
  let tail = before;
  let last = 'null';
  let surplus = false;
  for await (const { text, end } of fileLines(path)) {
    if (end === undefined || tail.lines === maxLines) {
      surplus = true;
      break;
    }
    before = tail;
    tail = { lines: tail.lines + 1, bytes: end };
    last = text;
  }
  if (!isJsonLine(last)) {
    tail = before;
    surplus = true;
  }
  if (surplus) await truncate(path, tail.bytes);
  return tail;
}

/**
 * Appends whole lines, durably, at `tail`. A write that failed half-way is taken back as far as the
 * disk lets us; what stays is mended by `mendLines`.
 */
export async function appendLines(
  path: string,
  lines: readonly string[],
  tail: Tail,
): Promise<Tail> {
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''), 'utf8');
  const file = await open(path, 'a');
  try {
    await file.appendFile(bytes);
    await file.datasync();
  } catch (error) {
    await file.truncate(tail.bytes).catch(() => undefined);
    throw error;
  } finally {
    await file.close();
  }
  return { lines: tail.lines + lines.length, bytes: tail.bytes + bytes.length };
}

/** The object or null on a line; undefined for anything else. */
export function parseLine(text: string): Record<string, Json> | null | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (value === null) return null;
  return isJsonObject(value) ? value : undefined;
}

function isJsonLine(text: string): boolean {
  return parseLine(text) !== undefined;
}

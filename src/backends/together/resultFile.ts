import { isJsonObject } from '../../core/json.js';
import type { StoredRow } from '../../core/runs/resultRow.js';
import { UserError } from '../../core/userError.js';
import type { ServiceClient } from './client.js';
import { holdFile } from './heldFile.js';
import { badReply } from './serviceErrors.js';

/** Where a row stands in its file, in bytes. */
export interface RowPlace {
  readonly offset: number;
  readonly bytes: number;
}

/** The rows of a result file, which may be larger than memory: one after the other, or one alone. */
export interface ResultRows {
  /** In the order of the file; lines that are no JSON object are left out. */
  rows(): AsyncIterable<{ readonly row: StoredRow; readonly place: RowPlace }>;
  read(place: RowPlace): Promise<StoredRow>;
}

export interface ResultFile extends ResultRows {
  /** Removes it. */
  close(): Promise<void>;
}

const DOING = 'download the results';

/**
 * Downloads a result file of the service. Throws `UserError`; of kind `bad_reply` for what doesn't begin
 * with a row, as the page of a proxy: a run must not end with that.
 */
export async function openResultFile(
  client: ServiceClient,
  fileId: string,
  signal: AbortSignal,
): Promise<ResultFile> {
  const held = await holdFile({ client, fileId, doing: DOING, name: 'results.jsonl' }, signal);
  const bytesAt = async ({ offset, bytes }: RowPlace): Promise<Buffer> => {
    const buffer = Buffer.allocUnsafe(bytes);
    const { bytesRead } = await held.file.read(buffer, 0, bytes, offset);
    return buffer.subarray(0, bytesRead);
  };
  const pieces = (offset: number) =>
    bytesAt({ offset, bytes: Math.min(PIECE, held.bytes - offset) });
  for await (const { line } of linesIn(pieces)) {
    if (line.trim() === '') continue;
    if (storedRow(line)) break;
    await held.close();
    throw badReply({ doing: DOING, host: client.host });
  }
  return {
    async *rows() {
      for await (const { line, offset, bytes } of linesIn(pieces)) {
        const row = storedRow(line);
        if (row) yield { row, place: { offset, bytes } };
      }
    },
    async read(place) {
      const row = storedRow((await bytesAt(place)).toString('utf8'));
      if (!row) throw new UserError('storage', `Can't ${DOING}: their file was changed meanwhile.`);
      return row;
    },
    close: held.close,
  };
}

const PIECE = 1024 * 1024;
const NEWLINE = 0x0a;

interface PlacedLine extends RowPlace {
  readonly line: string;
}

/** The lines of what `pieces` gives from an offset on; an empty piece is the end. */
export async function* linesIn(
  pieces: (offset: number) => Promise<Uint8Array>,
): AsyncGenerator<PlacedLine> {
  let start = 0;
  let offset = 0;
  let parts: Uint8Array[] = [];
  const placed = (): PlacedLine => {
    const whole = Buffer.concat(parts);
    parts = [];
    return { line: whole.toString('utf8'), offset: start, bytes: whole.length };
  };
  for (let piece = await pieces(0); piece.length > 0; piece = await pieces(offset)) {
    let from = 0;
    for (let at = piece.indexOf(NEWLINE); at >= 0; at = piece.indexOf(NEWLINE, from)) {
      parts.push(piece.subarray(from, at));
      yield placed();
      from = at + 1;
      start = offset + from;
    }
    if (from < piece.length) parts.push(piece.subarray(from));
    offset += piece.length;
  }
  if (parts.length > 0) yield placed();
}

/** A line of a result file; undefined for what is no JSON object, as a torn last line. */
export function storedRow(text: string): StoredRow | undefined {
  const line = text.trim();
  if (line === '') return undefined;
  try {
    const result: unknown = JSON.parse(line);
    return isJsonObject(result) ? { result, line } : undefined;
  } catch {
    return undefined;
  }
}

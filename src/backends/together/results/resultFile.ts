import { isJsonObject } from '../../../core/json.js';
import { isWithinBounds, MOST_VALUES } from '../../../core/jsonBounds.js';
import type { StoredRow } from '../../../core/runs/resultRow.js';
import { UserError } from '../../../core/userError.js';
import { t } from '../../../l10n/t.js';
import type { ServiceClient } from '../client.js';
import { holdFile } from './heldFile.js';
import { badReply } from '../serviceErrors.js';

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

/** What is expected of a result file. */
export interface WantedRows {
  readonly fileId: string;
  /** A row has one of them. */
  readonly columns: readonly string[];
  /** Of a job that failed before its first row. */
  readonly mayBeEmpty: boolean;
}

const doing = () => t('download the results');

/**
 * Downloads a result file of the service. Throws `UserError`; of kind `bad_reply` for what doesn't begin
 * with a row, as the page of a proxy, a complaint in JSON, or nothing: a run must not end with that.
 */
export async function openResultFile(
  client: ServiceClient,
  { fileId, columns, mayBeEmpty }: WantedRows,
  signal: AbortSignal,
): Promise<ResultFile> {
  const content = {
    client,
    fileId,
    doing: doing(),
    name: 'results.jsonl',
    limitBytes: MOST_BYTES,
  };
  const held = await holdFile(content, signal);
  const bytesAt = async ({ offset, bytes }: RowPlace): Promise<Buffer> => {
    const buffer = Buffer.allocUnsafe(bytes);
    const { bytesRead } = await held.file.read(buffer, 0, bytes, offset);
    return buffer.subarray(0, bytesRead);
  };
  const pieces = (offset: number) =>
    bytesAt({ offset, bytes: Math.min(PIECE, held.bytes - offset) });
  let isRow = mayBeEmpty;
  for await (const { line } of linesIn(pieces)) {
    if (line.trim() === '') continue;
    const first = storedRow(line)?.result;
    isRow = first !== undefined && columns.some((column) => Object.hasOwn(first, column));
    break;
  }
  if (!isRow) {
    await held.close();
    throw badReply({ doing: doing(), host: client.host });
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
      if (!row)
        throw new UserError('storage', t("Can't {0}: their file was changed meanwhile.", doing()));
      return row;
    },
    close: held.close,
  };
}

const PIECE = 1024 * 1024;
/** Ten times a job's largest dataset with all that a judge could say; a body that never ends fills no disk. */
const MOST_BYTES = 32 * 1024 ** 3;
/** As of a dataset: what is longer is no row. */
const MOST_ROW_BYTES = 64 * 1024 * 1024;
const ROW_BOUNDS = { depth: 1000, values: MOST_VALUES };
const NEWLINE = 0x0a;

/** No row of any file. */
const tooLong = () => t('a line of more than 64 MB');

interface PlacedLine extends RowPlace {
  readonly line: string;
}

/**
 * The lines of what `pieces` gives from an offset on; an empty piece is the end. A line of more than
 * 64 MB is held nowhere, and given as what is no row.
 */
export async function* linesIn(
  pieces: (offset: number) => Promise<Uint8Array>,
): AsyncGenerator<PlacedLine> {
  let start = 0;
  let offset = 0;
  let parts: Uint8Array[] = [];
  let held = 0;
  const hold = (part: Uint8Array): void => {
    held += part.length;
    if (held > MOST_ROW_BYTES) parts = [];
    else parts.push(part);
  };
  const placed = (): PlacedLine => {
    const line = held > MOST_ROW_BYTES ? tooLong() : Buffer.concat(parts).toString('utf8');
    const bytes = held;
    parts = [];
    held = 0;
    return { line, offset: start, bytes };
  };
  for (let piece = await pieces(0); piece.length > 0; piece = await pieces(offset)) {
    let from = 0;
    for (let at = piece.indexOf(NEWLINE); at >= 0; at = piece.indexOf(NEWLINE, from)) {
      hold(piece.subarray(from, at));
      yield placed();
      from = at + 1;
      start = offset + from;
    }
    if (from < piece.length) hold(piece.subarray(from));
    offset += piece.length;
  }
  if (held > 0) yield placed();
}

/** A line of a result file; undefined for what is no JSON object, as a torn last line. */
export function storedRow(text: string): StoredRow | undefined {
  const line = text.trim();
  if (line === '' || !isWithinBounds(line, ROW_BOUNDS)) return undefined;
  try {
    const result: unknown = JSON.parse(line);
    return isJsonObject(result) ? { result, line } : undefined;
  } catch {
    return undefined;
  }
}

import { createHash } from 'node:crypto';
import type { DatasetInfo } from '../../../core/dataset/dataset.js';
import { UserError } from '../../../core/userError.js';
import { t } from '../../../l10n/t.js';
import { fileStream } from './fileStream.js';
import { isWhole, ownBytes } from './ownBytes.js';
import type { OwnBytes } from './ownBytes.js';
import { projectedLines } from './projectedLines.js';
import type { SentRows } from './projectedLines.js';
import { createSpool } from '../results/spool.js';

/** What is uploaded: held in memory while it is small, else in a file. */
interface UploadBody {
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
  /** All of it, or what gives a stream from its first byte on, each time. */
  readonly content: Uint8Array<ArrayBuffer> | (() => ReadableStream<Uint8Array>);
  /** Removes what was written for it. */
  close(): Promise<void>;
}

interface BodyOptions {
  /** As it was described; absent: it is written anew whatever it holds. */
  readonly info: DatasetInfo | undefined;
  /** Above this the bytes are not held. */
  readonly smallBytes: number;
  /** Bytes of the file, or of what is made of it, so far. */
  readonly onRead: (bytes: number) => void;
}

/**
 * A file of JSON Lines of which everything is wanted goes as it is; else its rows are written anew, as
 * far as they are wanted: once, however often they are sent. Throws `UserError` of kind `dataset`.
 */
export async function prepareBody(
  rows: SentRows,
  options: BodyOptions,
  signal: AbortSignal,
): Promise<UploadBody> {
  const { info, smallBytes, onRead } = options;
  if (info && isWhole(info, rows)) {
    const own = await ownBytes(info, onRead, signal);
    if (own) return ownBody(info.path, own, smallBytes);
  }
  return writtenBody(rows, options, signal);
}

async function ownBody(path: string, own: OwnBytes, smallBytes: number): Promise<UploadBody> {
  const stream = () => fileStream({ path, ...own });
  const content = own.bytes <= smallBytes ? await bytesOf(stream()) : stream;
  return { ...own, content, close: () => Promise.resolve() };
}

async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const PIECE_BYTES = 256 * 1024;

async function writtenBody(
  rows: SentRows,
  { smallBytes, onRead }: BodyOptions,
  signal: AbortSignal,
): Promise<UploadBody> {
  const hash = createHash('sha256');
  const spool = createSpool();
  let held: Buffer[] = [];
  let bytes = 0;
  let text = '';
  const take = async () => {
    const piece = Buffer.from(text, 'utf8');
    text = '';
    hash.update(piece);
    bytes += piece.length;
    held.push(piece);
    if (bytes > smallBytes) {
      await spool.append(held);
      held = [];
    }
    onRead(bytes);
  };
  try {
    for await (const line of projectedLines(rows, signal)) {
      text += line;
      if (text.length >= PIECE_BYTES) await take();
    }
    await take();
    if (bytes === 0) throw noRows(rows.isForSpec);
    await spool.end();
  } catch (error) {
    await spool.remove();
    throw error;
  }
  const { file } = spool;
  const content = file ? () => fileStream(file) : joined(held, bytes);
  return { bytes, sha256: hash.digest('hex'), content, close: spool.remove };
}

function noRows(isForSpec: boolean): UserError {
  const what = isForSpec ? t('to judge') : t('to upload');
  return new UserError(
    'dataset',
    t('The dataset has no rows {0}; add rows or choose another.', what),
  );
}

function joined(parts: readonly Uint8Array[], bytes: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

import { bytesText } from '../../../core/bytesText.js';
import type { TransferProgress } from '../../../core/dataset/service/serviceFiles.js';
import type { ByteSink } from '../../../core/partFile.js';
import { UserError } from '../../../core/userError.js';
import { t } from '../../../l10n/t.js';
import { isRetryable, retryWaitMs } from '../../http/retryTiming.js';
import type { Headers } from '../../http/retryTiming.js';
import type { ServiceClient } from '../client.js';
import { badReply, brokenError, isTimeout, refusalError } from '../serviceErrors.js';
import type { Asked } from '../serviceErrors.js';
import { withTimeout } from '../withTimeout.js';

const MAX_BREAKS = 6;
/** In all, whatever came: a server that breaks after each byte is not asked for ever. */
const MOST_TRIES = 1000;
/** Without a byte for this long, the connection is given up and the rest asked for anew. */
const STALL_MS = 60_000;
/** What trickles more slowly than this in that time has stalled. */
const LEAST_BYTES = 16 * 1024;

interface ContentRequest {
  readonly client: ServiceClient;
  /** Below the base URL. */
  readonly path: string;
  /** Completes "Can't …" in messages. */
  readonly doing: string;
  /** First byte that is wanted, from 0; the first of all when left out. */
  readonly from?: number;
  /** Bytes wanted at most; all there are when left out. */
  readonly most?: number;
  /** What is larger is given up; there is no limit when left out. */
  readonly limitBytes?: number;
  /** Gets what comes. What it holds already is not asked for again. */
  readonly sink: ByteSink;
  readonly onProgress?: (progress: TransferProgress) => void;
  /** 60,000 when left out. */
  readonly stallMs?: number;
}

type Try =
  | { readonly done: true }
  /** Ask again, after what the headers say; the error is what it comes to when nothing helps. */
  | {
      readonly done: false;
      readonly headers?: Headers;
      readonly error?: UserError;
      readonly isSlow?: boolean;
    };

/** What one reading needs to know: the request, and what replies have told so far. */
interface Reading extends ContentRequest {
  readonly from: number;
  readonly most: number;
  readonly asked: Asked;
  /** Bytes of the whole file. */
  of: number | undefined;
}

/**
 * Reads the content of a file of the service, whole or a part of it, and goes on where a connection
 * broke or stalled. Resolves to the bytes of the whole file, where the service tells. Throws
 * `UserError`.
 */
export async function readContent(
  request: ContentRequest,
  signal: AbortSignal,
): Promise<number | undefined> {
  const { client, sink, doing, from = 0, most = Infinity } = request;
  const asked = { doing, host: client.host };
  const reading: Reading = { ...request, from, most, asked, of: undefined };
  let tries = 0;
  for (let breaks = 0; ; breaks += 1) {
    tries += 1;
    const before = sink.bytes;
    const tried = await readOn(reading, signal);
    if (tried.done) return reading.of;
    // A connection that breaks again and again still gets there as long as bytes come.
    if (sink.bytes - before >= (tried.isSlow ? LEAST_BYTES : 1)) breaks = 0;
    if (breaks >= MAX_BREAKS || tries >= MOST_TRIES) throw tried.error ?? badReply(asked);
    const time = { retries: breaks, random: client.clock.random(), now: client.clock.now() };
    await client.clock.sleep(retryWaitMs(tried.headers ?? {}, time), signal);
  }
}

async function readOn(reading: Reading, signal: AbortSignal): Promise<Try> {
  const { client, path, from, most, sink, asked, stallMs = STALL_MS } = reading;
  if (sink.bytes >= most) return { done: true };
  const call = { doing: asked.doing, path };
  const range = {
    from: from + sink.bytes,
    ...(most !== Infinity && { bytes: most - sink.bytes }),
  };
  try {
    return await withTimeout(
      signal,
      { ms: stallMs, setAlarm: client.setAlarm },
      async (limited, restart): Promise<Try> => {
        const opened = await client.open(call, range, limited);
        if ('response' in opened) return takeBody(reading, opened.response, restart);
        const { refusal } = opened;
        const { status, headers } = refusal;
        const error = refusalError(refusal, asked);
        if (status === 416) return beyondEnd(reading, headers['content-range'], error);
        if (isRetryable(status, headers)) return { done: false, headers, error };
        throw error;
      },
    );
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof UserError) throw error;
    return { done: false, error: brokenError(error, asked), isSlow: isTimeout(error) };
  }
}

/** Puts what is wanted of a body into the sink; `alive` is called for each piece. */
async function takeBody(reading: Reading, response: Response, alive: () => void): Promise<Try> {
  const { from, most, sink, onProgress } = reading;
  const place = placeOf(response, from + sink.bytes);
  // Another size than before is another content: nothing of the old one may stay.
  const changed = reading.of !== undefined && place.of !== undefined && reading.of !== place.of;
  reading.of = place.of ?? reading.of;
  if (sink.bytes > 0 && (changed || place.from !== from + sink.bytes)) await sink.restart();
  if (place.from > from + sink.bytes) {
    await response.body?.cancel();
    return { done: false };
  }
  let skip = from + sink.bytes - place.from;
  let since = 0;
  for await (const chunk of chunks(response)) {
    since += chunk.length;
    const isMoving = since >= LEAST_BYTES;
    if (isMoving) alive();
    const wanted = chunk.subarray(Math.min(skip, chunk.length)).subarray(0, most - sink.bytes);
    skip -= Math.min(skip, chunk.length);
    checkSize(reading, Math.max(place.of ?? 0, sink.bytes + wanted.length));
    if (wanted.length > 0) await sink.append(wanted);
    if (isMoving) {
      // Time on the disk is none on the line.
      alive();
      since = 0;
    }
    onProgress?.({ bytes: from + sink.bytes, of: reading.of });
    if (sink.bytes >= most) return { done: true };
  }
  // A server may give less of a range than was asked for.
  return { done: reading.of === undefined || from + sink.bytes >= reading.of };
}

function checkSize({ asked, limitBytes = Infinity }: Reading, bytes: number): void {
  if (bytes <= limitBytes) return;
  const { doing, host } = asked;
  const limit = bytesText(limitBytes);
  const message = t(
    "Can't {0}: {1} sends more than {2}; check the job on its own page.",
    doing,
    host,
    limit,
  );
  throw new UserError('bad_reply', message);
}

/** The range begins at the end of the file or behind it. */
async function beyondEnd(
  reading: Reading,
  contentRange: string | undefined,
  error: UserError,
): Promise<Try> {
  const { from, most, sink } = reading;
  const of = numberIn(/^bytes \*\/(\d+)$/.exec(contentRange ?? '')?.[1]);
  reading.of = of ?? reading.of;
  const start = from + sink.bytes;
  if (start === of) return { done: true };
  if (sink.bytes > 0) {
    // More is held than there is: it is no part of this file.
    await sink.restart();
    return { done: false, error };
  }
  const wasRange = start > 0 || most !== Infinity;
  if (wasRange && (of === undefined || start > of)) return { done: true };
  throw error;
}

/** First byte of a reply's body, and the bytes of the whole file where it tells them. */
function placeOf(response: Response, asked: number): { from: number; of: number | undefined } {
  if (response.status !== 206) {
    // What was packed for the way has another length.
    const plain = !response.headers.has('content-encoding');
    return { from: 0, of: plain ? numberIn(response.headers.get('content-length')) : undefined };
  }
  const told = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '');
  return { from: told ? Number(told[1]) : asked, of: numberIn(told?.[2]) };
}

function numberIn(text: string | null | undefined): number | undefined {
  return typeof text === 'string' && /^\d+$/.test(text) ? Number(text) : undefined;
}

/** A loop that is left ends the connection: the rest is not sent. */
async function* chunks(response: Response): AsyncGenerator<Uint8Array> {
  // fetch gives bytes; its types leave them open.
  const body = response.body as ReadableStream<Uint8Array> | null;
  const reader = body?.getReader();
  try {
    for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) {
      yield next.value;
    }
  } finally {
    // What broke can't be cancelled any more.
    await reader?.cancel().catch(() => undefined);
  }
}

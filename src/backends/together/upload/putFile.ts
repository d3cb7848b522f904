import { UserError } from '../../../core/userError.js';
import type { SetAlarm } from '../../http/clock.js';
import { isRetryable } from '../../http/retryTiming.js';
import type { Exchange } from '../client.js';
import { readReply } from '../readReply.js';
import { brokenError, isTimeout, refusalError } from '../serviceErrors.js';
import { isRedirect, redirectTarget } from '../serviceUrl.js';
import { withTimeout } from '../withTimeout.js';

/** A file that goes to a presigned address. */
export interface PutTarget {
  /** Completes "Can't …" in messages. */
  readonly doing: string;
  /** As it stands in `Location`. */
  readonly location: string;
  readonly bytes: number;
  /** A fresh body for each try; `onSent` is to be called with the bytes taken from it so far. */
  readonly body: (onSent: (bytes: number) => void) => ReadableStream<Uint8Array>;
}

/** What a client lends to an upload. */
interface PutLine {
  readonly request: (url: URL, init: RequestInit) => Promise<Response>;
  readonly agent: Readonly<Record<string, string>>;
  readonly wait: (
    retries: number,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ) => Promise<void>;
  readonly setAlarm: SetAlarm | undefined;
  /** Takes keys out of what is told. */
}

const MAX_RETRIES = 4;
const MAX_TIMEOUTS = 1;
const MAX_REDIRECTS = 5;
/** The line takes no byte for this long. */
const STALL_MS = 60_000;
/** A storage that redirects does so at once. */
const PROBE_MS = 10_000;
/** A storage may hash what it got before it answers. */
const REPLY_MS = 5 * 60_000;

/**
 * Sends a file, without the key, as often as it takes: the same bytes at the same address do no harm.
 * Throws `UserError`.
 */
export async function putFile(
  line: PutLine,
  { url: first, target }: { readonly url: URL; readonly target: PutTarget },
  signal: AbortSignal,
): Promise<void> {
  let url = first;
  let timeouts = 0;
  let redirects = 0;
  let mode: Sending['mode'] = 'error';
  for (let retries = 0; ; retries += 1) {
    const asked = { doing: target.doing, host: url.host };
    const ended = await putOnce(line, { url, target, mode }, signal);
    if ('reply' in ended) {
      const { status, headers } = ended.reply;
      const next = isRedirect(status) && redirectTarget(headers['location'] ?? '', url);
      if (next && redirects < MAX_REDIRECTS) {
        url = next;
        redirects += 1;
        continue;
      }
      if (status >= 200 && status < 300) return;
      const again = isRetryable(status, headers) && retries < MAX_RETRIES;
      if (!again) throw refusalError(ended.reply, asked);
      await line.wait(retries, headers, signal);
      continue;
    }
    if (mode === 'error' && isRefusedRedirect(ended.broken)) {
      const moved = await movedTo(line, { url, target }, signal);
      // A storage that reads before it redirects: better held in memory than not sent.
      if (!moved) mode = 'manual';
      else if (redirects < MAX_REDIRECTS) {
        url = moved;
        redirects += 1;
        continue;
      }
    }
    if (isTimeout(ended.broken)) timeouts += 1;
    const isOver = retries >= MAX_RETRIES || timeouts > MAX_TIMEOUTS;
    if (isOver) throw brokenError(ended.broken, asked);
    await line.wait(retries, {}, signal);
  }
}

/** Whether it may be that: what the network does has a code. */
function isRefusedRedirect(error: unknown): boolean {
  if (!(error instanceof Error) || 'code' in error) return false;
  return error.cause === undefined || isRefusedRedirect(error.cause);
}

interface Sending {
  readonly url: URL;
  readonly target: PutTarget;
  readonly mode: 'error' | 'manual';
}

async function putOnce(
  line: PutLine,
  { url, target, mode }: Sending,
  signal: AbortSignal,
): Promise<Exchange> {
  signal.throwIfAborted();
  try {
    return await withTimeout(
      signal,
      { ms: STALL_MS, setAlarm: line.setAlarm },
      async (limited, restart): Promise<Exchange> => {
        const onSent = (bytes: number) => restart(bytes < target.bytes ? STALL_MS : REPLY_MS);
        const init = { ...putInit(line, target), body: target.body(onSent), signal: limited };
        // fetch copies a stream that it may have to send again, and holds what the copy is not read
        // of: all of the file. It does not where a redirect is an error and there is no window.
        const response = await line.request(url, { ...init, redirect: mode, window: null });
        return { reply: await readReply(response) };
      },
    );
  } catch (error) {
    signal.throwIfAborted();
    const fault = ownFault(error);
    if (fault) throw fault;
    return { broken: error };
  }
}

/**
 * Where the storage wants the file, found out with its first piece: it redirects before it reads more.
 * Undefined where it does not.
 */
async function movedTo(
  line: PutLine,
  { url, target }: { readonly url: URL; readonly target: PutTarget },
  signal: AbortSignal,
): Promise<URL | undefined> {
  const limit = { ms: PROBE_MS, setAlarm: line.setAlarm };
  return withTimeout(signal, limit, async (limited) => {
    const stop = new AbortController();
    const pass = () => stop.abort(limited.reason);
    limited.addEventListener('abort', pass, { once: true });
    const reader = target.body(() => undefined).getReader();
    const body = new ReadableStream<Uint8Array>({
      start: async (controller) => {
        const { value } = await reader.read();
        if (value) controller.enqueue(value);
      },
      // The rest never comes.
      pull: () => new Promise(() => undefined),
    });
    const init = { ...putInit(line, target), body, signal: stop.signal };
    try {
      const { status, headers } = await line.request(url, init);
      if (!isRedirect(status)) return undefined;
      return redirectTarget(headers.get('location') ?? '', url);
    } finally {
      limited.removeEventListener('abort', pass);
      stop.abort();
      await reader.cancel();
    }
  }).catch(() => {
    signal.throwIfAborted();
    return undefined;
  });
}

function putInit({ agent }: PutLine, { bytes }: PutTarget): RequestInit {
  const headers = { ...agent, 'content-length': String(bytes) };
  // `duplex` is asked for by fetch for bodies that stream; the types don't know it.
  return { method: 'PUT', headers, duplex: 'half' };
}

/** The file itself could not be read to its end: nothing that the line did. */
function ownFault(error: unknown): UserError | undefined {
  if (error instanceof UserError) return error;
  return error instanceof Error && error.cause !== undefined ? ownFault(error.cause) : undefined;
}

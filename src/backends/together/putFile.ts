import { UserError } from '../../core/userError.js';
import type { SetAlarm } from '../http/clock.js';
import { isRetryable } from '../http/retryTiming.js';
import type { Exchange } from './client.js';
import { readReply } from './readReply.js';
import { brokenError, isTimeout, refusalError } from './serviceErrors.js';
import type { ServiceReply } from './serviceErrors.js';
import { isRedirect, redirectTarget } from './serviceUrl.js';
import { withTimeout } from './withTimeout.js';

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
export interface PutLine {
  readonly request: (url: URL, init: RequestInit) => Promise<Response>;
  readonly agent: Readonly<Record<string, string>>;
  readonly wait: (
    retries: number,
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ) => Promise<void>;
  readonly setAlarm: SetAlarm | undefined;
  /** Takes keys out of what is told. */
  readonly withoutKey: (reply: ServiceReply) => ServiceReply;
}

const MAX_RETRIES = 4;
const MAX_TIMEOUTS = 1;
const MAX_REDIRECTS = 5;
/** The line takes no byte for this long. */
const STALL_MS = 60_000;
/** A storage may hash what it got before it answers. */
const REPLY_MS = 5 * 60_000;

/**
 * Sends a file, without the key, as often as it takes: the same bytes at the same address do no harm.
 * Throws `UserError`.
 */
export async function putFile(
  line: PutLine,
  { url, target }: { readonly url: URL; readonly target: PutTarget },
  signal: AbortSignal,
): Promise<void> {
  const asked = { doing: target.doing, host: url.host };
  let timeouts = 0;
  for (let retries = 0; ; retries += 1) {
    const ended = await putOnce(line, { url, target }, signal);
    if ('reply' in ended) {
      const { status, headers } = ended.reply;
      if (status >= 200 && status < 300) return;
      const again = isRetryable(status, headers) && retries < MAX_RETRIES;
      if (!again) throw refusalError(ended.reply, asked);
      await line.wait(retries, headers, signal);
    } else {
      if (isTimeout(ended.broken)) timeouts += 1;
      const isOver = retries >= MAX_RETRIES || timeouts > MAX_TIMEOUTS;
      if (isOver) throw brokenError(ended.broken, asked);
      await line.wait(retries, {}, signal);
    }
  }
}

async function putOnce(
  { request, agent, setAlarm, withoutKey }: PutLine,
  { url: first, target }: { readonly url: URL; readonly target: PutTarget },
  signal: AbortSignal,
): Promise<Exchange> {
  signal.throwIfAborted();
  const headers = { ...agent, 'content-length': String(target.bytes) };
  let url = first;
  try {
    return await withTimeout(signal, { ms: STALL_MS, setAlarm }, async (limited, restart) => {
      const onSent = (bytes: number) => restart(bytes < target.bytes ? STALL_MS : REPLY_MS);
      for (let redirects = 0; ; redirects += 1) {
        // `duplex` is asked for by fetch for bodies that stream; the types don't know it.
        const init = { method: 'PUT', headers, signal: limited, duplex: 'half' } as RequestInit;
        const response = await request(url, { ...init, body: target.body(onSent) });
        const reply = withoutKey(await readReply(response));
        const next = isRedirect(reply.status)
          ? redirectTarget(reply.headers['location'] ?? '', url)
          : undefined;
        if (!next || redirects >= MAX_REDIRECTS) return { reply };
        url = next;
      }
    });
  } catch (error) {
    signal.throwIfAborted();
    const fault = ownFault(error);
    if (fault) throw fault;
    return { broken: error };
  }
}

/** The file itself could not be read to its end: nothing that the line did. */
function ownFault(error: unknown): UserError | undefined {
  if (error instanceof UserError) return error;
  return error instanceof Error && error.cause !== undefined ? ownFault(error.cause) : undefined;
}

import { UserError } from '../../core/userError.js';
import { isRetryable, retryWaitMs } from '../http/retryTiming.js';
import type { Headers } from '../http/retryTiming.js';
import type { ServiceClient } from './client.js';
import { brokenError, refusalError } from './serviceErrors.js';
import { withTimeout } from './withTimeout.js';

const MAX_BREAKS = 6;
/** Without a byte for this long, the connection is given up and the rest asked for anew. */
const STALL_MS = 60_000;
const DOING = 'download the results';

/** What has come so far. */
interface Held {
  parts: Uint8Array[];
  bytes: number;
}

type Try =
  | { readonly done: true }
  | { readonly done: false; readonly headers: Headers; readonly error: UserError };

/**
 * Downloads a file of the service, whole, into memory; goes on where a broken connection left off.
 * Throws `UserError`.
 */
export async function downloadFile(
  client: ServiceClient,
  fileId: string,
  signal: AbortSignal,
): Promise<Buffer> {
  const held: Held = { parts: [], bytes: 0 };
  for (let breaks = 0; ; breaks += 1) {
    const before = held.bytes;
    const tried = await readOn(client, fileId, { held, signal });
    if (tried.done) return Buffer.concat(held.parts);
    // A connection that breaks again and again still gets there as long as bytes come.
    if (held.bytes > before) breaks = 0;
    if (breaks >= MAX_BREAKS) throw tried.error;
    const time = { retries: breaks, random: client.clock.random(), now: client.clock.now() };
    await client.clock.sleep(retryWaitMs(tried.headers, time), signal);
  }
}

async function readOn(
  client: ServiceClient,
  fileId: string,
  { held, signal }: { readonly held: Held; readonly signal: AbortSignal },
): Promise<Try> {
  const asked = { doing: DOING, host: client.host };
  const call = { doing: DOING, path: `/files/${encodeURIComponent(fileId)}/content` };
  try {
    return await withTimeout(signal, STALL_MS, async (limited, restart): Promise<Try> => {
      const response = await client.open(call, held.bytes, limited);
      const headers = Object.fromEntries(response.headers.entries());
      const { status } = response;
      // The connection broke behind the last byte: nothing is left to send.
      if (status === 416 && isWhole(held.bytes, response)) return { done: true };
      if (status !== 200 && status !== 206) {
        const error = refusalError({ status, headers, text: await response.text() }, asked);
        if (!isRetryable(status, headers)) throw error;
        return { done: false, headers, error };
      }
      if (status === 200 || !isFrom(held.bytes, response)) {
        held.parts = [];
        held.bytes = 0;
      }
      for await (const chunk of chunks(response)) {
        restart();
        held.parts.push(chunk);
        held.bytes += chunk.length;
      }
      return { done: true };
    });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof UserError) throw error;
    return { done: false, headers: {}, error: brokenError(error, asked) };
  }
}

/** Whether a partial reply begins at this byte. */
function isFrom(bytes: number, response: Response): boolean {
  return response.headers.get('content-range')?.startsWith(`bytes ${bytes}-`) === true;
}

function isWhole(bytes: number, response: Response): boolean {
  return bytes > 0 && response.headers.get('content-range') === `bytes */${bytes}`;
}

async function* chunks(response: Response): AsyncGenerator<Uint8Array> {
  // fetch gives bytes; its types leave them open.
  const body = response.body as ReadableStream<Uint8Array> | null;
  const reader = body?.getReader();
  for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) {
    yield next.value;
  }
}

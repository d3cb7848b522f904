import { knownKeys } from '../../core/redaction/knownKeys.js';
import { ReplyTooLarge } from './replyTooLarge.js';
import type { ServiceReply } from './serviceErrors.js';

/** Far more than a hundred jobs with long templates; a reply that never ends is not held. */
const MOST_REPLY_BYTES = 32 * 1024 * 1024;

/**
 * Reads a reply to its end, as text. A service may repeat a key, in a complaint or in a job's end:
 * before anything is cut short, known ones are taken out. Throws `ReplyTooLarge`, or what the
 * connection throws.
 */
export async function readReply(
  response: Response,
  mostBytes = MOST_REPLY_BYTES,
): Promise<ServiceReply> {
  const headers = Object.fromEntries(response.headers.entries());
  const parts: Uint8Array[] = [];
  let bytes = 0;
  // fetch gives bytes; its types leave them open.
  const body = response.body as ReadableStream<Uint8Array> | null;
  const reader = body?.getReader();
  for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) {
    bytes += next.value.length;
    if (bytes > mostBytes) {
      await reader?.cancel().catch(() => undefined);
      throw new ReplyTooLarge();
    }
    parts.push(next.value);
  }
  const text = knownKeys.redact(Buffer.concat(parts).toString('utf8'));
  return { status: response.status, headers, text };
}

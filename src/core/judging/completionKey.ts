import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from '../canonicalJson.js';
import type { MissReason } from '../runs/resultRow.js';
import type { ChatRequest } from './chat.js';

/**
 * What a reply belongs to. Digests alone, so that what keeps them knows no prompt and no address (an
 * address may hold a key).
 */
export interface CompletionKey {
  /** SHA-256 over all the parts, 64 hex digits: two requests share it only where they are the same. */
  readonly key: string;
  /** Of the messages, 32 hex digits. */
  readonly messages: string;
  /** Endpoint, model, parameters (8 hex digits each) and sample, with dots between them. */
  readonly asked: string;
}

export interface CompletionPlace {
  /** Where the request goes: the URL, or `vscode:`. */
  readonly endpoint: string;
  /** Which of several independent answers to the same request: `1`, `2`, …; `1b` for a twin of A. */
  readonly sample: string;
}

/** Never of the key or token that the request is sent with: a reply does not depend on it. */
export function completionKey(request: ChatRequest, place: CompletionPlace): CompletionKey {
  const { target, messages, max_tokens, temperature, seed, schema } = request;
  const parts = {
    endpoint: digest(place.endpoint),
    model: digest(target.model),
    parameters: digest(
      canonicalJson({
        max_tokens,
        temperature,
        ...(seed !== undefined && { seed }),
        ...(schema && { schema: { name: schema.name, schema: schema.schema } }),
      }),
    ),
    // JSON escapes a lone surrogate, which UTF-8 can't hold: two texts stay two.
    messages: digest(canonicalJson(messages.map(({ role, content }) => ({ role, content })))),
  };
  const short = [parts.endpoint, parts.model, parts.parameters].map((part) => part.slice(0, 8));
  return {
    key: digest(canonicalJson({ ...parts, sample: place.sample })),
    messages: parts.messages.slice(0, 32),
    asked: [...short, place.sample].join('.'),
  };
}

/** The order in which a person would look for the difference. */
const ASKED_PARTS = ['endpoint', 'model', 'parameters', 'repeat'] as const;

/**
 * Why there is no reply for `asked`: `messages` where these were never sent, else the part in which
 * the closest request with the same messages differs.
 */
export function missReason(asked: string, stored: Iterable<string>): MissReason {
  const wanted = asked.split('.');
  let reason: MissReason = 'messages';
  let fewest = Infinity;
  for (const other of stored) {
    const parts = other.split('.');
    const different = ASKED_PARTS.filter((_, index) => parts[index] !== wanted[index]);
    const [first] = different;
    if (first === undefined || different.length >= fewest) continue;
    fewest = different.length;
    reason = first;
  }
  return reason;
}

function digest(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

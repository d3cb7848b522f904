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

/** SHA-256 of a text in UTF-8, as 64 hex digits. A port: the system's own is ten times as fast as ours. */
export type Sha256 = (text: string) => string;

/** The key of a request; never of the key or token it is sent with: a reply does not depend on it. */
type CompletionKeys = (request: ChatRequest, place: CompletionPlace) => CompletionKey;

/** For the requests of a run: what they share is digested once. */
export function completionKeys(sha256: Sha256): CompletionKeys {
  const digests = new Map<string, string>();
  const shared = (text: string): string => {
    const known = digests.get(text);
    if (known !== undefined) return known;
    // A seed for each row would fill it.
    if (digests.size >= MOST_SHARED) digests.clear();
    const digest = sha256(text);
    digests.set(text, digest);
    return digest;
  };
  return ({ target, messages, max_tokens, temperature, seed, schema }, { endpoint, sample }) => {
    const parameters = {
      max_tokens,
      temperature,
      ...(seed !== undefined && { seed }),
      ...(schema && { schema: { name: schema.name, schema: schema.schema } }),
    };
    // As JSON, which escapes a lone surrogate: UTF-8 can't hold it, and two texts would be one.
    const parts = {
      endpoint: shared(canonicalJson(endpoint)),
      model: shared(canonicalJson(target.model)),
      parameters: shared(canonicalJson(parameters)),
      messages: sha256(canonicalJson(messages.map(({ role, content }) => ({ role, content })))),
    };
    const short = [parts.endpoint, parts.model, parts.parameters].map((part) => part.slice(0, 8));
    return {
      key: sha256(canonicalJson({ ...parts, sample })),
      messages: parts.messages.slice(0, 32),
      asked: [...short, sample].join('.'),
    };
  };
}

const MOST_SHARED = 1000;

/** The order in which a person would look for the difference. */
const ASKED_PARTS = ['endpoint', 'model', 'parameters', 'repeat'] as const;
const ORDER: readonly MissReason[] = ASKED_PARTS;

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
    if (first === undefined || different.length > fewest) continue;
    // Of two that are as close it is the earlier part, whichever was stored first.
    if (different.length === fewest && ORDER.indexOf(first) >= ORDER.indexOf(reason)) continue;
    fewest = different.length;
    reason = first;
  }
  return reason;
}

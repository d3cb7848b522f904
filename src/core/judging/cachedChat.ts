import { canonicalJson } from '../canonicalJson.js';
import type { Json } from '../json.js';
import type { RequestRole } from '../runs/resultRow.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import type { Asking, Chat, ChatReply, ChatTarget } from './chat.js';
import type { CompletionCache } from './completionCache.js';
import { completionKeys, type Sha256 } from './completionKey.js';
import { readObjects } from './readObjects.js';
import { shareReply, type SharedReply } from './sharedReply.js';

interface CachedChatOptions {
  readonly spec: ResolvedSpec;
  readonly cache: CompletionCache;
  /** The URL that a request for the target goes to, or `vscode:`. */
  readonly endpointOf: (target: ChatTarget) => string;
  readonly sha256: Sha256;
  /** The judge's kept replies gave no verdict for these rows: it is asked anew, and that is kept. */
  readonly isRetry?: boolean;
  /** A reply of the embedded service came from the cache. */
  readonly onScripted: () => void;
}

/**
 * Asks `chat` for what the cache does not have, and keeps its replies. `spec.run.cache` says for what:
 * left out, for generated responses alone, so that a changed rubric judges the same responses; `true`
 * for everything; `false` for nothing. The same request under way twice is sent once. What is asked
 * outside of a run is not looked up.
 */
export function cachedChat(chat: Chat, options: CachedChatOptions): Chat {
  const { spec, cache, endpointOf, onScripted, isRetry = false } = options;
  const policy = spec.run?.cache;
  if (policy === false) return chat;
  const keyOf = completionKeys(options.sha256);
  const underWay = new Map<string, SharedReply>();
  const hasTwins = comparesTwins(spec);

  return async (request, signal, asking) => {
    if (!asking || (policy !== true && !isGenerating(asking.role))) {
      return chat(request, signal, asking);
    }
    signal.throwIfAborted();
    const isTwin = hasTwins && asking.role === 'generate-b';
    const key = keyOf(request, {
      endpoint: endpointOf(request.target),
      sample: `${asking.repeat}${isTwin ? 'b' : ''}`,
    });

    const findOrAsk = async (stop: AbortSignal): Promise<ChatReply> => {
      const found = await cache.find(key);
      stop.throwIfAborted();
      if ('reply' in found && !(isRetry && !isGenerating(asking.role))) {
        if (found.reply.scripted) onScripted();
        return { ...found.reply, cache: 'hit' };
      }
      const reply = await chat(request, stop, asking);
      if (isAnswer(reply, asking)) cache.add(key, reply);
      // A retry asks the same once more.
      return { ...reply, cache: 'missed' in found ? found.missed : 'repeat' };
    };
    let shared = underWay.get(key.key);
    if (!shared) {
      shared = shareReply(findOrAsk, () => underWay.delete(key.key));
      underWay.set(key.key, shared);
    }
    return shared.join(signal);
  };
}

function isGenerating(role: RequestRole): boolean {
  return role.startsWith('generate');
}

/**
 * A response is judged whatever it is, also one that was refused or cut off. A judge's reply is kept
 * only where it can hold a verdict: a row that failed is asked anew.
 */
function isAnswer({ finish, text }: ChatReply, { role }: Asking): boolean {
  if (isGenerating(role)) return true;
  return finish !== 'refusal' && finish !== 'length' && readObjects(text).objects.length > 0;
}

/** A model compared with itself has to answer twice: one reply shown twice says nothing of it. */
function comparesTwins(spec: ResolvedSpec): boolean {
  if (spec.type !== 'compare') return false;
  const { model_a: a, model_b: b } = spec;
  if (typeof a === 'string' || typeof b === 'string') return false;
  // Decoded from JSON or YAML, where every member has a value.
  return canonicalJson(a as unknown as Json) === canonicalJson(b as unknown as Json);
}

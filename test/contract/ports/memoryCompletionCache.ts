import type { CompletionCache, KeptReply } from '../../../src/core/judging/completionCache.js';
import { missReason, type CompletionKey } from '../../../src/core/judging/completionKey.js';

/** Completions in memory, for tests that are not about files. */
export function createMemoryCompletionCache(): CompletionCache {
  const kept = new Map<string, { readonly key: CompletionKey; readonly reply: KeptReply }>();
  const size = () => {
    const bytes = [...kept.values()].reduce((sum, { reply }) => sum + reply.text.length, 0);
    return { replies: kept.size, bytes };
  };
  return {
    find(key) {
      const found = kept.get(key.key);
      if (found) return Promise.resolve({ reply: structuredClone(found.reply) });
      const same = [...kept.values()].filter((each) => each.key.messages === key.messages);
      const asked = same.map((each) => each.key.asked);
      return Promise.resolve({ missed: missReason(key.asked, asked) });
    },
    add(key, reply) {
      kept.set(key.key, { key, reply: structuredClone(reply) });
    },
    flush: () => Promise.resolve(undefined),
    size: () => Promise.resolve(size()),
    clear() {
      const before = size();
      kept.clear();
      return Promise.resolve(before);
    },
  };
}

import type { MissReason } from '../runs/resultRow.js';
import type { ChatReply } from './chat.js';
import type { CompletionKey } from './completionKey.js';

/** A reply as an endpoint gave it. */
export type KeptReply = Omit<ChatReply, 'cache'>;

export interface CacheSize {
  readonly replies: number;
  /** On the disk. */
  readonly bytes: number;
}

/**
 * Port: keeps replies from run to run. A cache saves requests and is never needed: what it can't read
 * it has not, what it can't write it does not keep, and only `clear` throws (`UserError`: `storage`).
 */
export interface CompletionCache {
  find(
    key: CompletionKey,
  ): Promise<{ readonly reply: KeptReply } | { readonly missed: MissReason }>;
  /** Found by this process at once; by others after `flush`. */
  add(key: CompletionKey, reply: KeptReply): void;
  /**
   * Resolves when all that was added is written, and looks for other processes' replies at the next
   * `find`. The sentence says why replies could not be kept since the last time.
   */
  flush(): Promise<string | undefined>;
  size(): Promise<CacheSize>;
  /** Removes every reply, those of other processes too; resolves to what there was. */
  clear(): Promise<CacheSize>;
}

import type { RowRequest } from '../../core/judging/rowRequests.js';
import { tokenizerLabel } from '../../core/judging/tokenizer.js';
import type { Tokenizer } from '../../core/judging/tokenizer.js';
import type { Pauses } from './inSlices.js';

/** Tokens of messages, each text counted once. */
interface TokenCounts {
  /** Name of who counts the tokens of a model; null until it is loaded. */
  label(model: string): string | null;
  /** Null where the text wasn't counted yet, and isn't short enough to be counted at once. */
  known(text: string): number | null;
  /** Counts what isn't known, in slices; false when it was aborted before the end. */
  count(requests: readonly RowRequest[], signal: AbortSignal): Promise<boolean>;
}

const KEPT = 400;
/** UTF-16 units that cost less than a frame of the screen. */
const SHORT = 32 * 1024;

export function createTokenCounts(load: () => Promise<Tokenizer>, pauses: Pauses): TokenCounts {
  let tokenizer: Tokenizer | undefined;
  // A Map keeps the order of insertion: re-inserting a text makes it the most recent.
  const counts = new Map<string, number>();

  const keep = (text: string, count: number): number => {
    counts.delete(text);
    counts.set(text, count);
    for (const old of counts.keys()) {
      if (counts.size <= KEPT) break;
      counts.delete(old);
    }
    return count;
  };
  const known = (text: string): number | null => {
    const count = counts.get(text);
    if (count !== undefined) return keep(text, count);
    return tokenizer && text.length < SHORT ? keep(text, tokenizer.count(text)) : null;
  };

  return {
    label: (model) => (tokenizer ? tokenizerLabel(model, tokenizer) : null),
    known,
    async count(requests, signal) {
      tokenizer ??= await load();
      for (const { content } of requests.flatMap(({ messages }) => messages)) {
        if (known(content) !== null) continue;
        const counting = tokenizer.steps(content);
        for (;;) {
          if (signal.aborted) return false;
          const { done, value } = counting.next();
          if (done) {
            keep(content, value);
            break;
          }
          await pauses.rest();
        }
      }
      return !signal.aborted;
    },
  };
}

import { knownKeys } from './knownKeys.js';

/** A text that comes in pieces, which may cut a key in two. */
interface RedactedStream {
  /** What of the text so far can go on; the start of what may become a key is held back. */
  push(piece: string): string;
  /** The rest. */
  end(): string;
}

export function createRedactedStream(): RedactedStream {
  let held = '';
  return {
    push(piece) {
      if (!knownKeys.knowsAny() && held === '') return piece;
      const text = held + piece;
      const open = text.length - knownKeys.openEnd(text);
      // The end of one key may be the start of another: what is one is not cut in two.
      const whole = knownKeys.places(text).find(({ at, end }) => at < open && open < end);
      const cut = whole?.at ?? open;
      held = text.slice(cut);
      return knownKeys.redact(text.slice(0, cut));
    },
    end() {
      const rest = knownKeys.redact(held);
      held = '';
      return rest;
    },
  };
}

import { knownKeys } from './knownKeys.js';

/** A text that comes in pieces, which may cut a key in two. */
export interface RedactedStream {
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
      const open = knownKeys.openEnd(text);
      held = text.slice(text.length - open);
      return knownKeys.redact(text.slice(0, text.length - open));
    },
    end() {
      const rest = knownKeys.redact(held);
      held = '';
      return rest;
    },
  };
}

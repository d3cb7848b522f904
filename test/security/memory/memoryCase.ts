import { closeSync, openSync, writeSync } from 'node:fs';

/** Input that would fill the memory of whoever holds it, and all that is done with it. */
export interface MemoryCase {
  readonly name: string;
  /** Makes the files; they are removed after the last of the ways. */
  readonly make: () => void | Promise<void>;
  /** What each comes to in words, in the order in which they are tried. */
  readonly ways: Readonly<Record<string, () => Promise<string>>>;
}

/** What a way of a case came to: words, the message of a `UserError`, or `untyped: …`. */
export interface MemoryOutcome {
  readonly name: string;
  readonly way: string;
  readonly outcome: string;
}

/** A text, and how often it is written. */
export type Part = readonly [text: string, times: number];

const CHUNK = 1024 * 1024;

/** Writes a file of any size and holds no more than a megabyte of it. */
export function writeParts(path: string, parts: readonly Part[]): void {
  const file = openSync(path, 'w');
  try {
    for (const [text, times] of parts) {
      const each = Math.min(times, Math.max(1, Math.floor(CHUNK / text.length)));
      const chunk = Buffer.from(text.repeat(each));
      const bytes = Buffer.byteLength(text);
      for (let left = times; left > 0; left -= each) {
        writeSync(file, chunk, 0, Math.min(each, left) * bytes);
      }
    }
  } finally {
    closeSync(file);
  }
}

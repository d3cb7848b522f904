import type { Writable } from 'node:stream';
import { redactMessage } from '../../core/redaction/knownKeys.js';
import { createRedactedStream } from '../../core/redaction/redactStream.js';
import { printable } from './printable.js';

/** The two ways out of the command line; no known key takes either. */
export interface Outlets {
  /**
   * To standard output, as it is, but for keys: a piece may end in the middle of one. On a terminal
   * control characters are shown, which in JSON says the same.
   */
  out(text: string, done?: (error?: Error | null) => void): void;
  /** To standard error: whole messages, without what looks like a key either. */
  err(text: string): void;
  /** Writes what was held back of standard output. */
  end(): void;
}

export function createOutlets(
  stdout: Writable & { readonly isTTY?: boolean },
  stderr: Writable,
): Outlets {
  const stream = createRedactedStream();
  const shown = stdout.isTTY === true ? printable : (text: string) => text;
  return {
    out: (text, done) => void stdout.write(shown(stream.push(text)), done),
    err: (text) => void stderr.write(redactMessage(text)),
    end: () => {
      const rest = stream.end();
      if (rest !== '') stdout.write(shown(rest));
    },
  };
}

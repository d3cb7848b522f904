import type { Writable } from 'node:stream';
import { redactMessage } from '../core/redaction/knownKeys.js';
import { createRedactedStream } from '../core/redaction/redactStream.js';

/** The two ways out of the command line; no known key takes either. */
export interface Outlets {
  /** To standard output, as it is, but for keys: a piece may end in the middle of one. */
  out(text: string, done?: (error?: Error | null) => void): void;
  /** To standard error: whole messages, without what looks like a key either. */
  err(text: string): void;
  /** Writes what was held back of standard output. */
  end(): void;
}

export function createOutlets(stdout: Writable, stderr: Writable): Outlets {
  const stream = createRedactedStream();
  return {
    out: (text, done) => void stdout.write(stream.push(text), done),
    err: (text) => void stderr.write(redactMessage(text)),
    end: () => {
      const rest = stream.end();
      if (rest !== '') stdout.write(rest);
    },
  };
}

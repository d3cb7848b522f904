import { lineGroups } from './jsonlFile.js';
import type { FileLine } from './jsonlFile.js';
import type { OpenFile } from './rowPair.js';

/** Lines one by one, without a promise for each. */
export interface LineReader {
  readonly hasEnded: boolean;
  /** The next line that is at hand. */
  next(): FileLine | undefined;
  /** The next after those at hand. */
  more(): Promise<FileLine | undefined>;
  end(): void;
}

/** The lines of a file from an offset on, at which one begins. */
export function lineReader(
  file: OpenFile | undefined,
  from: number,
  signal: AbortSignal | undefined,
): LineReader {
  const groups = lineGroups(file, signal, from);
  let lines: readonly FileLine[] = [];
  let at = 0;
  let hasEnded = file === undefined;
  const next = (): FileLine | undefined => {
    at += 1;
    return lines[at - 1];
  };
  return {
    get hasEnded() {
      return hasEnded;
    },
    next,
    async more() {
      for (;;) {
        const group = await groups.next();
        if (group.done) return undefined;
        lines = group.value;
        at = 0;
        const line = next();
        if (line) return line;
      }
    },
    end: () => void (hasEnded = true),
  };
}

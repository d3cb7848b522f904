import { knownContent } from './tableContent.js';
import type { KnownContent, TableContent } from './tableContent.js';

const KEPT = 20;

/** What was found out of the files that were read last, so that they are not gone through again. */
export interface KnownContents {
  get(path: string): KnownContent | undefined;
  keep(content: TableContent): void;
}

export function createKnownContents(): KnownContents {
  // A Map keeps the order of insertion: re-inserting a file makes it the most recent.
  const known = new Map<string, KnownContent>();
  return {
    get: (path) => known.get(path),
    keep(content) {
      const found = knownContent(content);
      known.delete(content.path);
      if (found) known.set(content.path, found);
      for (const old of known.keys()) {
        if (known.size <= KEPT) break;
        known.delete(old);
      }
    },
  };
}

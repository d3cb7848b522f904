import type { CompletionKey } from '../../core/judging/completionKey.js';

/** Where a line is. */
export interface LinePlace {
  /** Name of the segment file. */
  readonly segment: string;
  readonly at: number;
  readonly bytes: number;
}

/** Which replies there are and where: some 300 bytes of memory for each. */
interface CompletionIndex {
  readonly size: number;
  /** Takes the place of what was known of this key. */
  put(key: CompletionKey, place: LinePlace): void;
  get(key: string): LinePlace | undefined;
  remove(key: string): void;
  removeSegment(segment: string): void;
  /** The ways in which the same messages were asked. */
  asked(messages: string): Iterable<string>;
}

interface Entry {
  place: LinePlace | undefined;
  readonly asked: string;
  /** Another request with the same messages. */
  readonly next: Entry | undefined;
}

export function createCompletionIndex(): CompletionIndex {
  const byKey = new Map<string, Entry>();
  const byMessages = new Map<string, Entry>();
  /** The few ways in which requests are asked, each held once. */
  const ways = new Map<string, string>();

  const wayOf = (asked: string): string => {
    const known = ways.get(asked);
    if (known === undefined) ways.set(asked, asked);
    return known ?? asked;
  };

  /** What is gone stays in its chain, of no place: chains have one way back to the same messages. */
  const remove = (key: string): void => {
    const entry = byKey.get(key);
    if (!entry) return;
    entry.place = undefined;
    byKey.delete(key);
  };

  return {
    get size() {
      return byKey.size;
    },
    put({ key, messages, asked }, place) {
      const known = byKey.get(key);
      if (known) {
        known.place = place;
        return;
      }
      const entry = { place, asked: wayOf(asked), next: byMessages.get(messages) };
      byKey.set(key, entry);
      byMessages.set(messages, entry);
    },
    get: (key) => byKey.get(key)?.place,
    remove,
    removeSegment(segment) {
      for (const [key, { place }] of byKey) if (place?.segment === segment) remove(key);
    },
    *asked(messages) {
      for (let entry = byMessages.get(messages); entry; entry = entry.next) {
        if (entry.place) yield entry.asked;
      }
    },
  };
}

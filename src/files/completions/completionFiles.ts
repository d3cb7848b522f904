import type { CacheSize, CompletionCache, KeptReply } from '../../core/judging/completionCache.js';
import { missReason, type CompletionKey } from '../../core/judging/completionKey.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { errorCode, storageError } from '../storageError.js';
import { createCompletionIndex, type LinePlace } from './completionIndex.js';
import { scanSegment } from './scanSegment.js';
import { createSegmentFiles } from './segmentFiles.js';
import { readReply, segmentLine } from './segmentLine.js';

export interface CompletionFilesOptions {
  /** Of all segments; the oldest go first. 512 MB when left out. */
  readonly mostBytes?: number;
  /** Of one line; a longer reply is not kept. 4 MB when left out. */
  readonly mostLineBytes?: number;
  /** Of the folder that are looked up, the newest; each takes 300 bytes of memory. 500,000 when left out. */
  readonly mostReplies?: number;
}

const MOST_BYTES = 512 * 1024 * 1024;
const MOST_LINE_BYTES = 4 * 1024 * 1024;
const MOST_REPLIES = 500_000;
/** What may wait for a slow disk; beyond it a reply is not kept. */
const MOST_PENDING_BYTES = 16 * 1024 * 1024;
/** A segment is this part of the limit at most, so that making room costs no more. */
const SEGMENTS = 8;

/** Of a reply that waits to be written. */
const UNWRITTEN: LinePlace = { segment: '', at: 0, bytes: 0 };

interface Pending {
  readonly key: CompletionKey;
  readonly reply: KeptReply;
  readonly line: Buffer;
}

/**
 * Completions in append-only files of a folder, which is made with the first of them. Nothing is
 * synced: what a crash loses costs a request, and a torn line is not read. What other processes
 * write is seen after the next `flush`.
 */
export function createCompletionFiles(
  folder: string,
  options: CompletionFilesOptions = {},
): CompletionCache {
  const { mostBytes = MOST_BYTES, mostLineBytes = MOST_LINE_BYTES } = options;
  const { mostReplies = MOST_REPLIES } = options;
  const files = createSegmentFiles(folder);
  let index = createCompletionIndex();
  /** Segment → the offset behind the last line that the index has. */
  const read = new Map<string, number>();
  let ready: Promise<void> | undefined;
  let pending = new Map<string, Pending>();
  let beingWritten = new Map<string, Pending>();
  let pendingBytes = 0;
  let writing: Promise<void> | undefined;
  let own: { readonly name: string; bytes: number } | undefined;
  /** Set: nothing more is written until somebody was told. */
  let fault: string | undefined;

  const forget = (name: string): void => {
    if (read.delete(name)) index.removeSegment(name);
  };

  /** Brings the index to what the folder holds now. */
  async function load(): Promise<void> {
    const segments = await files.list().catch(() => []);
    const kept = await makeRoom(segments);
    const there = new Set(kept.map(({ name }) => name));
    for (const name of [...read.keys()]) {
      // A segment of ours may have been made after the look at the folder.
      if (!there.has(name) && name !== own?.name) forget(name);
    }
    // The newest first: where there are too many replies the oldest are not looked up.
    for (const { name, bytes } of kept.toReversed()) {
      const from = read.get(name) ?? 0;
      if (name === own?.name || bytes <= from) continue;
      const end = await scanSegment(files.path(name), from, ({ key, ...place }) => {
        if (place.bytes > mostLineBytes) return;
        const known = index.get(key.key);
        const isWanted = known ? known.segment === name : index.size < mostReplies;
        if (isWanted) index.put(key, { segment: name, ...place });
      }).catch(() => from);
      read.set(name, end);
    }
  }

  async function makeRoom<T extends { readonly name: string; readonly bytes: number }>(
    segments: readonly T[],
  ): Promise<readonly T[]> {
    let total = segments.reduce((sum, { bytes }) => sum + bytes, 0);
    const kept: T[] = [];
    for (const segment of segments) {
      const isTooMuch = total > mostBytes && segment.name !== own?.name;
      if (isTooMuch && (await files.remove(segment.name))) total -= segment.bytes;
      else kept.push(segment);
    }
    return kept;
  }

  async function reply({ key }: CompletionKey): Promise<KeptReply | undefined> {
    const waiting = pending.get(key) ?? beingWritten.get(key);
    if (waiting) return waiting.reply;
    const place = index.get(key);
    if (!place || place === UNWRITTEN) return undefined;
    try {
      const found = readReply(await files.read(place), key);
      if (!found) index.remove(key);
      return found;
    } catch (error) {
      // What can't be read for another reason may be read the next time.
      if (errorCode(error) === 'ENOENT') forget(place.segment);
      return undefined;
    }
  }

  async function writePending(): Promise<void> {
    while (pending.size > 0) {
      beingWritten = pending;
      pending = new Map();
      pendingBytes = 0;
      const entries = [...beingWritten.values()];
      if (own && own.bytes >= mostBytes / SEGMENTS) await endSegment();
      const lines = Buffer.concat(entries.map(({ line }) => line));
      const segment = await appendToOwn(lines);
      for (const { key, line } of entries) {
        index.put(key, { segment: segment.name, at: segment.bytes, bytes: line.length - 1 });
        segment.bytes += line.length;
      }
      read.set(segment.name, segment.bytes);
      beingWritten = new Map();
    }
  }

  async function appendToOwn(lines: Buffer): Promise<NonNullable<typeof own>> {
    if (own && (await files.append(own.name, own.bytes, lines))) return own;
    if (own) forget(own.name);
    own = { name: await files.create(), bytes: 0 };
    if (await files.append(own.name, 0, lines)) return own;
    throw new Error('somebody else writes to a segment of this process');
  }

  async function endSegment(): Promise<void> {
    own = undefined;
    const before = await files.list();
    const kept = new Set((await makeRoom(before)).map(({ name }) => name));
    for (const { name } of before) if (!kept.has(name)) forget(name);
  }

  function startWriting(): void {
    // The replies of one moment go together.
    writing ??= Promise.resolve()
      .then(writePending)
      .catch((error: unknown) => {
        const doing = { doing: t('keep replies in'), path: 'the cache' };
        const told = storageError(error, doing);
        fault = told instanceof Error ? told.message : String(told);
        for (const lost of [...beingWritten.keys(), ...pending.keys()]) index.remove(lost);
        pending = new Map();
        beingWritten = new Map();
        pendingBytes = 0;
        // A part of a line may stand at its end: the next segment begins anew.
        own = undefined;
      })
      .finally(() => {
        writing = undefined;
        if (pending.size > 0) startWriting();
      });
  }

  async function settled(): Promise<void> {
    while (writing) await writing;
  }

  async function size(): Promise<CacheSize> {
    await settled();
    ready = load();
    await ready;
    const segments = await files.list().catch(() => []);
    return { replies: index.size, bytes: segments.reduce((sum, { bytes }) => sum + bytes, 0) };
  }

  return {
    async find(key) {
      await (ready ??= load());
      const found = await reply(key);
      return found
        ? { reply: found }
        : { missed: missReason(key.asked, index.asked(key.messages)) };
    },
    add(key, kept) {
      if (fault !== undefined) return;
      const line = Buffer.from(segmentLine(key, kept));
      if (line.length > mostLineBytes || pendingBytes + line.length > MOST_PENDING_BYTES) return;
      pendingBytes += line.length;
      pending.set(key.key, { key, reply: kept, line });
      index.put(key, UNWRITTEN);
      startWriting();
    },
    async flush() {
      await settled();
      await files.close();
      const told = fault;
      fault = undefined;
      ready = undefined;
      return told;
    },
    size,
    async clear() {
      const before = await size();
      own = undefined;
      const gone = await Promise.all(
        (await files.list()).map(async ({ name }) => files.remove(name)),
      );
      index = createCompletionIndex();
      read.clear();
      ready = undefined;
      if (gone.every(Boolean)) return before;
      const message = t(
        "Some of the cache in {0} can't be removed; end what uses it or check the permissions, then clear it again.",
        folder,
      );
      throw new UserError('storage', message);
    },
  };
}

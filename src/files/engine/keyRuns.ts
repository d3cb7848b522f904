import { open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A row and what it is sorted by. The bytes are those of its key alone. */
interface KeyedRow {
  readonly row: number;
  readonly key: Uint8Array;
}

/**
 * Sorts any number of rows by keys, compared byte by byte, rows with equal keys by their number, with
 * memory for one run: full runs are sorted and put aside in a file, and merged in the end.
 */
interface KeyRuns {
  /** A promise only where a run has to be put aside first. Keys have 65,535 bytes at most. */
  add(row: number, key: Uint8Array): Promise<void> | undefined;
  /** The rows in their order; nothing can be added any more. */
  sorted(): AsyncGenerator<number, void, undefined>;
  close(): Promise<void>;
}

/** Bytes of keys in a run. */
const RUN_BYTES = 8 * 1024 * 1024;
const RUN_ROWS = 256 * 1024;
/** Key bytes are led by their length (two bytes) and the row (four). */
const ENTRY_HEAD = 6;
/** First bytes of a key that are compared as one number, which holds 2^53. */
const PREFIX = 6;
const READ_BYTES = 64 * 1024;

interface Run {
  /** Bytes of its longest entry. */
  readonly longest: number;
  readonly from: number;
  readonly to: number;
}

export function createKeyRuns(options: {
  /** Larger keys first; rows with equal keys stay in their order. */
  readonly descending: boolean;
  /** No more are added, where that is known: a few take little room. */
  readonly mostRows?: number;
  readonly runBytes?: number;
}): KeyRuns {
  const sign = options.descending ? -1 : 1;
  const room = options.runBytes ?? RUN_BYTES;
  let arena = Buffer.allocUnsafe(0);
  let used = 0;
  // Of each row of the run: where its entry begins, and the beginning of its key.
  const runRows = Math.min(RUN_ROWS, options.mostRows ?? RUN_ROWS);
  const offsets = new Uint32Array(runRows);
  const prefixes = new Float64Array(runRows);
  const places = new Uint32Array(runRows);
  let count = 0;
  let scratch: Scratch | undefined;
  let end = 0;
  let longest = 0;
  const runs: Run[] = [];

  const compare = (left: number, right: number): number => {
    const byPrefix = (prefixes[left] ?? 0) - (prefixes[right] ?? 0);
    if (byPrefix !== 0) return sign * byPrefix;
    const [one, other] = [offsets[left] ?? 0, offsets[right] ?? 0];
    const byKey = arena.compare(
      arena,
      other + ENTRY_HEAD,
      other + ENTRY_HEAD + arena.readUInt16LE(other),
      one + ENTRY_HEAD,
      one + ENTRY_HEAD + arena.readUInt16LE(one),
    );
    // Rows come in their order.
    return byKey === 0 ? left - right : sign * byKey;
  };
  /** Where the entries of the run begin, in their order. */
  const order = (): Uint32Array => {
    const sorted = places.subarray(0, count);
    for (let place = 0; place < count; place += 1) sorted[place] = place;
    return sorted.sort(compare).map((place) => offsets[place] ?? 0);
  };

  const spill = async (): Promise<void> => {
    scratch ??= await openScratch();
    const from = end;
    const out = Buffer.allocUnsafe(Math.min(used, READ_BYTES + longest));
    let at = 0;
    for (const entry of order()) {
      const stop = entry + ENTRY_HEAD + arena.readUInt16LE(entry);
      if (at + stop - entry > out.length) {
        await scratch.file.write(out, 0, at, end);
        end += at;
        at = 0;
      }
      at += arena.copy(out, at, entry, stop);
    }
    await scratch.file.write(out, 0, at, end);
    end += at;
    runs.push({ from, to: end, longest });
    longest = 0;
    used = 0;
    count = 0;
  };

  const put = (row: number, key: Uint8Array): void => {
    const size = ENTRY_HEAD + key.length;
    longest = Math.max(longest, size);
    if (used + size > arena.length) {
      const larger = Buffer.allocUnsafe(Math.max(2 * arena.length, used + size, 64 * 1024));
      arena.copy(larger, 0, 0, used);
      arena = larger;
    }
    arena.writeUInt16LE(key.length, used);
    arena.writeUInt32LE(row, used + 2);
    arena.set(key, used + ENTRY_HEAD);
    offsets[count] = used;
    prefixes[count] =
      key.length < PREFIX ? shortPrefix(key) : arena.readUIntBE(used + ENTRY_HEAD, PREFIX);
    count += 1;
    used += size;
  };

  return {
    add(row, key) {
      const isFull = count === runRows || (count > 0 && used + ENTRY_HEAD + key.length > room);
      if (!isFull) {
        put(row, key);
        return undefined;
      }
      return spill().then(() => put(row, key));
    },
    async *sorted() {
      if (!scratch) {
        for (const entry of order()) yield arena.readUInt32LE(entry + 2);
        return;
      }
      if (count > 0) await spill();
      arena = Buffer.allocUnsafe(0);
      yield* merged(scratch.file, runs, sign);
    },
    async close() {
      await scratch?.close();
    },
  };
}

/** As if zeros followed: what is equal then is compared as a whole. */
function shortPrefix(key: Uint8Array): number {
  let prefix = 0;
  for (let at = 0; at < PREFIX; at += 1) prefix = prefix * 256 + (key[at] ?? 0);
  return prefix;
}

interface Scratch {
  readonly file: FileHandle;
  close(): Promise<void>;
}

/** A file that nobody else can read, gone when it is closed. */
async function openScratch(): Promise<Scratch> {
  const path = join(tmpdir(), `gavel-sort-${randomBytes(8).toString('hex')}`);
  const file = await open(path, 'wx+', 0o600);
  const remove = () => rm(path, { force: true }).catch(() => undefined);
  // An open file can be removed at once but on Windows: there its name stays until it is closed.
  await remove();
  return {
    file,
    async close() {
      await file.close();
      await remove();
    },
  };
}

async function* merged(
  file: FileHandle,
  runs: readonly Run[],
  sign: number,
): AsyncGenerator<number, void, undefined> {
  const heads: RunReader[] = [];
  const isBefore = (left: RunReader, right: RunReader): boolean => {
    const byKey = sign * Buffer.compare(left.key, right.key);
    return byKey < 0 || (byKey === 0 && left.row < right.row);
  };
  const sink = (from: number): void => {
    for (let at = from; ;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        const [below, above] = [heads[child], heads[least]];
        if (below && above && isBefore(below, above)) least = child;
      }
      const [moved, replaced] = [heads[least], heads[at]];
      if (least === at || !moved || !replaced) return;
      heads[at] = moved;
      heads[least] = replaced;
      at = least;
    }
  };
  for (const run of runs) {
    const reader = createRunReader(file, run);
    if (await reader.next()) heads.push(reader);
  }
  for (let at = heads.length >> 1; at >= 0; at -= 1) sink(at);
  for (let top = heads[0]; top; top = heads[0]) {
    yield top.row;
    // Most rows are at hand: waiting for each would take longer than merging.
    const more = top.nextNow() ?? (await top.next());
    if (!more) {
      const last = heads.pop();
      if (last && heads.length > 0) heads[0] = last;
    }
    sink(0);
  }
}

interface RunReader extends KeyedRow {
  /** Whether there is a next row; undefined where it has to be read first. */
  nextNow(): boolean | undefined;
  next(): Promise<boolean>;
}

function createRunReader(file: FileHandle, run: Run): RunReader {
  // One for all reads: buffers that come and go pile up before they are collected.
  const buffer = Buffer.allocUnsafe(Math.min(run.to - run.from, READ_BYTES + run.longest));
  let at = 0;
  let end = 0;
  let position = run.from;
  let row = 0;
  let key: Uint8Array = buffer;

  const take = (): boolean => {
    if (end - at < ENTRY_HEAD) return false;
    const stop = at + ENTRY_HEAD + buffer.readUInt16LE(at);
    if (stop > end) return false;
    row = buffer.readUInt32LE(at + 2);
    key = buffer.subarray(at + ENTRY_HEAD, stop);
    at = stop;
    return true;
  };

  return {
    get row() {
      return row;
    },
    get key() {
      return key;
    },
    nextNow() {
      if (take()) return true;
      return at === end && position === run.to ? false : undefined;
    },
    async next() {
      if (take()) return true;
      const rest = buffer.copy(buffer, 0, at, end);
      const more = Math.min(buffer.length - rest, run.to - position);
      if (more === 0) return false;
      const { bytesRead } = await file.read(buffer, rest, more, position);
      position += bytesRead;
      end = rest + bytesRead;
      at = 0;
      return take();
    },
  };
}

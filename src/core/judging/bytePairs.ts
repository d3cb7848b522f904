/** Token of each rank: text, or its bytes where they are no whole characters. */
export type Vocabulary = readonly (string | readonly number[])[];

/** Counts the tokens of pieces; a piece is what no merge crosses. */
type PieceCount = (piece: string) => number;

const REMEMBERED = 50_000;
const LONGEST_REMEMBERED = 64;
/** A heap entry is a rank and the byte at which its pair begins, in one number. */
const PLACES = 2 ** 31;

/** Byte-pair encoding, the count alone: the pair of the lowest rank merges first, the left one of equals. */
export function createPieceCount(vocabulary: Vocabulary): PieceCount {
  const texts = new Map<string, number>();
  const fragments = new Map<string, number>();
  vocabulary.forEach((token, rank) => {
    if (typeof token === 'string') texts.set(token, rank);
    else fragments.set(String.fromCharCode(...token), rank);
  });
  const encoder = new TextEncoder();
  const remembered = new Map<string, number>();

  const merged = (piece: string): number => {
    const bytes = encoder.encode(piece);
    const at = characterAt(piece, bytes);
    const rankOf = (from: number, to: number): number | undefined => {
      const first = at[from] ?? -1;
      const last = at[to] ?? -1;
      return first >= 0 && last >= 0
        ? texts.get(piece.slice(first, last))
        : fragments.get(String.fromCharCode(...bytes.subarray(from, to)));
    };
    return mergedLength(bytes.length, rankOf);
  };

  return (piece) => {
    if (texts.has(piece)) return 1;
    if (piece.length > LONGEST_REMEMBERED) return merged(piece);
    let count = remembered.get(piece);
    if (count === undefined) {
      count = merged(piece);
      if (remembered.size >= REMEMBERED) remembered.clear();
      remembered.set(piece, count);
    }
    return count;
  };
}

/** Byte → index of the character that begins there, -1 inside one; the end counts as a beginning. */
function characterAt(piece: string, bytes: Uint8Array): Int32Array {
  const at = new Int32Array(bytes.length + 1).fill(-1);
  let index = 0;
  for (let byte = 0; byte < bytes.length; byte++) {
    const lead = bytes[byte] ?? 0;
    if ((lead & 0xc0) === 0x80) continue;
    at[byte] = index;
    index += lead >= 0xf0 ? 2 : 1;
  }
  at[bytes.length] = piece.length;
  return at;
}

/**
 * How many parts are left when no two neighbours merge any more. A heap finds the next merge, so
 * that a piece of 100 KB without a space takes no quadratic time.
 */
function mergedLength(
  length: number,
  rankOf: (from: number, to: number) => number | undefined,
): number {
  // A part begins at a byte and ends where the next one begins.
  const next = Int32Array.from({ length: length + 1 }, (_, byte) => byte + 1);
  const previous = Int32Array.from({ length: length + 1 }, (_, byte) => byte - 1);
  const pairRank = new Float64Array(length + 1).fill(-1);
  const heap: number[] = [];
  const consider = (from: number) => {
    const middle = next[from] ?? length;
    const rank = middle < length ? rankOf(from, next[middle] ?? length) : undefined;
    pairRank[from] = rank ?? -1;
    if (rank !== undefined) push(heap, rank * PLACES + from);
  };
  for (let byte = 0; byte < length - 1; byte++) consider(byte);

  let parts = length;
  for (let entry = pop(heap); entry !== undefined; entry = pop(heap)) {
    const from = entry % PLACES;
    // The pair that the entry speaks of is gone, or has become another.
    if (pairRank[from] !== Math.floor(entry / PLACES)) continue;
    const middle = next[from] ?? length;
    const after = next[middle] ?? length;
    next[from] = after;
    previous[after] = from;
    pairRank[middle] = -1;
    parts -= 1;
    consider(from);
    const before = previous[from] ?? -1;
    if (before >= 0) consider(before);
  }
  return parts;
}

function push(heap: number[], entry: number): void {
  let at = heap.length;
  heap.push(entry);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    const above = heap[parent] ?? 0;
    if (above <= entry) break;
    heap[at] = above;
    at = parent;
  }
  heap[at] = entry;
}

function pop(heap: number[]): number | undefined {
  const least = heap[0];
  const entry = heap.pop();
  if (least === undefined || entry === undefined || heap.length === 0) return least;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if ((heap[child + 1] ?? Infinity) < (heap[child] ?? 0)) child += 1;
    const below = heap[child] ?? 0;
    if (below >= entry) break;
    heap[at] = below;
    at = child;
  }
  heap[at] = entry;
  return least;
}

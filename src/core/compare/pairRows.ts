import { DIGEST_WORDS } from './contentDigest.js';
import { createContentNumbers } from './contentNumbers.js';

/** Rows that are to be paired, each named by its place, from 0. */
export interface KeyedRows {
  /** See `ComparedRow.name`. */
  readonly names: Int32Array;
  /** For each way of pairing, a digest of each row's content. */
  readonly keys: readonly Uint32Array[];
}

export interface PairedRows {
  /** Places in A and in B of the rows of each pair, by the dataset of B. */
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  /** Places of rows without a partner, by the dataset. */
  readonly onlyA: Uint32Array;
  readonly onlyB: Uint32Array;
  /** Pairs of a content that a run holds more than once. */
  readonly repeated: number;
  /** Rows of `onlyA` and `onlyB` whose content the other run has, but less often. */
  readonly unpairedRepeats: number;
}

/** Stands for no row. */
const NONE = -1;

/**
 * Pairs the rows whose keys are equal. A content that stands in a run several times is paired in the
 * order of the dataset, the first with the first. Each key in turn pairs what those before it left; the
 * strictest comes first.
 */
export function pairRows(a: KeyedRows, b: KeyedRows): PairedRows {
  const ordered = { a: inOrder(a), b: inOrder(b) };
  const partners = {
    a: new Int32Array(a.names.length).fill(NONE),
    b: new Int32Array(b.names.length).fill(NONE),
  };
  const left = (side: 'a' | 'b') => ordered[side].filter((row) => partners[side][row] === NONE);
  let repeated = 0;
  a.keys.forEach((keys, way) => {
    const rows = { a: left('a'), b: left('b') };
    repeated += pairBy({ a: keys, b: b.keys[way] ?? new Uint32Array() }, rows, partners);
  });
  const [onlyA, onlyB] = [left('a'), left('b')];
  const pairedB = ordered.b.filter((row) => partners.b[row] !== NONE);
  return {
    a: pairedB.map((row) => partners.b[row] ?? 0),
    b: pairedB,
    onlyA,
    onlyB,
    repeated,
    unpairedRepeats: known(onlyA, a, b) + known(onlyB, b, a),
  };
}

/** Rows, keys or partners of both runs. */
interface Sides<T> {
  readonly a: T;
  readonly b: T;
}

/** Gives the rows their partners, and the number of pairs of repeated content. */
function pairBy(
  keys: Sides<Uint32Array>,
  rows: Sides<Uint32Array>,
  partners: Sides<Int32Array>,
): number {
  const contents = createContentNumbers(rows.a.length + rows.b.length);
  const most = rows.a.length + rows.b.length;
  const counts = { a: new Uint32Array(most), b: new Uint32Array(most) };
  /** Of each content, the next row of A that waits for a partner, and the last; of a row, its next. */
  const first = new Int32Array(most).fill(NONE);
  const last = new Int32Array(most).fill(NONE);
  const next = new Int32Array(partners.a.length).fill(NONE);
  for (const row of rows.a) {
    const content = contents.numberOf(keys.a, row);
    const before = last[content] ?? NONE;
    if (before === NONE) first[content] = row;
    else next[before] = row;
    last[content] = row;
    counts.a[content] = (counts.a[content] ?? 0) + 1;
  }
  for (const row of rows.b) {
    const content = contents.numberOf(keys.b, row);
    counts.b[content] = (counts.b[content] ?? 0) + 1;
    const partner = first[content] ?? NONE;
    if (partner === NONE) continue;
    first[content] = next[partner] ?? NONE;
    partners.a[partner] = row;
    partners.b[row] = partner;
  }
  let repeated = 0;
  for (let content = 0; content < contents.size; content += 1) {
    const [ofA, ofB] = [counts.a[content] ?? 0, counts.b[content] ?? 0];
    if (ofA > 1 || ofB > 1) repeated += Math.min(ofA, ofB);
  }
  return repeated;
}

/** How many of the rows have a content that is among those of the other run. */
function known(rows: Uint32Array, of: KeyedRows, others: KeyedRows): number {
  const [keys, theirs] = [of.keys.at(-1), others.keys.at(-1)];
  if (rows.length === 0 || !keys || !theirs) return 0;
  const contents = createContentNumbers(rows.length + theirs.length / DIGEST_WORDS);
  for (let row = 0; row < others.names.length; row += 1) contents.numberOf(theirs, row);
  const there = contents.size;
  return rows.filter((row) => contents.numberOf(keys, row) < there).length;
}

/** Places by the dataset: the order of a result file is the one in which replies came. */
function inOrder({ names }: KeyedRows): Uint32Array {
  const order = new Uint32Array(names.length).map((_, at) => at);
  const rowOf = (at: number): number => Math.abs(names[at] ?? 0);
  const isInOrder = order.every((at) => at === 0 || rowOf(at - 1) <= rowOf(at));
  return isInOrder ? order : order.sort((one, other) => rowOf(one) - rowOf(other) || one - other);
}

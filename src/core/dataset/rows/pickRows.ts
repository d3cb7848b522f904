import { createDigestSet } from './digestSet.js';
import { placeCount, placesAt, rangesOf, rangesUpTo } from './placeRanges.js';
import type { ReadRow } from './readRow.js';
import { rowContent } from './rowContent.js';
import { selectRows } from './selectRows.js';
import type { PlaceRange, RowPick } from '../writing/writeRequest.js';

/** The rows of a list, for whoever makes something of them. */
export interface RowSource {
  /** Rows in the list. */
  readonly total: number;
  /** Those at ascending places, or all; in the order of the list, some at a time. */
  rows(places?: readonly PlaceRange[]): AsyncIterable<readonly ReadRow[]>;
}

/** A digest of a text: 16 characters or more, a byte each. */
type Digest = (text: string) => string;

export interface PickedRows {
  /** Rows that one reading goes through. */
  readonly length: number;
  /** Reads the source; each time the same rows. */
  read(): AsyncIterable<readonly ReadRow[]>;
  /** Rows that the last reading left out as one like them was there already. */
  repeated(): number;
}

/** Whether `pickRows` itself must go through the rows: only then it is known which are distinct. */
export function mustReadToPick({ distinctBy, sample }: RowPick): boolean {
  return distinctBy !== undefined && sample !== undefined;
}

export async function pickRows(
  source: RowSource,
  pick: RowPick,
  digest: Digest,
): Promise<PickedRows> {
  const { distinctBy, sample, limit = Number.POSITIVE_INFINITY } = pick;
  const all = rangesUpTo(pick.places ?? [{ from: 1, to: source.total }], source.total);
  if (distinctBy === undefined) {
    const chosen = sample && chosenOrdinals(placeCount(all), sample);
    const sampled = chosen ? rangesOf(placesAt(all, chosen)) : all;
    const places = Number.isFinite(limit) ? firstOf(sampled, limit) : sampled;
    const length = placeCount(places);
    const read = () => source.rows(length < source.total ? places : undefined);
    return { length, read, repeated: () => 0 };
  }
  const distinct = () => distinctRows(source.rows(all), distinctBy, digest);
  const chosen = sample && chosenOrdinals(await countRows(distinct().rows), sample);
  let repeated = () => 0;
  return {
    length: placeCount(all),
    read() {
      const reading = distinct();
      ({ repeated } = reading);
      return rowsAt(reading.rows, chosen, limit);
    },
    repeated: () => repeated(),
  };
}

/** Undefined: all. */
function chosenOrdinals(
  total: number,
  { count, seed }: { readonly count: number; readonly seed: number },
): readonly number[] | undefined {
  return selectRows(total, { limit: count, sample_seed: seed });
}

function firstOf(ranges: readonly PlaceRange[], count: number): readonly PlaceRange[] {
  if (count >= placeCount(ranges)) return ranges;
  const [last] = placesAt(ranges, [count]);
  return last === undefined ? [] : rangesUpTo(ranges, last);
}

async function countRows(batches: AsyncIterable<readonly ReadRow[]>): Promise<number> {
  let count = 0;
  for await (const rows of batches) count += rows.length;
  return count;
}

/** A row that can't be read is like no other. */
function distinctRows(
  batches: AsyncIterable<readonly ReadRow[]>,
  columns: readonly string[],
  digest: Digest,
): { readonly rows: AsyncIterable<readonly ReadRow[]>; repeated(): number } {
  const met = createDigestSet();
  let repeated = 0;
  async function* rows() {
    for await (const batch of batches) {
      const kept = batch.filter((row) => row.broken ?? met.add(digest(rowContent(row, columns))));
      repeated += batch.length - kept.length;
      yield kept;
    }
  }
  return { rows: rows(), repeated: () => repeated };
}

/** Those at ascending ordinals, from 1, or all; `limit` of them at most. */
async function* rowsAt(
  batches: AsyncIterable<readonly ReadRow[]>,
  ordinals: readonly number[] | undefined,
  limit: number,
): AsyncGenerator<readonly ReadRow[], void, undefined> {
  let before = 0;
  let next = 0;
  let left = limit;
  for await (const batch of batches) {
    const wanted: ReadRow[] = [];
    for (const row of batch) {
      before += 1;
      if (ordinals && ordinals[next] !== before) continue;
      next += 1;
      wanted.push(row);
    }
    const taken = wanted.slice(0, left);
    left -= taken.length;
    yield taken;
    if (left <= 0) return;
  }
}

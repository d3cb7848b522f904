import { plural } from '../../l10n/t.js';
import { selectRows } from '../dataset/rows/selectRows.js';
import type { RunManifest } from '../runs/manifest.js';
import { UserError } from '../userError.js';

/** One of `of` parts of a run, from 1. */
export interface Shard {
  readonly number: number;
  readonly of: number;
}

/** A shard of one selection of rows, with what it takes to know the rows of the others. */
export interface PlannedShard extends Shard {
  /** Rows of all shards together. */
  readonly rows: number;
  /** The seed that they were drawn by, where they are a sample. */
  readonly sampleSeed?: number;
}

/** As the manifest of a shard has it. */
export function plannedShard(shard: NonNullable<RunManifest['shard']>): PlannedShard {
  const { number, of, rows, sample_seed: sampleSeed } = shard;
  return { number, of, rows, ...(sampleSeed !== undefined && { sampleSeed }) };
}

/** Undefined for what is no `2/5`. */
export function readShard(text: string): Shard | undefined {
  const [, number, of] = /^\s*(\d{1,4})\s*\/\s*(\d{1,4})\s*$/.exec(text) ?? [];
  const shard = { number: Number(number), of: Number(of) };
  return shard.number >= 1 && shard.number <= shard.of ? shard : undefined;
}

export function shardName({ number, of }: Shard): string {
  return `${number}/${of}`;
}

/**
 * The rows (from 1, ascending) of a shard. The rows of the whole are dealt out like cards, by their
 * place: every shard gets as many, give or take one, of every part of the file (datasets are often sorted,
 * by topic or length), none is empty, and rows that are added at the end leave the others in their
 * shards. A hash of the content would keep rows in their shards when the file is sorted anew, but gives
 * shards of uneven sizes, and some without a row. Throws `UserError` where there are fewer rows than
 * shards.
 */
export function rowsOfShard(
  { number, of }: Shard,
  {
    total,
    selected,
  }: { readonly total: number; readonly selected?: readonly number[] | undefined },
): number[] {
  const rows = selected?.length ?? total;
  if (rows < of) {
    const message = plural(
      rows,
      "{0} row can't be divided into {1} shards; take {0} at most.",
      "{0} rows can't be divided into {1} shards; take {0} at most.",
      of,
    );
    throw new UserError('usage', message);
  }
  const own = Math.floor((rows - number) / of) + 1;
  return Array.from({ length: own }, (_, index) => {
    const place = index * of + number;
    return selected?.[place - 1] ?? place;
  });
}

/** The rows of all shards together; undefined: all rows of the dataset. */
export function rowsOfAllShards(
  { rows, sampleSeed }: PlannedShard,
  total: number,
): number[] | undefined {
  return selectRows(total, { limit: rows, sample_seed: sampleSeed });
}

import type { Estimate, RunManifest } from '../runs/manifest.js';
import type { RunRef } from '../runs/runStore.js';
import type { TestResult } from '../stats/testResult.js';
import type { ComparedRow } from './comparedRow.js';
import { digestHex, DIGEST_WORDS } from './contentDigest.js';
import { ALL_CHANGES } from './pairedChange.js';
import type { Change, Measure } from './pairedChange.js';
import { tableRow } from './rowTable.js';
import type { RowTable } from './rowTable.js';

/** A run that is compared. */
export interface ComparedRun {
  readonly run: RunRef;
  readonly manifest: RunManifest;
}

/** How rows were paired: by these columns (named as in B), or by their numbers. */
export type PairedBy =
  { readonly kind: 'content'; readonly columns: readonly string[] } | { readonly kind: 'row' };

/** Pairs of rows, each by its place; see `pairAt`. */
export interface PairTable {
  readonly length: number;
  /** Places in the tables of rows. */
  readonly a: Uint32Array;
  readonly b: Uint32Array;
  /** Places in `ALL_CHANGES`. */
  readonly changes: Uint8Array;
  /** A digest of the content of each; null where they were paired by row. */
  readonly keys: Uint32Array | null;
}

/** Two rows about the same thing, one of each run. */
interface ComparedPair {
  readonly a: ComparedRow;
  readonly b: ComparedRow;
  readonly change: Change;
}

/**
 * Two runs, row by row; every figure is B − A. Rows are in tables: of 100,000 of them there are a few
 * arrays, which go from thread to thread in no time.
 */
export interface Comparison {
  readonly measure: Measure;
  readonly pairedBy: PairedBy;
  readonly rows: { readonly a: RowTable; readonly b: RowTable };
  /** By the dataset of B. */
  readonly pairs: PairTable;
  /** Places of the pairs whose verdict moved as they are worth reading: what got worse, what got better, then other labels. */
  readonly changed: Uint32Array;
  /** Places in the tables of rows, by the dataset. */
  readonly onlyInA: Uint32Array;
  readonly onlyInB: Uint32Array;
  /** Pairs of a content that a run holds more than once: paired in order. */
  readonly repeatedPairs: number;
  /** Rows left over because the other run holds their content less often. */
  readonly unpairedRepeats: number;
  /** Pairs with a verdict on both sides: what the figures are over. */
  readonly judged: number;
  readonly a: Estimate | null;
  readonly b: Estimate | null;
  readonly delta: Estimate | null;
  readonly test: TestResult;
  /** Pairs by how their verdict moved; 0 for changes of another measure. */
  readonly counts: Readonly<Record<Change, number>>;
  /** Pairs among `same` whose label is another one, on the same side of passing. */
  readonly relabelled: number;
  /** What to know before the difference is believed, one sentence each. */
  readonly cautions: readonly string[];
  /** Columns of each run's dataset, without those of the results. */
  readonly columns: { readonly a: readonly string[]; readonly b: readonly string[] };
}

/** A pair by its place, from 0. */
export function pairAt({ rows, pairs }: Comparison, at: number): ComparedPair {
  return {
    a: tableRow(rows.a, pairs.a[at] ?? 0),
    b: tableRow(rows.b, pairs.b[at] ?? 0),
    change: ALL_CHANGES[pairs.changes[at] ?? 0] ?? 'same',
  };
}

/** Names a pair: of the content, or the row's number; the same in each comparison of the same datasets. */
export function pairKey({ rows, pairs }: Comparison, at: number): string {
  const { keys } = pairs;
  if (keys) return digestHex(keys, DIGEST_WORDS * at);
  return String(tableRow(rows.b, pairs.b[at] ?? 0).row);
}

/** Pairs whose verdict moved, in the order of `changed`. */
export function changedPairs(comparison: Comparison): ComparedPair[] {
  return Array.from(comparison.changed, (at) => pairAt(comparison, at));
}

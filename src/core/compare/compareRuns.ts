import type { Estimate, RunManifest } from '../runs/manifest.js';
import { importedVerdictColumns } from '../runs/importedVerdictColumns.js';
import type { RunRef, RunStore } from '../runs/runStore.js';
import type { TestResult } from '../stats/testResult.js';
import { UserError } from '../userError.js';
import { comparedRow } from './comparedRow.js';
import type { ComparedRow } from './comparedRow.js';
import { CHANGES, changeOf, differenceOf, measureOf } from './pairedChange.js';
import type { Change, Measure } from './pairedChange.js';
import { pairedFigures } from './pairedFigures.js';
import { datasetColumns, pairingColumns, sharedKey } from './pairingColumns.js';
import type { SharedColumn } from './pairingColumns.js';
import { pairRows } from './pairRows.js';
import type { PairedRows, RowPair } from './pairRows.js';
import { runCautions } from './runCautions.js';

/** A run that is compared. */
export interface ComparedRun {
  readonly run: RunRef;
  readonly manifest: RunManifest;
}

/** How rows were paired: by these columns (named as in B), or by their numbers. */
export type PairedBy =
  { readonly kind: 'content'; readonly columns: readonly string[] } | { readonly kind: 'row' };

/** Two rows about the same thing, one of each run. */
export interface ComparedPair extends RowPair {
  /** Of the content, or the row's number: the same in each comparison of the same datasets. */
  readonly key: string;
  readonly change: Change;
}

/** Two runs, row by row; every figure is B − A. */
export interface Comparison {
  readonly measure: Measure;
  readonly pairedBy: PairedBy;
  /** By the dataset of B. */
  readonly pairs: readonly ComparedPair[];
  readonly onlyInA: readonly ComparedRow[];
  readonly onlyInB: readonly ComparedRow[];
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

export interface CompareOptions {
  readonly runs: Pick<RunStore, 'rows'>;
  readonly signal?: AbortSignal;
  /** Column of A → the name it has in B. */
  readonly mapped?: ReadonlyMap<string, string>;
  /** `row`: by row number, for runs of the very same dataset alone. By content unless told. */
  readonly pair?: 'content' | 'row';
  /** Rows read so far, of both runs. */
  onProgress?(rows: number): void;
}

/** Rows that are looked at to learn a run's columns. */
const SAMPLE = 200;
/** Of the shorter run. Below this share, pairs are looked for by what the templates read alone. */
const FEW_PAIRS = 0.5;

/**
 * Compares two runs, paired by the content of their rows. Of each row a few words are kept, no texts.
 * Throws `UserError` of kind `usage` for runs that have nothing to compare.
 */
export async function compareRuns(
  a: ComparedRun,
  b: ComparedRun,
  options: CompareOptions,
): Promise<Comparison> {
  const measure = measureOf(a.manifest.spec, b.manifest.spec);
  if (measure === undefined) {
    const message = `${a.manifest.name} is of type ${a.manifest.type} and ${b.manifest.name} of type ${b.manifest.type}: their verdicts can't be held against each other; choose two runs of one type.`;
    throw new UserError('usage', message);
  }
  if (options.pair === 'row') mustShareDataset(a.manifest, b.manifest);
  const columns = {
    a: await sampleColumns(a, options),
    b: await sampleColumns(b, options),
  };
  const { paired, pairedBy, keyAt } =
    options.pair === 'row'
      ? await pairedByRow(a, b, options)
      : await pairedByContent({ a, b }, columns, options);
  const pairs = paired.pairs.map((pair): ComparedPair => ({
    ...pair,
    key: pair.b.keys[keyAt] ?? '',
    change: changeOf(pair, measure),
  }));
  const figures = pairedFigures(paired.pairs, measure, scaleOf(b.manifest));
  return {
    measure,
    pairedBy,
    pairs,
    onlyInA: paired.onlyA,
    onlyInB: paired.onlyB,
    repeatedPairs: paired.repeated,
    unpairedRepeats: paired.unpairedRepeats,
    judged: figures.n,
    a: figures.a,
    b: figures.b,
    delta: figures.delta,
    test: figures.test,
    counts: countChanges(pairs),
    relabelled: pairs.filter(isRelabelled).length,
    cautions: runCautions(a.manifest, b.manifest, measure),
    columns,
  };
}

/** Whether both sides have a verdict, and another one. */
export function hasMoved(pair: ComparedPair): boolean {
  return pair.change !== 'no_verdict' && pair.a.verdict !== pair.b.verdict;
}

function isRelabelled(pair: ComparedPair): boolean {
  return pair.change === 'same' && hasMoved(pair);
}

/** Changed pairs as they are worth reading: what got worse, what got better, then other labels. */
export function changedPairs({ pairs, measure }: Comparison): ComparedPair[] {
  const [better, worse] = CHANGES[measure];
  const rank = ({ change }: ComparedPair) => (change === worse ? 0 : change === better ? 1 : 2);
  const size = (pair: ComparedPair) => Math.abs(differenceOf(pair, measure) ?? 0);
  return pairs
    .filter(hasMoved)
    .sort(
      (one, other) => rank(one) - rank(other) || size(other) - size(one) || one.b.row - other.b.row,
    );
}

async function sampleColumns(
  { run, manifest }: ComparedRun,
  { runs, signal }: CompareOptions,
): Promise<string[]> {
  const rows = [];
  for await (const { result } of runs.rows(run, signal)) {
    rows.push(result);
    if (rows.length === SAMPLE) break;
  }
  // A file of verdicts holds them among its own columns: they are what differs, not what is judged.
  const said = importedVerdictColumns(manifest);
  return datasetColumns(rows, manifest.spec).filter((column) => !said.includes(column));
}

interface Pairing {
  readonly paired: PairedRows;
  readonly pairedBy: PairedBy;
  /** Place in `ComparedRow.keys` of the key that names a pair. */
  readonly keyAt: number;
}

async function pairedByRow(
  a: ComparedRun,
  b: ComparedRun,
  options: CompareOptions,
): Promise<Pairing> {
  const read = reading(options);
  const paired = pairRows(await read(a, 'a', []), await read(b, 'b', []), [0]);
  return { paired, pairedBy: { kind: 'row' }, keyAt: 0 };
}

async function pairedByContent(
  { a, b }: { readonly a: ComparedRun; readonly b: ComparedRun },
  columns: Comparison['columns'],
  options: CompareOptions,
): Promise<Pairing> {
  const ways = pairingColumns(
    { spec: a.manifest.spec, columns: columns.a },
    { spec: b.manifest.spec, columns: columns.b },
    options.mapped,
  );
  const read = reading(options);
  const by = async (sets: readonly (readonly SharedColumn[])[]): Promise<Pairing> => {
    const [ofA, ofB] = [await read(a, 'a', sets), await read(b, 'b', sets)];
    const at = sets.map((_, index) => index + 1);
    const paired = pairRows(ofA, ofB, at);
    const shared = sets.at(-1) ?? [];
    const pairedBy = { kind: 'content', columns: shared.map(({ b: name }) => name) } as const;
    return { paired, pairedBy, keyAt: sets.length };
  };
  const strict = [ways.whole ?? [], ways.inputs].filter((set) => set.length > 0);
  // Without a column in common every row would be like every other.
  if (strict.length === 0) return nothingShared(await read(a, 'a', []), await read(b, 'b', []));
  const first = await by(strict);
  const shorter = Math.min(
    first.paired.pairs.length + first.paired.onlyA.length,
    first.paired.pairs.length + first.paired.onlyB.length,
  );
  const isNarrower = ways.used.length > 0 && ways.used.length < ways.inputs.length;
  if (!isNarrower || first.paired.pairs.length >= FEW_PAIRS * shorter) return first;
  const second = await by([ways.used]);
  return second.paired.pairs.length > first.paired.pairs.length ? second : first;
}

function nothingShared(onlyA: readonly ComparedRow[], onlyB: readonly ComparedRow[]): Pairing {
  return {
    paired: { pairs: [], onlyA, onlyB, repeated: 0, unpairedRepeats: 0 },
    pairedBy: { kind: 'content', columns: [] },
    keyAt: 0,
  };
}

/** Reads rows with their number as the first key, then one of each set of columns. */
function reading({ runs, signal, onProgress }: CompareOptions) {
  let count = 0;
  return async (
    { run, manifest: { spec } }: ComparedRun,
    side: 'a' | 'b',
    sets: readonly (readonly SharedColumn[])[],
  ): Promise<ComparedRow[]> => {
    const rows: ComparedRow[] = [];
    for await (const stored of runs.rows(run, signal)) {
      const line = rows.length + 1;
      const number = String(stored.details?.row ?? line);
      const keys = [number, ...sets.map((set) => sharedKey(stored.result, set, side))];
      rows.push(comparedRow(stored, line, { spec, keys }));
      count += 1;
      onProgress?.(count);
    }
    return rows;
  };
}

function mustShareDataset(a: RunManifest, b: RunManifest): void {
  if (a.dataset.sha256 !== undefined && a.dataset.sha256 === b.dataset.sha256) return;
  const message = `${a.name} and ${b.name} are not known to be of the same dataset, so their row numbers say nothing; pair them by content.`;
  throw new UserError('usage', message);
}

function scaleOf({ spec }: RunManifest): { readonly min: number; readonly max: number } {
  return spec.type === 'score' ? { min: spec.min_score, max: spec.max_score } : { min: 0, max: 1 };
}

function countChanges(pairs: readonly ComparedPair[]): Comparison['counts'] {
  const counts: Record<Change, number> = {
    fixed: 0,
    broken: 0,
    up: 0,
    down: 0,
    to_a: 0,
    to_b: 0,
    same: 0,
    no_verdict: 0,
  };
  for (const { change } of pairs) counts[change] += 1;
  return counts;
}

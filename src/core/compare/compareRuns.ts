import { t } from '../../l10n/t.js';
import { importedVerdictColumns } from '../runs/importedVerdictColumns.js';
import type { RunManifest } from '../runs/manifest.js';
import { UserError } from '../userError.js';
import type { ComparedRun, Comparison, PairTable } from './comparison.js';
import { DIGEST_WORDS } from './contentDigest.js';
import { ALL_CHANGES, CHANGES, changeOf, measureOf, positionsOf } from './pairedChange.js';
import type { Change, Measure } from './pairedChange.js';
import { pairedFigures } from './pairedFigures.js';
import { datasetColumns } from './pairingColumns.js';
import { pairByContent, pairByRow } from './pairRuns.js';
import type { Pairing, PairingOptions } from './pairRuns.js';
import { tableRow } from './rowTable.js';
import { runCautions } from './runCautions.js';

export interface CompareOptions extends PairingOptions {
  /** `row`: by row number, for runs of the very same dataset alone. By content unless told. */
  readonly pair?: 'content' | 'row';
}

/** Rows that are looked at to learn a run's columns. */
const SAMPLE = 200;

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
    const message = t(
      "{0} is of type {1} and {2} of type {3}: their verdicts can't be held against each other; choose two runs of one type.",
      a.manifest.name,
      a.manifest.type,
      b.manifest.name,
      b.manifest.type,
    );
    throw new UserError('usage', message);
  }
  if (options.pair === 'row') mustShareDataset(a.manifest, b.manifest);
  const columns = {
    a: await sampleColumns(a, options),
    b: await sampleColumns(b, options),
  };
  const pairing =
    options.pair === 'row'
      ? await pairByRow({ a, b }, options)
      : await pairByContent({ a, b }, columns, options);
  await options.rest?.();
  const { rows, paired, pairedBy } = pairing;
  const positions = positionsOfPairs(pairing, measure);
  const pairs = pairTable(pairing, positions, measure);
  await options.rest?.();
  const { changed, relabelled } = changedPlaces({ rows, pairs, measure }, positions);
  await options.rest?.();
  const figures = pairedFigures(judgedOf(positions), measure, scaleOf(b.manifest));
  return {
    measure,
    pairedBy,
    rows,
    pairs,
    changed,
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
    relabelled,
    cautions: runCautions(a.manifest, b.manifest, measure),
    columns,
  };
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

function mustShareDataset(a: RunManifest, b: RunManifest): void {
  if (a.dataset.sha256 !== undefined && a.dataset.sha256 === b.dataset.sha256) return;
  const message = t(
    '{0} and {1} are not known to be of the same dataset, so their row numbers say nothing; pair them by content.',
    a.name,
    b.name,
  );
  throw new UserError('usage', message);
}

/** Of both rows of each pair. */
interface Positions {
  readonly a: Float64Array;
  readonly b: Float64Array;
}

function positionsOfPairs({ rows, paired }: Pairing, measure: Measure): Positions {
  const [ofA, ofB] = [positionsOf(rows.a, measure), positionsOf(rows.b, measure)];
  return {
    a: Float64Array.from(paired.a, (row) => ofA[row] ?? NaN),
    b: Float64Array.from(paired.b, (row) => ofB[row] ?? NaN),
  };
}

function judgedOf({ a, b }: Positions): Positions {
  const isJudged = (_: number, pair: number) => !Number.isNaN((a[pair] ?? NaN) + (b[pair] ?? NaN));
  return { a: a.filter(isJudged), b: b.filter(isJudged) };
}

function pairTable({ paired, keys }: Pairing, { a, b }: Positions, measure: Measure): PairTable {
  const { length } = paired.a;
  const changes = new Uint8Array(length).map((_, pair) =>
    ALL_CHANGES.indexOf(changeOf((b[pair] ?? NaN) - (a[pair] ?? NaN), measure)),
  );
  const ofPairs = keys && new Uint32Array(DIGEST_WORDS * length);
  paired.b.forEach((row, pair) => {
    for (let word = 0; ofPairs && word < DIGEST_WORDS; word += 1) {
      ofPairs[DIGEST_WORDS * pair + word] = keys[DIGEST_WORDS * row + word] ?? 0;
    }
  });
  return { length, a: paired.a, b: paired.b, changes, keys: ofPairs };
}

/** See `Comparison.changed`; and how many of them are on the same side of passing. */
function changedPlaces(
  { rows, pairs, measure }: Pick<Comparison, 'rows' | 'pairs' | 'measure'>,
  { a, b }: Positions,
): { readonly changed: Uint32Array; readonly relabelled: number } {
  const places = (change: Change): number[] => {
    const wanted = ALL_CHANGES.indexOf(change);
    const found: number[] = [];
    pairs.changes.forEach((each, pair) => {
      if (each === wanted) found.push(pair);
    });
    return found;
  };
  const size = (pair: number) => Math.abs((b[pair] ?? 0) - (a[pair] ?? 0));
  // Pairs are by the dataset, and pairs of one size stay so.
  const bySize = (found: number[]) => found.sort((one, other) => size(other) - size(one));
  const verdict = (side: 'a' | 'b', pair: number) =>
    tableRow(rows[side], pairs[side][pair] ?? 0).verdict;
  const [better, worse] = CHANGES[measure];
  const relabelled = places('same').filter((pair) => verdict('a', pair) !== verdict('b', pair));
  return {
    changed: Uint32Array.from([...bySize(places(worse)), ...bySize(places(better)), ...relabelled]),
    relabelled: relabelled.length,
  };
}

function scaleOf({ spec }: RunManifest): { readonly min: number; readonly max: number } {
  return spec.type === 'score' ? { min: spec.min_score, max: spec.max_score } : { min: 0, max: 1 };
}

function countChanges({ changes }: PairTable): Comparison['counts'] {
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
  for (const change of changes) counts[ALL_CHANGES[change] ?? 'same'] += 1;
  return counts;
}

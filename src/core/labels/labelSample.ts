import type { SamplePlan } from './labelRecord.js';
import { isInDoubt, isJudged } from './labelRow.js';
import type { LabelRow } from './labelRow.js';
import { seededUniform } from './seededOrder.js';

/** Rows that are sampled alike: those in doubt, and the rest; under the other plans all are one. */
type Stratum = 'doubt' | 'rest' | 'all';

interface SampledRow {
  readonly row: LabelRow;
  readonly stratum: Stratum;
}

interface SampleOptions {
  readonly plan: SamplePlan;
  readonly seed: number;
  /** Plan `filtered`: names (`LabelRow.id`) of the rows of the filter. */
  readonly filtered?: ReadonlySet<number>;
  /** Names of rows that this rater has labelled already: they come last. */
  readonly labelled?: ReadonlySet<number>;
}

/**
 * The rows in the order in which a person is shown them. The first n are the sample of n, so that more
 * can be drawn later.
 *
 * - `random`: rows with a verdict, by chance alone.
 * - `whereItMatters`: in turns one that is in doubt and one of the rest, by chance within each, as
 *   long as there are both.
 * - `filtered`: by chance among the rows of the filter that hold a response, with a verdict or without.
 */
export function labelSample(rows: readonly LabelRow[], options: SampleOptions): SampledRow[] {
  const drawn = ordered(rows, options);
  const { labelled } = options;
  if (!labelled || labelled.size === 0) return drawn;
  const isLabelled = ({ row }: SampledRow) => labelled.has(row.id);
  return [...drawn.filter((one) => !isLabelled(one)), ...drawn.filter(isLabelled)];
}

function ordered(rows: readonly LabelRow[], { plan, seed, filtered }: SampleOptions): SampledRow[] {
  const byChance = (some: readonly LabelRow[], stratum: Stratum): SampledRow[] =>
    some
      .map((row) => ({ row, chance: seededUniform(seed, row.id, 'sample') }))
      .sort((a, b) => a.chance - b.chance || a.row.id - b.row.id)
      .map(({ row }) => ({ row, stratum }));
  switch (plan) {
    case 'random':
      return byChance(rows.filter(isJudged), 'all');
    case 'filtered':
      return byChance(
        rows.filter(({ id, outcome }) => filtered?.has(id) && outcome !== 'generation_error'),
        'all',
      );
    case 'whereItMatters': {
      const judged = rows.filter(isJudged);
      const doubt = byChance(judged.filter(isInDoubt), 'doubt');
      const rest = byChance(
        judged.filter((row) => !isInDoubt(row)),
        'rest',
      );
      const longer = Math.max(doubt.length, rest.length);
      return Array.from({ length: longer }, (_, at) => [doubt[at], rest[at]])
        .flat()
        .filter((one) => one !== undefined);
    }
  }
}

/**
 * The weight of each of the first `count` rows of a sample: rows of its stratum over those of them in
 * the sample, which is one over the chance to be in it (Horvitz and Thompson 1952). 1 for `random`,
 * where it is the same for all, and for `filtered`, which stands for no other rows.
 */
export function sampleWeights(
  sample: readonly SampledRow[],
  count: number,
): (row: SampledRow) => number {
  const all = countStrata(sample);
  const taken = countStrata(sample.slice(0, count));
  return ({ stratum }) =>
    stratum === 'all' || taken[stratum] === 0 ? 1 : all[stratum] / taken[stratum];
}

function countStrata(rows: readonly SampledRow[]): Record<Stratum, number> {
  const counts = { doubt: 0, rest: 0, all: 0 };
  for (const { stratum } of rows) counts[stratum] += 1;
  return counts;
}

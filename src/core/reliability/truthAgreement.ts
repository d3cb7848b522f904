import type { Estimate } from '../runs/manifest.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { confusionMatrix } from '../stats/confusion.js';
import type { Confusion } from '../stats/confusion.js';
import { meanEstimate } from '../stats/intervals.js';
import { addToMoments, emptyMoments } from '../stats/moments.js';
import { kendallTau, spearman } from '../stats/rankCorrelation.js';
import { growRowList } from './rowList.js';
import type { GrowingRowList, RowList } from './rowList.js';
import type { TruthColumn, TruthColumns } from './truthColumns.js';
import { truthMeaning } from './truthMeaning.js';
import type { TruthKind } from './truthMeaning.js';

/** Which column holds the truth, and where that isn't plain, what its values mean. */
export interface TruthChoice {
  readonly column: string;
  /** Value → label, `pass`, `fail`, `A`, `B`, `Tie`; an empty text leaves the value out. */
  readonly map?: ReadonlyMap<string, string>;
}

/** How far the judge agrees with a column of the dataset that holds the truth. */
export interface TruthAgreement {
  readonly column: string;
  readonly kind: TruthKind;
  /** What values can mean; empty for numbers. */
  readonly targets: readonly string[];
  /** The values by frequency, the first of them where they are many, and what each was taken for. */
  readonly values: readonly {
    readonly value: string;
    readonly count: number;
    readonly means: string | null;
  }[];
  /** Evaluated rows that have a truth; all figures are over them. */
  readonly rows: number;
  /** Evaluated rows without a value, and those whose value has no meaning. */
  readonly without_value: number;
  readonly without_meaning: number;
  /**
   * Truth against verdict: labels, choices, or pass and fail; of numbers, which side of the pass
   * threshold both stand on.
   */
  readonly confusion: Confusion;
  /** Numbers alone. */
  readonly scores: {
    readonly spearman: (Estimate & { readonly p_value: number }) | null;
    readonly kendall: (Estimate & { readonly p_value: number }) | null;
    /** Mean of |score − truth|; Student's t. */
    readonly mean_absolute_error: Estimate | null;
  } | null;
  /** Rows by cell of the confusion matrix, in its order. */
  readonly cells: readonly (readonly RowList[])[];
  /** Rows outside the diagonal; of numbers, those whose score isn't the truth, the farthest first. */
  readonly differing: RowList;
  /** Of labels, first those where one passes and the other doesn't; of numbers the farthest; 100 at most. */
  readonly differences: readonly TruthDifference[];
}

/** A row whose verdict isn't the truth. */
interface TruthDifference {
  readonly id: number;
  readonly truth: string;
  readonly verdict: string;
}

/** Differences kept with their words; more than anybody reads first. */
const MOST_DIFFERENCES = 100;
const MOST_VALUES_TOLD = 40;

/** Undefined where the rows have no such column. */
export function truthAgreement(
  spec: ResolvedSpec,
  table: TruthColumns,
  { column, map }: TruthChoice,
): TruthAgreement | undefined {
  const found = table.columns.get(column);
  if (!found) return undefined;
  const meaning = truthMeaning(spec, found.values, map);
  const { kind, meanings } = meaning;
  const labels = kind === 'number' ? ['pass', 'fail'] : meaning.targets;
  const counts = found.values.map(() => 0);
  const pairs: [string, string][] = [];
  const scored: { readonly id: number; readonly truth: number; readonly score: number }[] = [];
  const cells = labels.map(() => labels.map(growRowList));
  const differing = growRowList();
  /** Where one of both passes and the other does not, and the rest. */
  const differences: TruthDifference[] = [];
  const within: TruthDifference[] = [];
  let withoutValue = 0;
  let withoutMeaning = 0;

  table.ids.forEach((id, index) => {
    const code = found.codes[index] ?? -1;
    const value = found.values[code];
    if (value === undefined) {
      withoutValue += 1;
      return;
    }
    counts[code] = (counts[code] ?? 0) + 1;
    const means = meanings.get(value);
    const given = table.verdicts[index];
    if (means === undefined || given === undefined) {
      withoutMeaning += 1;
      return;
    }
    const truth = kind === 'number' ? passOrFail(spec, Number(means)) : means;
    const verdict = kind === 'pass' || kind === 'number' ? passOrFail(spec, given) : String(given);
    pairs.push([truth, verdict]);
    cells[labels.indexOf(truth)]?.[labels.indexOf(verdict)]?.add(id);
    if (kind === 'number') {
      scored.push({ id, truth: Number(means), score: Number(given) });
    } else if (truth !== verdict) {
      differing.add(id);
      const isGrave = kind !== 'label' || passOrFail(spec, truth) !== passOrFail(spec, verdict);
      const list = isGrave ? differences : within;
      if (list.length < MOST_DIFFERENCES) {
        list.push({ id, truth: value, verdict: String(given) });
      }
    }
  });
  const told = [...differences, ...within].slice(0, MOST_DIFFERENCES);
  const far = kind === 'number' ? farScores(scored) : { differing, differences: told };
  return {
    column,
    kind,
    targets: meaning.targets,
    values: toldValues(found, counts, meanings),
    rows: pairs.length,
    without_value: withoutValue,
    without_meaning: withoutMeaning,
    confusion: confusionMatrix(pairs, labels),
    scores: kind === 'number' ? scoreAgreement(scored) : null,
    cells: cells.map((row) => row.map((cell) => cell.current())),
    differing: far.differing.current(),
    differences: far.differences,
  };
}

function passOrFail(spec: ResolvedSpec, verdict: string | number): 'pass' | 'fail' {
  const passes =
    spec.type === 'score'
      ? Number(verdict) >= spec.pass_threshold
      : spec.type === 'classify' && spec.pass_labels.includes(String(verdict));
  return passes ? 'pass' : 'fail';
}

function toldValues(
  { values }: TruthColumn,
  counts: readonly number[],
  meanings: ReadonlyMap<string, string>,
): TruthAgreement['values'] {
  return values
    .map((value, index) => ({
      value,
      count: counts[index] ?? 0,
      means: meanings.get(value) ?? null,
    }))
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_VALUES_TOLD);
}

type Scored = readonly { readonly id: number; readonly truth: number; readonly score: number }[];

function scoreAgreement(scored: Scored): NonNullable<TruthAgreement['scores']> {
  const truths = scored.map(({ truth }) => truth);
  const scores = scored.map(({ score }) => score);
  const errors = scored.map(({ truth, score }) => Math.abs(score - truth));
  // One row tells nothing of the spread.
  const range = { min: 0, max: errors[0] ?? 0 };
  return {
    spearman: spearman(truths, scores),
    kendall: kendallTau(truths, scores),
    mean_absolute_error: meanEstimate(errors.reduce(addToMoments, emptyMoments()), range),
  };
}

function farScores(scored: Scored): {
  readonly differing: GrowingRowList;
  readonly differences: readonly TruthDifference[];
} {
  const differing = growRowList();
  const sorted = scored
    .filter(({ truth, score }) => truth !== score)
    .sort((a, b) => Math.abs(b.score - b.truth) - Math.abs(a.score - a.truth));
  for (const { id } of sorted) differing.add(id);
  const differences = sorted
    .slice(0, MOST_DIFFERENCES)
    .map(({ id, truth, score }) => ({ id, truth: String(truth), verdict: String(score) }));
  return { differing, differences };
}

import { t } from '../../l10n/t.js';
import { grouped } from '../stats/figures.js';
import type { Estimate } from '../runs/manifest.js';
import { fisherExact } from '../stats/fisherExact.js';
import { holm } from '../stats/holm.js';
import { meanEstimate, wilsonEstimate } from '../stats/intervals.js';
import { addToMoments, emptyMoments } from '../stats/moments.js';
import type { Moments } from '../stats/moments.js';
import { shareDifference } from '../stats/shareDifference.js';
import type { Share } from '../stats/shareDifference.js';
import { rowGroups } from './rowGroups.js';
import type { RowGroup } from './rowGroups.js';
import { sliceSentence } from './sliceSentence.js';
import { isEvaluated } from './sliceTable.js';
import type { ColumnOrigin, SliceTable } from './sliceTable.js';

export interface SliceGroup extends RowGroup {
  readonly n: number;
  readonly evaluated: number;
  /** Rows that pass, for compare those that A wins. */
  readonly passed: number;
  /** `passed` of `evaluated`, Wilson; null where none is evaluated. */
  readonly rate: Estimate | null;
  /** Score: the mean of the evaluated rows, Student's t. */
  readonly mean?: Estimate | null;
  /** The rate of all other rows, and this group's minus it (Newcombe 1998, method 10). */
  readonly rest: Estimate | null;
  readonly difference: Estimate | null;
  /** Fisher's exact test of that difference; null where nothing can be tested. */
  readonly p_value: number | null;
  /** Corrected for the groups that are compared (Holm 1979). */
  readonly p_adjusted: number | null;
}

export interface Slices {
  readonly column: string;
  readonly origin: ColumnOrigin;
  readonly groups: readonly SliceGroup[];
  /** Of all rows, what `rate` is of each group. */
  readonly overall: Estimate | null;
  /** Comparisons that p values are corrected for. */
  readonly compared: number;
  /** What follows, one sentence with a full stop. */
  readonly sentence: string;
  /** What to know of so many comparisons. */
  readonly warning: string | null;
}

/** From as many comparisons on, one that seems to differ by chance is no surprise. */
const MANY = 5;

/**
 * How the groups of a column fare: each against all other rows. Null where rows can't be grouped by
 * the column, and where there is no such column.
 */
export function sliceRows(table: SliceTable, name: string): Slices | null {
  const column = table.columns.find((each) => each.name === name);
  const parts = column && rowGroups(column, table);
  if (!parts) return null;
  const counts = parts.groups.map(() => emptyCount());
  table.outcomes.forEach((outcome, row) => {
    const count = counts[parts.groupOf[row] ?? 0];
    if (!count) return;
    count.n += 1;
    if (!isEvaluated(outcome)) return;
    count.evaluated += 1;
    if (outcome === 'passed' || outcome === 'a') count.passed += 1;
    if (table.spec.type === 'score')
      count.scores = addToMoments(count.scores, table.scores[row] ?? 0);
  });
  const all: Share = { k: sum(counts, 'passed'), n: sum(counts, 'evaluated') };
  const pValues = counts.map((count) => testAgainstRest(count, all));
  const { adjusted, compared } = corrected(pValues);
  const groups = parts.groups.map((group, place): SliceGroup => {
    const count = counts[place] ?? emptyCount();
    const own = { k: count.passed, n: count.evaluated };
    const rest = { k: all.k - own.k, n: all.n - own.n };
    return {
      ...group,
      n: count.n,
      evaluated: count.evaluated,
      passed: count.passed,
      rate: wilsonEstimate(own.k, own.n),
      ...(table.spec.type === 'score' && { mean: meanOf(count.scores, table.spec) }),
      rest: wilsonEstimate(rest.k, rest.n),
      difference: shareDifference(own, rest),
      p_value: pValues[place] ?? null,
      p_adjusted: adjusted[place] ?? null,
    };
  });
  const slices = {
    column: name,
    origin: column.origin,
    groups,
    overall: wilsonEstimate(all.k, all.n),
    compared,
  };
  return {
    ...slices,
    sentence: sliceSentence(slices, table.spec.type),
    warning: column.origin === 'verdict' || compared < MANY ? null : manyWarning(compared),
  };
}

interface Count {
  n: number;
  evaluated: number;
  passed: number;
  scores: Moments;
}

function emptyCount(): Count {
  return { n: 0, evaluated: 0, passed: 0, scores: emptyMoments() };
}

function sum(counts: readonly Count[], key: 'passed' | 'evaluated'): number {
  return counts.reduce((total, count) => total + count[key], 0);
}

function meanOf(
  scores: Moments,
  { min_score: min, max_score: max }: { readonly min_score: number; readonly max_score: number },
): Estimate | null {
  return meanEstimate(scores, { min, max });
}

function testAgainstRest({ passed, evaluated }: Count, all: Share): number | null {
  return fisherExact({ k: passed, n: evaluated }, { k: all.k - passed, n: all.n - evaluated })
    .p_value;
}

/** Two groups against each other are one comparison, seen from both sides. */
function corrected(pValues: readonly (number | null)[]): {
  readonly adjusted: readonly (number | null)[];
  readonly compared: number;
} {
  const given = pValues.filter((p) => p !== null);
  if (given.length <= 2) return { adjusted: pValues, compared: Math.min(1, given.length) };
  const byOrder = holm(given);
  let next = 0;
  const adjusted = pValues.map((p) => (p === null ? null : (byOrder[next++] ?? null)));
  return { adjusted, compared: given.length };
}

function manyWarning(compared: number): string {
  return t(
    'One of 20 comparisons seems to differ at p < 0.05 by chance alone. The p values here are corrected for the {0} groups (Holm), but not for trying one column after another.',
    grouped(compared),
  );
}

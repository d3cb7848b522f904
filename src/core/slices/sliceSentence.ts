import type { EvaluationType } from '../spec/evalSpec.js';
import { grouped, percent } from '../stats/figures.js';
import type { SliceGroup, Slices } from './sliceRows.js';

const CLEAR = 0.05;
/** Further groups that differ are counted. */
const MOST_NAMED = 3;

/** What the groups of a column say, with a full stop. Claims no more than the corrected p values do. */
export function sliceSentence(
  { column, origin, groups, compared }: Omit<Slices, 'sentence' | 'warning'>,
  type: EvaluationType,
): string {
  if (groups.every(({ evaluated }) => evaluated === 0)) return 'No row has a verdict.';
  if (origin === 'verdict') {
    return `${column} is part of the verdict: its groups say how rows were judged, not where they differ.`;
  }
  if (groups.length === 1) return 'All rows are in one group: there is nothing to compare.';
  if (compared === 0) {
    return groups.filter(({ evaluated }) => evaluated > 0).length === 1
      ? 'One group alone has verdicts: there is nothing to compare.'
      : 'All groups are judged alike: there is nothing to test.';
  }
  const correction = compared === 1 ? '' : `, Holm-corrected`;
  const clear = groups
    .filter(({ p_adjusted: p }) => p !== null && p < CLEAR)
    .sort(
      (a, b) => (a.p_adjusted ?? 1) - (b.p_adjusted ?? 1) || (a.p_value ?? 1) - (b.p_value ?? 1),
    );
  const [first] = clear;
  if (!first) {
    return compared === 1
      ? 'The two groups do not differ clearly.'
      : `No group differs clearly from the rest (${grouped(compared)} groups compared${correction}).`;
  }
  // Of two groups, the one that fares worse says it all.
  if (compared === 1) return `${clause(column, worseFirst(clear) ?? first, type)}.`;
  if (clear.length === 1) {
    return `${clause(column, first, type)} (${grouped(compared)} groups compared${correction}).`;
  }
  const named = clear.slice(0, MOST_NAMED).map((group) => clause(column, group, type));
  const more = clear.length - named.length;
  return (
    `${grouped(clear.length)} of ${grouped(compared)} groups differ clearly from the rest ` +
    `(Holm-corrected): ${named.join('; ')}${more > 0 ? `; and ${grouped(more)} more` : ''}.`
  );
}

function worseFirst(groups: readonly SliceGroup[]): SliceGroup | undefined {
  return groups.find(({ difference }) => (difference?.value ?? 0) < 0);
}

/** `category = math passes less often than the rest: 61.2 % against 84.0 %` */
function clause(column: string, group: SliceGroup, type: EvaluationType): string {
  const isLess = (group.difference?.value ?? 0) < 0;
  const often = isLess ? 'less often' : 'more often';
  const [own, rest] = [percent(group.rate?.value ?? 0), percent(group.rest?.value ?? 0)];
  const figures = `${own} % against ${rest} %`;
  const name = `${column} ${groupWords(group)}`;
  return type === 'compare'
    ? `A wins ${often} where ${name} than in the rest: ${figures}`
    : `${name} passes ${often} than the rest: ${figures}`;
}

function groupWords({ kind, label }: SliceGroup): string {
  switch (kind) {
    case 'value':
      return `= ${label}`;
    case 'range':
      return `from ${label}`;
    case 'other':
      return `= one of ${label}`;
    case 'empty':
      return 'empty';
  }
}

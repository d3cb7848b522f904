import { t } from '../../l10n/t.js';
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
  if (groups.every(({ evaluated }) => evaluated === 0)) return t('No row has a verdict.');
  if (origin === 'verdict') {
    return t(
      '{0} is part of the verdict: its groups say how rows were judged, not where they differ.',
      column,
    );
  }
  if (groups.length === 1) return t('All rows are in one group: there is nothing to compare.');
  if (compared === 0) {
    return groups.filter(({ evaluated }) => evaluated > 0).length === 1
      ? t('One group alone has verdicts: there is nothing to compare.')
      : t('All groups are judged alike: there is nothing to test.');
  }
  const clear = groups
    .filter(({ p_adjusted: p }) => p !== null && p < CLEAR)
    .sort(
      (a, b) => (a.p_adjusted ?? 1) - (b.p_adjusted ?? 1) || (a.p_value ?? 1) - (b.p_value ?? 1),
    );
  const [first] = clear;
  if (!first) {
    return compared === 1
      ? t('The two groups do not differ clearly.')
      : t(
          'No group differs clearly from the rest ({0} groups compared, Holm-corrected).',
          grouped(compared),
        );
  }
  // Of two groups, the one that fares worse says it all.
  if (compared === 1) return `${clause(column, worseFirst(clear) ?? first, type)}.`;
  if (clear.length === 1) {
    return t(
      '{0} ({1} groups compared, Holm-corrected).',
      clause(column, first, type),
      grouped(compared),
    );
  }
  const named = clear.slice(0, MOST_NAMED).map((group) => clause(column, group, type));
  const more = clear.length - named.length;
  const list = named.join('; ');
  return t(
    '{0} of {1} groups differ clearly from the rest (Holm-corrected): {2}.',
    grouped(clear.length),
    grouped(compared),
    more > 0 ? t('{0}; and {1} more', list, grouped(more)) : list,
  );
}

function worseFirst(groups: readonly SliceGroup[]): SliceGroup | undefined {
  return groups.find(({ difference }) => (difference?.value ?? 0) < 0);
}

/** `category = math passes less often than the rest: 61.2 % against 84.0 %` */
function clause(column: string, group: SliceGroup, type: EvaluationType): string {
  const isLess = (group.difference?.value ?? 0) < 0;
  const [own, rest] = [percent(group.rate?.value ?? 0), percent(group.rest?.value ?? 0)];
  const figures = t('{0} % against {1} %', own, rest);
  const name = `${column} ${groupWords(group)}`;
  if (type === 'compare') {
    return isLess
      ? t('A wins less often where {0} than in the rest: {1}', name, figures)
      : t('A wins more often where {0} than in the rest: {1}', name, figures);
  }
  return isLess
    ? t('{0} passes less often than the rest: {1}', name, figures)
    : t('{0} passes more often than the rest: {1}', name, figures);
}

function groupWords({ kind, label }: SliceGroup): string {
  switch (kind) {
    case 'value':
      return `= ${label}`;
    case 'range':
      return t('from {0}', label);
    case 'other':
      return t('= one of {0}', label);
    case 'empty':
      return t('empty');
  }
}

import { isJudgedTwice } from '../../../core/judging/chatRequests.js';
import { repeatsOf } from '../../../core/judging/repeatedVerdict.js';
import type { RowsState } from '../../../core/rows/openRows.js';
import type { ResolvedSpec } from '../../../core/spec/evalSpec.js';
import { t } from '../../../l10n/t.js';
import type { ResultsView, TallyView } from '../../../shared/protocol.js';
import { failureCauses } from '../failureCauses.js';

type Counts = RowsState['counts'];

/** The chips above the table: how rows ended. */
export function filterChips(spec: ResolvedSpec, counts: Counts): TallyView[] {
  const chips: Omit<TallyView, 'count'>[] =
    spec.type === 'compare'
      ? [
          { id: 'a', label: t('A wins'), tone: 'a' },
          { id: 'b', label: t('B wins'), tone: 'b' },
          { id: 'tie', label: t('Ties'), tone: 'neutral' },
          ...(isJudgedTwice(spec)
            ? [{ id: 'disagree', label: t('Orders disagree'), tone: 'warn' as const }]
            : []),
        ]
      : [
          { id: 'passed', label: t('Passed'), tone: 'pass' },
          { id: 'failed', label: t('Failed'), tone: 'fail' },
        ];
  if (repeatsOf(spec) > 1) {
    chips.push({ id: 'disputed', label: t('Judgements differ'), tone: 'warn' });
  }
  chips.push(
    { id: 'invalid', label: t('Invalid'), tone: 'warn' },
    { id: 'judge_error', label: t('Judge errors'), tone: 'error' },
    { id: 'generation_error', label: t('Generation errors'), tone: 'error' },
  );
  const counted = chips.map((chip) => ({ ...chip, count: counts[chip.id] ?? 0 }));
  // The sum of the rows says that nothing failed: chips for it would only take the room.
  return counted.filter(({ count, tone }) => count > 0 || (tone !== 'warn' && tone !== 'error'));
}

/** What the menu of filters offers beside the chips. */
export function moreFilters(spec: ResolvedSpec, counts: Counts): ResultsView['moreFilters'] {
  const labels: TallyView[] =
    spec.type !== 'classify'
      ? []
      : spec.labels.map((label) => ({
          id: `label:${label.trim()}`,
          label,
          tone: spec.pass_labels.includes(label) ? 'pass' : 'fail',
          count: counts[`label:${label.trim()}`] ?? 0,
        }));
  const people: TallyView[] = [
    {
      id: 'human:differs',
      label: t('People and judge differ'),
      tone: 'warn',
      count: counts['human:differs'] ?? 0,
    },
    {
      id: 'human:agrees',
      label: t('People and judge agree'),
      tone: 'neutral',
      count: counts['human:agrees'] ?? 0,
    },
  ];
  const errors = failureCauses(counts).map((cause) => ({ ...cause, label: capital(cause.label) }));
  return [
    { title: t('Label'), filters: labels },
    { title: t('People and judge'), filters: people.filter(({ count }) => count > 0) },
    { title: t('What went wrong'), filters: errors },
  ].filter(({ filters }) => filters.length > 0);
}

/** Columns that a condition can name: those of the file first. */
export function conditionColumns({
  columns,
  derived,
}: Pick<RowsState, 'columns' | 'derived'>): ResultsView['conditionColumns'] {
  const inFile = new Set(columns.map(({ name }) => name));
  return [
    ...columns.map(({ name }) => ({ name, about: null })),
    ...derived.map(({ name, about }) => ({ name: inFile.has(name) ? `@${name}` : name, about })),
  ];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

import { isJudgedTwice } from '../../../core/judging/chatRequests.js';
import { repeatsOf } from '../../../core/judging/repeatedVerdict.js';
import type { RowsState } from '../../../core/rows/openRows.js';
import type { ResolvedSpec } from '../../../core/spec/evalSpec.js';
import type { ResultsView, TallyView } from '../../../shared/protocol.js';
import { failureCauses } from '../failureCauses.js';

type Counts = RowsState['counts'];

/** The chips above the table: how rows ended. */
export function filterChips(spec: ResolvedSpec, counts: Counts): TallyView[] {
  const chips: Omit<TallyView, 'count'>[] =
    spec.type === 'compare'
      ? [
          { id: 'a', label: 'A wins', tone: 'a' },
          { id: 'b', label: 'B wins', tone: 'b' },
          { id: 'tie', label: 'Ties', tone: 'neutral' },
          ...(isJudgedTwice(spec)
            ? [{ id: 'disagree', label: 'Orders disagree', tone: 'warn' as const }]
            : []),
        ]
      : [
          { id: 'passed', label: 'Passed', tone: 'pass' },
          { id: 'failed', label: 'Failed', tone: 'fail' },
        ];
  if (repeatsOf(spec) > 1) {
    chips.push({ id: 'disputed', label: 'Judgements differ', tone: 'warn' });
  }
  chips.push(
    { id: 'invalid', label: 'Invalid', tone: 'warn' },
    { id: 'judge_error', label: 'Judge errors', tone: 'error' },
    { id: 'generation_error', label: 'Generation errors', tone: 'error' },
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
      label: 'People and judge differ',
      tone: 'warn',
      count: counts['human:differs'] ?? 0,
    },
    {
      id: 'human:agrees',
      label: 'People and judge agree',
      tone: 'neutral',
      count: counts['human:agrees'] ?? 0,
    },
  ];
  const errors = failureCauses(counts).map((cause) => ({ ...cause, label: capital(cause.label) }));
  return [
    { title: 'Label', filters: labels },
    { title: 'People and judge', filters: people.filter(({ count }) => count > 0) },
    { title: 'What went wrong', filters: errors },
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

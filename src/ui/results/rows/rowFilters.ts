import { isJudgedTwice } from '../../../core/judging/chatRequests.js';
import { repeatsOf } from '../../../core/judging/repeatedVerdict.js';
import type { RowsState } from '../../../core/rows/openRows.js';
import { ERROR_KINDS } from '../../../core/rows/rowFacts.js';
import type { ErrorKind } from '../../../core/rows/rowFacts.js';
import type { ResolvedSpec } from '../../../core/spec/evalSpec.js';
import { responders } from '../../../core/spec/responders.js';
import type { ResultsView, TallyView } from '../../../shared/protocol.js';

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
  // Where responses are columns of the dataset, nothing is generated that could fail.
  const generates = responders(spec).some(([, responder]) => typeof responder !== 'string');
  return counted.filter(({ id, count }) => generates || count > 0 || id !== 'generation_error');
}

const ERROR_LABELS: Readonly<Record<ErrorKind, string>> = {
  input: 'Could not be asked',
  request: 'Refused by the endpoint',
  endpoint: 'Endpoint failed',
  timeout: 'Timed out',
  refusal: 'Model refused',
  truncated: 'Cut off at max_tokens',
  unreadable: 'Verdict can’t be read',
  not_allowed: 'Verdict not offered',
  other: 'Cause not recorded',
};

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
  const errors = ERROR_KINDS.map((kind): TallyView => ({
    id: `error:${kind}`,
    label: ERROR_LABELS[kind],
    tone: 'error',
    count: counts[`error:${kind}`] ?? 0,
  })).filter(({ count }) => count > 0);
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

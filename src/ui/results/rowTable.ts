import { isJudgedTwice } from '../../core/judging/chatRequests.js';
import { repeatsOf } from '../../core/judging/repeatedVerdict.js';
import { asScore } from '../../core/judging/verdictValues.js';
import type { RowOutcome } from '../../core/runs/resultRow.js';
import type { ResolvedSpec } from '../../core/spec/evalSpec.js';
import { responders } from '../../core/spec/responders.js';
import { specColumns } from '../../core/spec/specColumns.js';
import type { ResultRowView, RowQuery, ResultsView, TallyView } from '../../shared/protocol.js';
import { cellText } from '../webview/fieldText.js';
import { datasetValues, responsesOf, toneOf } from './judgedRow.js';
import type { JudgedRow } from './judgedRow.js';

/** Rows as the table shows them: filtered, searched, sorted, in stretches. */
export interface RowTable {
  readonly columns: ResultsView['columns'];
  matching(query: RowQuery): readonly JudgedRow[];
  view(row: JudgedRow): ResultRowView;
}

/** Compare shows two responses: there is room for one column more. */
const INPUT_COLUMNS = { classify: 2, score: 2, compare: 1 } as const;

/** `rows` stand in the order of the file. */
export function createRowTable(spec: ResolvedSpec, rows: readonly JudgedRow[]): RowTable {
  const columns = tableColumns(spec, rows[0]);
  const lists = new Map<string, readonly JudgedRow[]>();

  return {
    columns: columns.map(({ id, label, kind }) => ({ id, label, kind })),
    matching(query) {
      const key = JSON.stringify(query);
      const known = lists.get(key);
      if (known) return known;
      const list = select(rows, query);
      // One table serves one set of rows; a handful of queries is all that is asked of it.
      if (lists.size >= 8) lists.clear();
      lists.set(key, list);
      return list;
    },
    view: (row) => ({
      id: row.id,
      row: row.row,
      tone: toneOf(row.outcome),
      verdict: row.verdict,
      cells: columns.map(({ cell }) => cell(row)),
    }),
  };
}

interface TableColumn {
  readonly id: string;
  readonly label: string;
  readonly kind: 'text' | 'number';
  cell(row: JudgedRow): string;
}

/** What the judge was asked about, what was answered, why it was judged so. */
function tableColumns(spec: ResolvedSpec, first: JudgedRow | undefined): TableColumn[] {
  const own = first ? Object.keys(datasetValues(first.stored.result, spec)) : [];
  const responses = responsesOf(first?.stored.result ?? {}, spec);
  const answered = new Set(responses.map(({ responder }) => responder));
  const read = new Set(specColumns(spec));
  const used = own.filter((column) => read.has(column));
  const inputs = [...used, ...own.filter((column) => !read.has(column))]
    .filter((column) => !answered.has(column) && column !== 'image_data_urls')
    .slice(0, INPUT_COLUMNS[spec.type]);

  const ordersColumn: TableColumn = {
    id: 'orders',
    label: 'orders',
    kind: 'text',
    cell: ordersText,
  };
  const judgementsColumn: TableColumn = {
    id: 'judgements',
    label: spec.type === 'score' ? 'scores' : 'judgements',
    kind: 'text',
    cell: ({ agreement }) => agreement ?? '',
  };
  const isTwice = isJudgedTwice(spec);
  return [
    ...(repeatsOf(spec) > 1 ? [judgementsColumn] : []),
    ...(isTwice ? [ordersColumn] : []),
    ...inputs.map((column): TableColumn => ({
      id: `input ${column}`,
      label: column,
      kind: 'text',
      cell: ({ stored }) => cellText(stored.result[column]),
    })),
    ...responses.map(({ title }, index): TableColumn => ({
      id: title,
      label: title,
      kind: 'text',
      cell: ({ stored }) => cellText(responsesOf(stored.result, spec)[index]?.value),
    })),
    { id: 'feedback', label: 'feedback', kind: 'text', cell: feedbackCell },
  ];
}

/** Where one order alone could be read, it decided. */
function ordersText({ ordersAgree, outcome }: JudgedRow): string {
  if (ordersAgree !== null) return ordersAgree ? 'agree' : 'disagree';
  return outcome === 'a' || outcome === 'b' || outcome === 'tie' ? 'one only' : '';
}

function feedbackCell({ stored: { result, details } }: JudgedRow): string {
  const feedback =
    result['feedback'] ??
    result['judge_feedback_original_order'] ??
    result['judge_feedback_flipped_order'];
  return cellText(feedback ?? details?.errors?.[0]?.message);
}

function select(rows: readonly JudgedRow[], query: RowQuery): readonly JudgedRow[] {
  const words = query.search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const tests = query.filters.map(filterTest);
  const list = rows.filter(
    (row) =>
      (tests.length === 0 || tests.some((test) => test(row))) &&
      (words.length === 0 || containsAll(row, words)),
  );
  list.sort(query.sort === 'verdict' ? byVerdict : byRow);
  return query.descending ? list.reverse() : list;
}

function byRow(a: JudgedRow, b: JudgedRow): number {
  return a.row - b.row || a.line - b.line;
}

/** Numbers by size and before words. */
function byVerdict(a: JudgedRow, b: JudgedRow): number {
  const [x, y] = [Number(a.verdict), Number(b.verdict)];
  if (!Number.isNaN(x) && !Number.isNaN(y)) return x - y || byRow(a, b);
  if (Number.isNaN(x) !== Number.isNaN(y)) return Number.isNaN(x) ? 1 : -1;
  return a.verdict.localeCompare(b.verdict) || byRow(a, b);
}

/** `rows:17,23`: the rows of these ids, read once and not for each row. */
function filterTest(filter: string): (row: JudgedRow) => boolean {
  if (!filter.startsWith('rows:')) return (row) => holds(filter, row);
  const ids = new Set(filter.slice('rows:'.length).split(',').map(Number));
  return ({ id }) => ids.has(id);
}

/** Filter ids: an outcome, `disagree`, `disputed`, `error:…`, `label:…`, `score:from:to`. */
function holds(filter: string, row: JudgedRow): boolean {
  if (filter === 'disagree') return row.ordersAgree === false;
  if (filter === 'disputed') return row.isDisputed;
  if (filter.startsWith('error:')) return causesOf(row).includes(filter);
  if (filter.startsWith('label:')) {
    return isEvaluated(row.outcome) && row.verdict === filter.slice('label:'.length);
  }
  if (filter.startsWith('score:')) {
    const [from = NaN, to = NaN, last] = filter.slice('score:'.length).split(':').map(Number);
    const score = asScore(row.stored.result['score']);
    if (score === undefined || !isEvaluated(row.outcome)) return false;
    return score >= from && (score < to || (score === to && (from === to || last === 1)));
  }
  return row.outcome === filter;
}

/** Filters by what went wrong, of a row. */
function causesOf({ stored }: JudgedRow): string[] {
  const errors = stored.details?.errors ?? [];
  return [...new Set(errors.map(({ cause = 'other' }) => `error:${cause}`))];
}

/** Rows by what went wrong with them. */
export function causeCounts(rows: readonly JudgedRow[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const id of rows.flatMap(causesOf)) counts[id] = (counts[id] ?? 0) + 1;
  return counts;
}

function isEvaluated(outcome: RowOutcome): boolean {
  return outcome === 'passed' || outcome === 'failed';
}

function containsAll({ stored, verdict }: JudgedRow, words: readonly string[]): boolean {
  const texts = [verdict, ...Object.values(stored.result).map(searchable)];
  for (const { message } of stored.details?.errors ?? []) texts.push(message);
  const lower = texts.map((text) => text.toLowerCase());
  return words.every((word) => lower.some((text) => text.includes(word)));
}

function searchable(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? '');
}

/** The chips above the table. */
export function filterChips(spec: ResolvedSpec, rows: readonly JudgedRow[]): TallyView[] {
  const isTwice = isJudgedTwice(spec);
  const chips: Omit<TallyView, 'count'>[] =
    spec.type === 'compare'
      ? [
          { id: 'a', label: 'A wins', tone: 'a' },
          { id: 'b', label: 'B wins', tone: 'b' },
          { id: 'tie', label: 'Ties', tone: 'neutral' },
          ...(isTwice ? [{ id: 'disagree', label: 'Orders disagree', tone: 'warn' as const }] : []),
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
  const counted = chips.map((chip) => ({
    ...chip,
    count: rows.reduce((sum, row) => sum + (holds(chip.id, row) ? 1 : 0), 0),
  }));
  // Where responses are columns of the dataset, nothing is generated that could fail.
  const generates = responders(spec).some(([, responder]) => typeof responder !== 'string');
  return counted.filter(({ id, count }) => generates || count > 0 || id !== 'generation_error');
}

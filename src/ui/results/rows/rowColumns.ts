import { isJudgedTwice } from '../../../core/judging/chatRequests.js';
import { repeatsOf } from '../../../core/judging/repeatedVerdict.js';
import { responsesOf } from '../../../core/judging/responsesOf.js';
import type { Json } from '../../../core/json.js';
import type { FileColumn } from '../../../core/rows/openRows.js';
import type { RowOutcome } from '../../../core/runs/resultRow.js';
import type { ResolvedSpec } from '../../../core/spec/evalSpec.js';
import { specColumns } from '../../../core/spec/specColumns.js';
import { numberText, t } from '../../../l10n/t.js';
import type { ResultRowView, ResultsView } from '../../../shared/protocol.js';
import { cellText } from '../../webview/fieldText.js';
import { datasetValues, toneOf } from '../judgedRow.js';
import type { JudgedRow } from '../judgedRow.js';

type ColumnView = ResultsView['columns'][number];

export interface RowColumn extends ColumnView {
  /** What rows are sorted by: a derived column, or a column of the file behind `column `. */
  readonly sort: string;
  cell(row: JudgedRow): string;
}

/** Compare shows two responses: there is room for one column more. */
const INPUT_COLUMNS = { classify: 2, score: 2, compare: 1 } as const;
/** Nobody chooses among more than these. */
const MOST_EXTRA = 300;

/**
 * What the judge was asked about, what was answered, why it was judged so; then what else there is, as
 * extra. `file` holds the columns of the results.
 */
export function rowColumns(spec: ResolvedSpec, file: readonly FileColumn[]): RowColumn[] {
  const kinds = new Map(file.map(({ name, kind }) => [name, kind]));
  const own = Object.keys(datasetValues(Object.fromEntries(kinds), spec));
  const responses = responsesOf({}, spec);
  const answered = new Set(responses.map(({ responder }) => responder));
  const read = new Set(specColumns(spec));
  const used = own.filter((column) => read.has(column));
  const inputs = [...used, ...own.filter((column) => !read.has(column))]
    .filter((column) => !answered.has(column) && column !== 'image_data_urls')
    .slice(0, INPUT_COLUMNS[spec.type]);

  const fileColumn = (name: string): RowColumn => ({
    id: `input ${name}`,
    label: name,
    kind: kinds.get(name) === 'number' ? 'number' : 'text',
    sort: `column ${name}`,
    cell: ({ stored }) => cellText(stored.result[name]),
  });
  const shown = [
    ...(repeatsOf(spec) > 1 ? [judgementsColumn(spec)] : []),
    ...(isJudgedTwice(spec) ? [ordersColumn()] : []),
    ...inputs.map(fileColumn),
    ...responses.map(({ id, title, responder }, index): RowColumn => {
      const output = OUTPUTS[spec.type][index] ?? '';
      const isOutput = typeof responder !== 'string' || (kinds.get(output) ?? 'empty') !== 'empty';
      return {
        id,
        label: title,
        kind: 'text',
        sort: `column ${isOutput ? output : responder}`,
        cell: ({ stored }) => cellText(responsesOf(stored.result, spec)[index]?.value),
      };
    }),
    feedbackColumn(spec),
  ];
  const isShown = new Set<unknown>([...inputs, ...answered, ...SHOWN_OTHERWISE]);
  const rest = [...own, ...kinds.keys()].filter((name) => !isShown.has(name));
  const extra = [...derived(spec), ...[...new Set(rest)].slice(0, MOST_EXTRA).map(fileColumn)];
  return [...shown, ...extra.map((column) => ({ ...column, isExtra: true }))];
}

const OUTPUTS = {
  classify: ['MODEL_TO_EVALUATE_OUTPUT'],
  score: ['MODEL_TO_EVALUATE_OUTPUT'],
  compare: ['MODEL_TO_EVALUATE_OUTPUT_A', 'MODEL_TO_EVALUATE_OUTPUT_B'],
} as const;

/** Columns of the results that the table shows under other names, or says in other words. */
const SHOWN_OTHERWISE = [
  ...OUTPUTS.classify,
  ...OUTPUTS.compare,
  'evaluation_successful',
  'evaluation_status',
  'is_incomplete',
  'label',
  'score',
  'feedback',
  'final_decision',
];

const ordersColumn = (): RowColumn => ({
  id: 'orders',
  label: t('orders'),
  kind: 'text',
  sort: 'orders',
  cell: ordersText,
});

function judgementsColumn(spec: ResolvedSpec): RowColumn {
  return {
    id: 'judgements',
    label: spec.type === 'score' ? t('scores') : t('judgements'),
    kind: 'text',
    sort: 'judgements',
    cell: ({ agreement }) => agreement ?? '',
  };
}

/** Where one order alone could be read, it decided. */
function ordersText({ ordersAgree, outcome }: JudgedRow): string {
  if (ordersAgree !== null) return ordersAgree ? t('agree') : t('disagree');
  return DECIDED.has(outcome) ? t('one only') : '';
}

const DECIDED: ReadonlySet<RowOutcome> = new Set<RowOutcome>(['a', 'b', 'tie']);

function feedbackColumn(spec: ResolvedSpec): RowColumn {
  const column = spec.type === 'compare' ? 'judge_feedback_original_order' : 'feedback';
  return {
    id: 'feedback',
    label: t('feedback'),
    kind: 'text',
    sort: `column ${column}`,
    cell: ({ stored: { result, details } }) => {
      const feedback =
        result['feedback'] ??
        result['judge_feedback_original_order'] ??
        result['judge_feedback_flipped_order'];
      return cellText(feedback ?? details?.errors?.[0]?.message);
    },
  };
}

function countText(count: number | undefined): string {
  return count === undefined ? '' : numberText(count);
}

/** What no file holds. */
function derived(spec: ResolvedSpec): RowColumn[] {
  const number = (id: string, label: string, value: (row: JudgedRow) => number | undefined) => ({
    id,
    label,
    kind: 'number' as const,
    sort: id,
    cell: (row: JudgedRow) => countText(value(row)),
  });
  const length = (id: string, label: string, which: number): RowColumn =>
    number(id, label, ({ stored }) => lengthOf(responsesOf(stored.result, spec)[which]?.value));
  const lengths =
    spec.type === 'compare'
      ? [
          length('response_length_a', t('length of A'), 0),
          length('response_length_b', t('length of B'), 1),
        ]
      : [length('response_length', t('response length'), 0)];
  return [
    ...lengths,
    {
      id: 'error',
      label: t('error'),
      kind: 'text',
      sort: 'error',
      cell: ({ stored }) => cellText(stored.details?.errors?.[0]?.message),
    },
    number('duration_ms', t('duration in ms'), ({ stored }) => stored.details?.duration_ms),
    number('tokens', t('tokens'), ({ stored: { details } }) =>
      details?.usage ? details.usage.prompt_tokens + details.usage.completion_tokens : undefined,
    ),
  ];
}

function lengthOf(value: Json | undefined): number | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value.length : JSON.stringify(value).length;
}

/** As the view knows it. */
export function columnView({ id, label, kind, isExtra }: RowColumn): ColumnView {
  return { id, label, kind, ...(isExtra === true && { isExtra }) };
}

/** A row with a short text for each of these columns. */
export function rowView(row: JudgedRow, columns: readonly RowColumn[]): ResultRowView {
  return {
    id: row.id,
    row: row.row,
    tone: toneOf(row.outcome),
    verdict: row.verdict,
    cells: columns.map(({ cell }) => cell(row)),
  };
}

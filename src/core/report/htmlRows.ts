import { plural, t } from '../../l10n/t.js';
import { resultColumns } from '../judging/resultColumns.js';
import type { RowOutcome } from '../runs/resultRow.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { grouped } from '../stats/figures.js';
import { escapeMarkup } from './escapeMarkup.js';
import { reportRows, verdictCell, type ReportRow, type RunReport } from './runReport.js';

/** More rows are nothing that anybody reads in one page. */
const MOST_ROWS = 2000;
/** Of a cell; the rest of it is in the results. */
const MOST_CHARACTERS = 20_000;

const signs = (): Readonly<
  Record<RowOutcome, readonly [sign: string, words: string, tone: string]>
> => ({
  passed: ['✓', t('passed'), 'pass'],
  failed: ['✗', t('failed'), 'fail'],
  a: ['A', t('A wins'), 'a'],
  b: ['B', t('B wins'), 'b'],
  tie: ['=', t('tie'), 'neutral'],
  invalid: ['?', t('invalid verdict'), 'warn'],
  judge_error: ['!', t('judge error'), 'error'],
  generation_error: ['!', t('no response'), 'error'],
});
/** What is read first: what went wrong, then what failed. */
const ORDER: readonly RowOutcome[] = [
  'generation_error',
  'judge_error',
  'invalid',
  'failed',
  'tie',
  'b',
  'a',
  'passed',
];

/** The rows, those to read first on top; each opens without a script. */
export function htmlRows(report: RunReport): string[] {
  const { spec } = report.manifest;
  const rows = reportRows(report).toSorted(
    (one, other) => ORDER.indexOf(one.outcome) - ORDER.indexOf(other.outcome),
  );
  const shown = rows.slice(0, MOST_ROWS);
  const cut = orderSentence(rows.length, shown.length, spec);
  const added = new Set([...resultColumns(spec), 'evaluation_status', 'is_incomplete']);
  return [
    `<h2>${escapeMarkup(t('Rows'))}</h2>`,
    `<p class="note">${escapeMarkup(cut)}</p>`,
    '<div class="rows">',
    ...shown.map((row) => rowText(row, spec, added)),
    '</div>',
  ];
}

function orderSentence(all: number, shown: number, { type }: ResolvedSpec): string {
  if (all > shown) {
    return type === 'compare'
      ? t(
          'The first {0} of {1} rows: those without a verdict, then ties. All are in results.jsonl.',
          grouped(shown),
          grouped(all),
        )
      : t(
          'The first {0} of {1} rows: those without a verdict, then those that failed. All are in results.jsonl.',
          grouped(shown),
          grouped(all),
        );
  }
  return type === 'compare'
    ? plural(
        all,
        '{0} row: those without a verdict first, then ties.',
        '{0} rows: those without a verdict first, then ties.',
      )
    : plural(
        all,
        '{0} row: those without a verdict first, then those that failed.',
        '{0} rows: those without a verdict first, then those that failed.',
      );
}

function rowText(row: ReportRow, spec: ResolvedSpec, added: ReadonlySet<string>): string {
  const [sign, words, tone] = signs()[row.outcome];
  const own = Object.keys(row.result).filter((column) => !added.has(column));
  const verdict = verdictCell(row);
  const first = own.map(row.cell).find((text) => text.trim() !== '') ?? '';
  // The words of compare are its verdict.
  const shown = spec.type === 'compare' || verdict === '' ? words : `${words} (${verdict})`;
  const parts = [
    ...own.map((column) => [column, row.cell(column)] as const),
    ...responseColumns(spec, own).map(([title, column]) => [title, row.cell(column)] as const),
    ...feedbackColumns(row, spec),
  ].filter(([, text]) => text !== '');
  return (
    `<details><summary><span class="n">${row.number}</span>` +
    `<span class="verdict ${tone}"><span aria-hidden="true">${sign}</span> ${escapeMarkup(shown)}</span>` +
    `<span class="first">${escapeMarkup(clipped(first, 160))}</span></summary><dl>` +
    parts
      .map(
        ([name, text]) =>
          `<dt>${escapeMarkup(name)}</dt><dd>${escapeMarkup(clipped(text, MOST_CHARACTERS))}</dd>`,
      )
      .join('') +
    '</dl></details>'
  );
}

/** A response that is a column of the dataset stands among those already. */
function responseColumns(spec: ResolvedSpec, own: readonly string[]) {
  const columns =
    spec.type === 'compare'
      ? ([
          [t('response A'), 'MODEL_TO_EVALUATE_OUTPUT_A', spec.model_a],
          [t('response B'), 'MODEL_TO_EVALUATE_OUTPUT_B', spec.model_b],
        ] as const)
      : ([[t('response'), 'MODEL_TO_EVALUATE_OUTPUT', spec.model_to_evaluate]] as const);
  return columns.flatMap(([title, column, responder]) =>
    typeof responder === 'string' && own.includes(responder) ? [] : [[title, column] as const],
  );
}

function feedbackColumns(row: ReportRow, spec: ResolvedSpec): (readonly [string, string])[] {
  if (spec.type !== 'compare') return [[t('feedback'), row.feedback]];
  const flipped = row.cell('judge_feedback_flipped_order');
  return [
    [flipped === '' ? t('feedback') : t('feedback, A shown first'), row.feedback],
    // There the judge's letters are swapped: it calls B what the spec calls A.
    [t('feedback, B shown first (its A is B here)'), flipped],
  ];
}

function clipped(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most).replace(/[\ud800-\udbff]$/, '');
  return most < 1000 ? `${cut}…` : t('{0}… (cut here; {1} characters)', cut, grouped(text.length));
}

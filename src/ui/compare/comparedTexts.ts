import { comparedVerdict } from '../../core/compare/comparedRow.js';
import type { ComparedRow } from '../../core/compare/comparedRow.js';
import type { StoredRow } from '../../core/runs/resultRow.js';
import type { Json } from '../../core/json.js';
import { responsesOf } from '../../core/judging/responsesOf.js';
import type { ResolvedSpec } from '../../core/spec/evalSpec.js';
import { t } from '../../l10n/t.js';
import type {
  ComparedDetail,
  ComparedRowView,
  ComparedSide,
} from '../../shared/compareProtocol.js';
import type { TitledText } from '../../shared/protocol.js';
import { datasetValues, toneOf } from '../results/judgedRow.js';
import { swapLetters } from '../results/swappedLetters.js';
import { cellText, fieldOf } from '../webview/fieldText.js';
import { standingWords } from './listedRows.js';
import type { ListedRow } from './listedRows.js';

/** The texts of a listed row, as far as its runs have it. */
export interface RowTexts {
  readonly a: StoredRow | undefined;
  readonly b: StoredRow | undefined;
}

export interface ComparedSpecs {
  readonly a: ResolvedSpec;
  readonly b: ResolvedSpec;
}

/** A line of the table: columns of the dataset, then the responses of A and of B. */
export function comparedRowView(
  listed: ListedRow,
  texts: RowTexts,
  { specs, columns }: { readonly specs: ComparedSpecs; readonly columns: readonly string[] },
): ComparedRowView {
  const { a, b, standing, id } = listed;
  const values = (texts.b ?? texts.a)?.result ?? {};
  const responses = (side: 'a' | 'b') =>
    texts[side] ? responsesOf(texts[side].result, specs[side]) : [];
  const { label, tone } = standingWords(standing);
  return {
    id,
    ...numbersOf(listed),
    change: label,
    tone,
    a: verdictView(a),
    b: verdictView(b),
    cells: [
      ...columns.map((column) => cellText(Object.hasOwn(values, column) ? values[column] : '')),
      ...(['a', 'b'] as const).map((side) =>
        responses(side)
          .map(({ value }) => cellText(value))
          .join(' | '),
      ),
    ],
  };
}

function numbersOf({ a, b }: ListedRow): { row: number; rowA: number | null } {
  const row = b?.row ?? a?.row ?? 0;
  return { row, rowA: a && b && a.row !== b.row ? a.row : null };
}

function verdictView(row: ComparedRow | undefined): ComparedRowView['a'] {
  return row ? { tone: toneOf(row.outcome), text: comparedVerdict(row) } : null;
}

/** A row in full, both runs side by side. */
export function comparedDetail(
  listed: ListedRow,
  texts: RowTexts,
  specs: ComparedSpecs,
): ComparedDetail {
  const { label, tone } = standingWords(listed.standing);
  const shown = texts.b ? { stored: texts.b, spec: specs.b } : { stored: texts.a, spec: specs.a };
  return {
    id: listed.id,
    row: numbersOf(listed).row,
    change: label,
    tone,
    a: sideOf(listed.a, texts.a, specs.a),
    b: sideOf(listed.b, texts.b, specs.b),
    inputs: shown.stored ? inputsOf(shown.stored, shown.spec, numbersOf(listed).row) : [],
  };
}

function inputsOf(
  { result }: StoredRow,
  spec: ResolvedSpec,
  row: number,
): ComparedDetail['inputs'] {
  const values = datasetValues(result, spec);
  const judged = new Set(responsesOf(result, spec).map(({ responder }) => responder));
  return Object.keys(values)
    .filter((column) => !judged.has(column))
    .map((column) => fieldOf({ row, values }, column));
}

function sideOf(
  row: ComparedRow | undefined,
  stored: StoredRow | undefined,
  spec: ResolvedSpec,
): ComparedSide | null {
  if (!row) return null;
  return {
    row: row.row,
    verdict: comparedVerdict(row),
    tone: toneOf(row.outcome),
    feedback: stored ? feedbackOf(stored, spec) : [],
    responses: stored
      ? responsesOf(stored.result, spec).map(({ title, responder, value }) => ({
          title,
          note: typeof responder === 'string' ? t('column {0}', responder) : responder.model,
          text: textOrNull(value),
        }))
      : [],
    errors: (stored?.details?.errors ?? []).map(({ message }) => message),
  };
}

/** What the judge said; of a second pass with the letters translated back. */
function feedbackOf({ result }: StoredRow, spec: ResolvedSpec): TitledText[] {
  if (spec.type !== 'compare') {
    return [{ title: t('Feedback'), note: null, text: textOrNull(result['feedback']) }];
  }
  const first = {
    title: t('Feedback, A first'),
    note: null,
    text: textOrNull(result['judge_feedback_original_order']),
  };
  if (spec.disable_position_bias_correction) return [first];
  const flipped = textOrNull(result['judge_feedback_flipped_order']);
  return [
    first,
    {
      title: t('Feedback, B first'),
      note: t('letters translated'),
      text: flipped === null ? null : swapLetters(flipped),
    },
  ];
}

function textOrNull(value: Json | undefined): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

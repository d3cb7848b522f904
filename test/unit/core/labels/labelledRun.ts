import type { HumanLabel, LabelRecord } from '../../../../src/core/labels/labelRecord.js';
import { labelRow, rowKey } from '../../../../src/core/labels/labelRow.js';
import type { KeyedRow, LabelRow } from '../../../../src/core/labels/labelRow.js';
import { labelsOfRun } from '../../../../src/core/labels/labelsOfRun.js';
import type { RunLabels } from '../../../../src/core/labels/labelsOfRun.js';
import type { ResultRow } from '../../../../src/core/runs/resultRow.js';
import type { EvaluationType, ResolvedSpec } from '../../../../src/core/spec/evalSpec.js';

const judge = {
  model: 'openai/gpt-oss-120b',
  model_source: 'serverless' as const,
  system_template: 'Is it right? {{ question }}',
};

export const SPECS = {
  classify: {
    type: 'classify',
    dataset: 'rows.jsonl',
    labels: ['right', 'half', 'wrong'],
    pass_labels: ['right'],
    model_to_evaluate: 'answer',
    judge,
  },
  score: {
    type: 'score',
    dataset: 'rows.jsonl',
    min_score: 1,
    max_score: 10,
    pass_threshold: 7,
    model_to_evaluate: 'answer',
    judge,
  },
  compare: {
    type: 'compare',
    dataset: 'rows.jsonl',
    model_a: 'answer',
    model_b: 'answer_b',
    judge,
  },
} as const satisfies Record<EvaluationType, unknown>;

export function specOf(type: EvaluationType): ResolvedSpec {
  // The table is written so that its texts stay literal; a spec's lists are not.
  return structuredClone(SPECS[type]) as unknown as ResolvedSpec;
}

/** A row with this verdict of the judge; null: it gave none. Compare: `A B` are both orders. */
export function resultRow(
  type: EvaluationType,
  row: number,
  verdict: string | number | null,
): ResultRow {
  const own = { question: `question ${row}`, answer: `answer ${row}`, source: 'made up' };
  if (type === 'compare') {
    const [original = null, flipped = null] = String(verdict).split(' ');
    const choices = { choice_original: original, choice_flipped: flipped ?? original };
    const decision = choices.choice_original === choices.choice_flipped ? original : 'Tie';
    const given =
      verdict === null
        ? { choice_original: null, choice_flipped: null, final_decision: null }
        : { ...choices, final_decision: decision };
    return { ...own, answer_b: `other ${row}`, ...given, evaluation_successful: verdict !== null };
  }
  const column = type === 'classify' ? 'label' : 'score';
  return { ...own, [column]: verdict, feedback: null, evaluation_successful: verdict !== null };
}

/** Rows 1, 2, … with these verdicts. */
export function keyedRun(
  type: EvaluationType,
  verdicts: readonly (string | number | null)[],
): { readonly rows: readonly LabelRow[]; readonly keyed: readonly KeyedRow[] } {
  const spec = specOf(type);
  const keyed = verdicts.map((verdict, index): KeyedRow => {
    const result = resultRow(type, index + 1, verdict);
    const stored = { result, details: { row: index + 1, outcome: 'passed' as const } };
    return { row: labelRow(stored, spec, index + 1), key: rowKey(result, spec), result };
  });
  return { rows: keyed.map(({ row }) => row), keyed };
}

/** What a rater says of a row of `keyedRun`. */
export function said(
  keyed: readonly KeyedRow[],
  row: number,
  verdict: string | number,
  change: Partial<HumanLabel> = {},
): HumanLabel {
  const field =
    typeof verdict === 'number'
      ? { score: verdict }
      : ['A', 'B', 'Tie'].includes(verdict)
        ? { choice: verdict as 'A' | 'B' | 'Tie' } // one of the three
        : { label: verdict };
  return {
    row,
    key: keyed[row - 1]?.key ?? '',
    rater: 'Ann',
    ...field,
    at: '2026-11-20T10:00:00.000Z',
    blind: true,
    sample: { plan: 'random', seed: 1, weight: 1 },
    ...change,
  };
}

/** Verdicts of one rater for rows 1, 2, …; null leaves a row out. */
export function labelled(
  type: EvaluationType,
  keyed: readonly KeyedRow[],
  raters: Readonly<Record<string, readonly (string | number | null)[]>>,
  change: Partial<HumanLabel> = {},
): RunLabels {
  const records: LabelRecord[] = Object.entries(raters).flatMap(([rater, verdicts]) =>
    verdicts.flatMap((verdict, index) =>
      verdict === null ? [] : [said(keyed, index + 1, verdict, { rater, ...change })],
    ),
  );
  return labelsOfRun(records, keyed, specOf(type));
}

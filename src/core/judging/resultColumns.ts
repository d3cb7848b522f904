import type { EvaluationType, ResolvedSpec } from '../spec/evalSpec.js';

const RESULT_COLUMNS = {
  classify: ['MODEL_TO_EVALUATE_OUTPUT', 'evaluation_successful', 'label', 'feedback'],
  score: ['MODEL_TO_EVALUATE_OUTPUT', 'evaluation_successful', 'score', 'feedback'],
  compare: [
    'MODEL_TO_EVALUATE_OUTPUT_A',
    'MODEL_TO_EVALUATE_OUTPUT_B',
    'judge_raw_output_original',
    'judge_raw_output_flipped',
    'choice_original',
    'judge_feedback_original_order',
    'choice_flipped',
    'judge_feedback_flipped_order',
    'final_decision',
    'evaluation_successful',
    'is_invalid_judge_output',
  ],
} as const satisfies Record<EvaluationType, readonly string[]>;

/**
 * Columns that a run adds to the dataset's (API reference, section 5). A dataset column of the same
 * name is lost in the results.
 */
export function resultColumns(spec: ResolvedSpec): readonly string[] {
  const columns = RESULT_COLUMNS[spec.type];
  if (spec.type !== 'compare' || !spec.disable_position_bias_correction) return columns;
  return columns.filter((column) => !column.includes('flipped'));
}

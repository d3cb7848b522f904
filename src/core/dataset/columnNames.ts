/** Result columns of the service: a dataset column of the same name would be lost in the results. */
export const RESERVED_COLUMNS: ReadonlySet<string> = new Set([
  'MODEL_TO_EVALUATE_OUTPUT',
  'MODEL_TO_EVALUATE_OUTPUT_A',
  'MODEL_TO_EVALUATE_OUTPUT_B',
  'evaluation_successful',
  'evaluation_status',
  'label',
  'score',
  'feedback',
  'choice_original',
  'choice_flipped',
  'judge_feedback_original_order',
  'judge_feedback_flipped_order',
  'judge_raw_output_original',
  'judge_raw_output_flipped',
  'final_decision',
  'is_invalid_judge_output',
  'is_incomplete',
]);

/**
 * Names for the columns of a CSV header, each once: an empty name becomes `column_3`, a repeated one
 * `name_2`.
 */
export function columnNames(header: readonly string[]): string[] {
  const given = new Set(header);
  const used = new Set<string>();
  return header.map((field, index) => {
    let name = field === '' ? `column_${index + 1}` : field;
    for (let count = 2; used.has(name) || (name !== field && given.has(name)); count += 1) {
      name = `${field === '' ? `column_${index + 1}` : field}_${count}`;
    }
    used.add(name);
    return name;
  });
}

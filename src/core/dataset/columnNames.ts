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
  /** The last number that a name was given: to try all of them anew for each would take hours. */
  const counts = new Map<string, number>();
  return header.map((field, index) => {
    const start = field === '' ? `column_${index + 1}` : field;
    let name = start;
    let count = counts.get(start) ?? 1;
    while (used.has(name) || (name !== field && given.has(name))) {
      count += 1;
      name = `${start}_${count}`;
    }
    if (count > 1) counts.set(start, count);
    used.add(name);
    return name;
  });
}

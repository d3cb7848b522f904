import type { ResolvedSpec } from '../spec/evalSpec.js';
import { labelVerdict } from './labelRecord.js';
import type { LabelRecord } from './labelRecord.js';

/** Whether a label stands, without a look at the rows: one that the spec knows and nobody took back. */
export function hasLabels(records: readonly LabelRecord[], spec: ResolvedSpec): boolean {
  const standing = new Set<string>();
  for (const record of records) {
    const isUndone = 'undo' in record;
    const { key, row, rater } = isUndone ? record.undo : record;
    const name = JSON.stringify([key, row, rater]);
    if (isUndone || labelVerdict(record, spec) === undefined) standing.delete(name);
    else standing.add(name);
  }
  return standing.size > 0;
}

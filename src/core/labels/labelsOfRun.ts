import type { ResolvedSpec } from '../spec/evalSpec.js';
import { labelVerdict } from './labelRecord.js';
import type { HumanLabel, LabelRecord, LabelledPlace } from './labelRecord.js';
import { rowKey } from './labelRow.js';
import type { LabelRow } from './labelRow.js';

/** A label that counts, with its verdict as the spec has it. */
export interface CountedLabel {
  readonly label: HumanLabel;
  readonly verdict: string | number;
}

export interface LabelledRow {
  readonly row: LabelRow;
  /** The label of each rater that has one. */
  readonly byRater: ReadonlyMap<string, CountedLabel>;
}

export interface RunLabels {
  /** In the order in which they were first labelled; only rows that have a label now. */
  readonly rows: readonly LabelledRow[];
  /** By `LabelRow.id`. */
  readonly byId: ReadonlyMap<number, LabelledRow>;
  /** In the order of their first labels. */
  readonly raters: readonly string[];
  /** Labels of rows that the run has not, or of verdicts that the spec has not. */
  readonly unmatched: number;
}

/**
 * What counts of the records of a run: the last one of each row and rater, nothing where that took a
 * label back. Rows are found by their content, whatever their place in the results is now.
 */
export function labelsOfRun(
  records: readonly LabelRecord[],
  rows: readonly LabelRow[],
  spec: ResolvedSpec,
): RunLabels {
  const find = rowFinder(rows, spec);
  const found = new Map<number, { row: LabelRow; byRater: Map<string, CountedLabel> }>();
  const raters = new Set<string>();
  const unmatched = new Set<string>();
  for (const record of records) {
    const place = 'undo' in record ? record.undo : record;
    const row = find(place);
    const verdict = 'undo' in record ? undefined : labelVerdict(record, spec);
    const name = JSON.stringify([place.key, place.row, place.rater]);
    unmatched.delete(name);
    if (row) found.get(row.id)?.byRater.delete(place.rater);
    if ('undo' in record) continue;
    if (!row || verdict === undefined) {
      unmatched.add(name);
      continue;
    }
    const known = found.get(row.id) ?? { row, byRater: new Map<string, CountedLabel>() };
    found.set(row.id, known);
    known.byRater.set(place.rater, { label: record, verdict });
    raters.add(place.rater);
  }
  const labelled = [...found.values()].filter(({ byRater }) => byRater.size > 0);
  return {
    rows: labelled,
    byId: new Map(labelled.map((one) => [one.row.id, one])),
    raters: [...raters].filter((rater) => labelled.some(({ byRater }) => byRater.has(rater))),
    unmatched: unmatched.size,
  };
}

/** Most rows are where they were: only when one isn't, the keys of all are computed. */
function rowFinder(rows: readonly LabelRow[], spec: ResolvedSpec) {
  const byRow = new Map(rows.map((row) => [row.row, row]));
  const keys = new Map<number, string>();
  const keyOf = (row: LabelRow): string => {
    const key = keys.get(row.id) ?? rowKey(row, spec);
    keys.set(row.id, key);
    return key;
  };
  let byKey: Map<string, LabelRow> | undefined;
  return ({ key, row }: LabelledPlace): LabelRow | undefined => {
    const there = byRow.get(row);
    if (there && keyOf(there) === key) return there;
    if (!byKey) {
      byKey = new Map();
      // Of rows with the same content the first is meant.
      for (const each of rows) if (!byKey.has(keyOf(each))) byKey.set(keyOf(each), each);
    }
    return byKey.get(key);
  };
}

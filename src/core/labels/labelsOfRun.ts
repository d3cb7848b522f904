import type { ResolvedSpec } from '../spec/evalSpec.js';
import { labelVerdict } from './labelRecord.js';
import type { HumanLabel, LabelRecord, LabelledPlace } from './labelRecord.js';
import type { JsonObject } from '../json.js';
import type { KeyedRow, LabelRow } from './labelRow.js';

/** A label that counts, with its verdict as the spec has it. */
interface CountedLabel {
  readonly label: HumanLabel;
  readonly verdict: string | number;
}

export interface LabelledRow {
  readonly row: LabelRow;
  /** Its line of `results.jsonl`. */
  readonly result: JsonObject;
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

/** The rater's label of a row, and the rest of it. */
type Found = LabelledRow & { readonly byRater: Map<string, CountedLabel> };

/**
 * What counts of the records of a run: the last one of each row and rater, nothing where that took a
 * label back. Rows are found by their content, whatever their place in the results is now.
 *
 * @param rows those that may be meant, in the order of the file
 */
export function labelsOfRun(
  records: readonly LabelRecord[],
  rows: readonly KeyedRow[],
  spec: ResolvedSpec,
): RunLabels {
  const find = rowFinder(rows);
  const found = new Map<number, Found>();
  const raters = new Set<string>();
  const unmatched = new Set<string>();
  for (const record of records) {
    const place = 'undo' in record ? record.undo : record;
    const keyed = find(place);
    const row = keyed?.row;
    const verdict = 'undo' in record ? undefined : labelVerdict(record, spec);
    const name = JSON.stringify([place.key, place.row, place.rater]);
    unmatched.delete(name);
    if (row) found.get(row.id)?.byRater.delete(place.rater);
    if ('undo' in record) continue;
    if (!keyed || !row || verdict === undefined) {
      unmatched.add(name);
      continue;
    }
    const known = found.get(row.id) ?? {
      row,
      result: keyed.result,
      byRater: new Map<string, CountedLabel>(),
    };
    found.set(row.id, known);
    known.byRater.set(place.rater, { label: record, verdict });
    raters.add(place.rater);
  }
  const labelled = [...found.values()].filter(({ byRater }) => byRater.size > 0);
  const counting = new Set(labelled.flatMap(({ byRater }) => [...byRater.keys()]));
  return {
    rows: labelled,
    byId: new Map(labelled.map((one) => [one.row.id, one])),
    raters: [...raters].filter((rater) => counting.has(rater)),
    unmatched: unmatched.size,
  };
}

/** By content and number; else, as rows change places, the first one of the same content. */
function rowFinder(
  rows: readonly KeyedRow[],
): (place: Pick<LabelledPlace, 'key' | 'row'>) => KeyedRow | undefined {
  const exact = new Map(rows.map((one) => [`${one.key} ${one.row.row}`, one]));
  const first = new Map(rows.toReversed().map((one) => [one.key, one]));
  return ({ key, row }) => exact.get(`${key} ${row}`) ?? first.get(key);
}

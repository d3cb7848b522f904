import { createDatasetCheck } from '../../../../../../src/core/dataset/datasetCheck.js';
import type { DatasetCheck } from '../../../../../../src/core/dataset/datasetCheck.js';
import type { RowPlace } from '../../../../../../src/core/dataset/survey/surveyPart.js';

/** A check that is told row by row what rows have, and counts it by itself. */
export interface PlainCheck extends Pick<DatasetCheck, 'add' | 'repeated' | 'finish'> {
  /** Counts a row that can be read; `keys` are the columns it has. */
  row(keys: readonly string[], place: RowPlace): void;
  readonly rows: number;
}

export function createPlainCheck(header: readonly string[] = []): PlainCheck {
  const check = createDatasetCheck(header);
  const present = new Map<string, { count: number; missing?: RowPlace | undefined }>();
  for (const column of header) present.set(column, { count: 0 });
  let rows = 0;
  let first: RowPlace | undefined;
  return {
    add: check.add,
    repeated: check.repeated,
    row(keys, place) {
      rows += 1;
      first ??= place;
      for (const key of keys) {
        const seen = present.get(key);
        if (seen) seen.count += 1;
        else present.set(key, { count: 1, missing: rows > 1 ? first : undefined });
      }
      const had = new Set(keys);
      for (const [column, seen] of present) if (!had.has(column)) seen.missing ??= place;
    },
    get rows() {
      return rows;
    },
    finish() {
      const columns = [...present].map(([name, { count, missing }]) => ({ name, count, missing }));
      check.surveyed(rows, columns);
      return check.finish();
    },
  };
}

import { t } from '../../l10n/t.js';
import type { RunManifest } from '../runs/manifest.js';
import type { StoredRow } from '../runs/resultRow.js';
import { labelFigures } from './labelFigures.js';
import type { LabelFigures } from './labelFigures.js';
import { labelRow, rowKey } from './labelRow.js';
import type { KeyedRow, LabelRow } from './labelRow.js';
import type { StoredLabels } from './labelStore.js';
import { labelsOfRun } from './labelsOfRun.js';
import type { RunLabels } from './labelsOfRun.js';

/** A run's rows and what people have said of them. */
export interface Labelling {
  /** In the order of `results.jsonl`. */
  readonly rows: readonly LabelRow[];
  /** Those of them that records are about, in full. */
  readonly keyed: readonly KeyedRow[];
  readonly labels: RunLabels;
  /** Lines of `labels.jsonl` that can't be read, one sentence each. */
  readonly faults: readonly string[];
}

/**
 * Reads the rows once, and once more where a label's row is not where it was. Only rows with a label are
 * kept in full: all of a large run would fill the memory.
 */
export async function readLabelling(
  { spec }: Pick<RunManifest, 'spec'>,
  read: () => AsyncIterable<StoredRow>,
  { records, faults }: StoredLabels,
): Promise<Labelling> {
  const places = records.map((record) => ('undo' in record ? record.undo : record));
  const numbers = new Set(places.map(({ row }) => row));
  const rows: LabelRow[] = [];
  let keyed: KeyedRow[] = [];
  for await (const stored of read()) {
    const row = labelRow(stored, spec, rows.length + 1);
    rows.push(row);
    const { result } = stored;
    if (numbers.has(row.row)) keyed.push({ row, key: rowKey(result, spec), result });
  }
  const there = new Set(keyed.map(({ key, row }) => `${key} ${row.row}`));
  if (places.some(({ key, row }) => !there.has(`${key} ${row}`))) {
    keyed = await rowsWithKeys(new Set(places.map(({ key }) => key)), rows, { spec, read });
  }
  return {
    rows,
    keyed,
    labels: labelsOfRun(records, keyed, spec),
    faults: faults.map(({ line, message }) =>
      t('Line {0} of labels.jsonl is left out: it {1}.', line, message),
    ),
  };
}

async function rowsWithKeys(
  keys: ReadonlySet<string>,
  rows: readonly LabelRow[],
  {
    spec,
    read,
  }: { readonly spec: RunManifest['spec']; readonly read: () => AsyncIterable<StoredRow> },
): Promise<KeyedRow[]> {
  const found: KeyedRow[] = [];
  let at = 0;
  for await (const { result } of read()) {
    const row = rows[at++];
    const key = rowKey(result, spec);
    if (row && keys.has(key)) found.push({ row, key, result });
  }
  return found;
}

/** The rows of these names (`LabelRow.id`) in full. */
export async function keyedRows(
  ids: ReadonlySet<number>,
  { spec }: Pick<RunManifest, 'spec'>,
  read: () => AsyncIterable<StoredRow>,
): Promise<KeyedRow[]> {
  const found: KeyedRow[] = [];
  let line = 0;
  for await (const stored of read()) {
    line += 1;
    if (!ids.has(stored.details?.row ?? -line)) continue;
    const { result } = stored;
    found.push({ row: labelRow(stored, spec, line), key: rowKey(result, spec), result });
  }
  return found;
}

export function figuresOf(
  { rows, labels }: Pick<Labelling, 'rows' | 'labels'>,
  { spec }: Pick<RunManifest, 'spec'>,
): LabelFigures {
  return labelFigures(labels, rows, spec);
}

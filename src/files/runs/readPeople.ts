import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { consensusOf } from '../../core/labels/consensus.js';
import { labelRow, rowKey } from '../../core/labels/labelRow.js';
import type { KeyedRow } from '../../core/labels/labelRow.js';
import { labelsOfRun } from '../../core/labels/labelsOfRun.js';
import { verdictClass } from '../../core/labels/verdictClass.js';
import type { PlacedRow } from '../../core/rows/openRows.js';
import type { HumanVerdict } from '../../core/rows/rowFacts.js';
import type { ResolvedSpec } from '../../core/spec/evalSpec.js';
import { createLabelFiles } from '../labels/labelFiles.js';
import { errorCode } from '../storageError.js';

/** Tells one content of a run's labels from another; empty for none. */
export async function labelsStamp(folder: string): Promise<string> {
  try {
    const { size, mtimeMs } = await stat(join(folder, 'labels.jsonl'));
    return `${size} ${mtimeMs}`;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return '';
    throw error;
  }
}

/**
 * What people said of rows, by their names. A label belongs to the row of its number, and to none
 * where that has another content now. `rowOf` reads a row by its name.
 */
export async function readPeople(
  folder: string,
  spec: ResolvedSpec,
  rowOf: (name: number) => Promise<PlacedRow | undefined>,
): Promise<ReadonlyMap<number, HumanVerdict>> {
  const { records } = await createLabelFiles().read({ id: '', folder });
  const numbers = new Set(records.map((each) => ('undo' in each ? each.undo : each).row));
  const rows: KeyedRow[] = [];
  for (const number of numbers) {
    // Where the row of the dataset isn't known the number is the line.
    const placed = (await rowOf(number)) ?? (await rowOf(-number));
    if (!placed) continue;
    const { stored, line } = placed;
    const { result } = stored;
    rows.push({ row: labelRow(stored, spec, line), key: rowKey(result, spec), result });
  }
  const people = new Map<number, HumanVerdict>();
  for (const labelled of labelsOfRun(records, rows, spec).rows) {
    const verdict = consensusOf(labelled, spec.type);
    if (verdict === undefined) continue;
    const { verdict: judged, id } = labelled.row;
    const agrees =
      judged === undefined ? undefined : verdictClass(judged, spec) === verdictClass(verdict, spec);
    people.set(id, { verdict, agrees });
  }
  return people;
}

import type { ReadRow } from '../../../../src/core/dataset/rows/readRow.js';
import { markRows } from '../../../../src/files/dataset/markRows.js';
import { parseRecords } from '../../../../src/files/dataset/parseRecords.js';
import type { FieldForm } from '../../../../src/files/scan/fieldModule.js';
import { recordStarts } from './recordStarts.js';

/** Rows of the bytes as the readers of single rows have them: what every scan must agree with. */
export async function wholeRows(bytes: Buffer, form: FieldForm): Promise<ReadRow[]> {
  const starts = recordStarts({ bytes, form });
  const header = form.delimiter === undefined ? 0 : 1;
  const records = starts.map(({ offset, breaks }, index) => ({
    record: index + header,
    line: breaks + 1,
    bytes: bytes.subarray(offset, starts[index + 1]?.offset),
    isCut: false,
  }));
  const format = form.delimiter === undefined ? ('jsonl' as const) : ('csv' as const);
  const whole = { ...form, format, encoding: 'utf-8' as const, mark: 0 };
  return markRows(await parseRecords(records, whole), records, whole);
}

import type { ReadRow } from '../../../../src/core/dataset/readRow.js';
import { markRows } from '../../../../src/files/dataset/markRows.js';
import { parseRecords } from '../../../../src/files/dataset/parseRecords.js';
import type { FieldForm } from '../../../../src/files/scan/fieldModule.js';
import { createRecordScan } from '../../../../src/files/scan/recordScan.js';
import type { Checkpoint } from '../../../../src/files/scan/recordScan.js';

/** Rows of the bytes as the readers of single rows have them: what every scan must agree with. */
export async function wholeRows(bytes: Buffer, form: FieldForm): Promise<ReadRow[]> {
  const scan = createRecordScan({ delimiter: form.delimiter, every: 1 });
  const starts: Checkpoint[] = [];
  for (let at = 0; at < bytes.length; at += scan.buffer.length) {
    const part = bytes.subarray(at, at + scan.buffer.length);
    scan.buffer.set(part);
    starts.push(...scan.scan(part.length));
  }
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

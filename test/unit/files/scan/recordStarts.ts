import { createRecordScan } from '../../../../src/files/scan/recordScan.js';
import type { Checkpoint } from '../../../../src/files/scan/recordScan.js';
import type { ArbitraryTable } from './arbitraryTables.js';

/** Where each record of a table begins. */
export function recordStarts({ bytes, form }: ArbitraryTable): Checkpoint[] {
  const scan = createRecordScan({ delimiter: form.delimiter, every: 1 });
  const starts: Checkpoint[] = [];
  for (let at = 0; at < bytes.length; at += scan.buffer.length) {
    const part = bytes.subarray(at, at + scan.buffer.length);
    scan.buffer.set(part);
    starts.push(...scan.scan(part.length));
  }
  return starts;
}

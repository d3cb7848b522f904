import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { columnNames } from '../../core/dataset/columnNames.js';
import { checkHeader, strayQuote } from '../../core/dataset/csvProblems.js';
import { createDatasetCheck } from '../../core/dataset/datasetCheck.js';
import type { Findings } from '../../core/dataset/datasetCheck.js';
import { csvRecords, openQuote } from '../dataset/csvRecords.js';
import type { CsvRecord } from '../dataset/csvRecords.js';
import { addBroken } from '../dataset/csvRows.js';
import { byteOrderMark, readBlock } from './readBlock.js';
import { createRecordScan, SCAN_START } from './recordScan.js';
import type { CsvShape } from './recordScan.js';

/** Records of so many fields and more are counted as one kind. */
const MANY_FIELDS = 4095;

export interface CsvDescription extends Findings {
  readonly bytes: number;
  /** Of the bytes, hex. */
  readonly sha256: string;
}

/**
 * What one scan of a CSV file finds. No field is looked into, so it is many times as fast as parsing;
 * undefined where that takes a parser: rows with more fields than the header may still be sound.
 */
export async function describeCsvFile(
  file: FileHandle,
  delimiter: string,
  signal?: AbortSignal,
): Promise<CsvDescription | undefined> {
  const mark = await byteOrderMark(file);
  const hash = createHash('sha256').update(mark);
  const from = { ...SCAN_START, position: mark.length };
  const scan = createRecordScan({ delimiter, every: Number.MAX_SAFE_INTEGER, from });
  for (;;) {
    signal?.throwIfAborted();
    const length = await readBlock(file, scan.buffer, scan.state().position);
    if (length === 0) break;
    hash.update(scan.buffer.subarray(0, length));
    scan.scan(length);
  }
  const { position: bytes, lastBreaks } = scan.state();
  const openLine = scan.isOpen() ? lastBreaks + 1 : undefined;
  const shape = scan.finish();
  if (shape.kinds.length === 0 && openLine !== undefined) return undefined;
  const header = await headerOf(file, delimiter);
  const found = header ? findings(header, shape, openLine) : createDatasetCheck().finish();
  return found && { ...found, bytes, sha256: hash.digest('hex') };
}

async function headerOf(file: FileHandle, delimiter: string): Promise<CsvRecord | undefined> {
  const bytes = file.createReadStream({ start: 0, autoClose: false });
  for await (const record of csvRecords(bytes, delimiter)) return record;
  return undefined;
}

/** undefined where a row has to be looked into. */
function findings(
  header: CsvRecord,
  { kinds, strays }: CsvShape,
  openLine: number | undefined,
): Findings | undefined {
  const columns = columnNames(header.fields);
  if (columns.length >= MANY_FIELDS || strays?.first === 0) return undefined;
  if (kinds.some(({ fields }) => fields > columns.length)) return undefined;
  const check = createDatasetCheck(columns);
  checkHeader(check, columns, header);
  for (const { fields, count, first, breaks } of kinds) {
    // The header is the first record of its kind; where the next stands matters to no finding.
    check.alike({
      count: first === 0 ? count - 1 : count,
      keys: columns.slice(0, fields),
      row: first,
      line: breaks + 1,
    });
  }
  if (strays) {
    const place = { row: strays.first, line: strays.breaks + 1 };
    check.repeated('quote', strayQuote(place), strays.count);
  }
  if (openLine !== undefined) addBroken(check, openQuote(openLine));
  return check.finish();
}

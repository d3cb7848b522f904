import type { FileHandle } from 'node:fs/promises';
import { narrowed, unitBytes } from '../dataset/textEncoding.js';
import { readBlock } from './readBlock.js';
import { createRecordScan } from './recordScan.js';
import type { Checkpoint, RecordScan } from './recordScan.js';
import type { DatasetForm } from '../dataset/datasetForm.js';
import type { RecordIndex } from './recordIndex.js';
import { StaleIndex } from './staleIndex.js';

/** One record as it stands in the file, with its line ending and the blank lines behind it. */
export interface FileRecord {
  /** From 0; the header of CSV is one. */
  readonly record: number;
  /** Of its first byte, from 1. */
  readonly line: number;
  /** The beginning alone where `isCut`. */
  readonly bytes: Buffer;
  readonly isCut: boolean;
}

/** Bytes of a record at most; of a longer one only the beginning is read. */
const LONGEST_RECORD_BYTES = 64 * 1024 * 1024;
const CUT_BYTES = 64 * 1024;
/** Stretches that are read as one. */
const GROUP_BYTES = 1024 * 1024;
/** A stretch with a record longer than this is gone through in blocks. */
export const WHOLE_BYTES = 16 * 1024 * 1024;

interface Wanted {
  readonly first: number;
  readonly last: number;
}

/** Records that can be read whole by now: the last one found may still go on. */
export function knownRecords({ end, isComplete }: RecordIndex): number {
  return isComplete ? end.records : Math.max(0, end.records - 1);
}

/**
 * Records `first` to `last`, counted from 0, as far as they are known; what stands between two
 * checkpoints is read at a time. Throws `StaleIndex`.
 */
export async function* readRecords(
  file: FileHandle,
  index: RecordIndex,
  { first, last }: Wanted,
): AsyncGenerator<readonly FileRecord[], void, undefined> {
  const final = Math.min(last, knownRecords(index) - 1);
  if (final < first) return;
  const unit = unitBytes(index.form.encoding);
  let at = checkpointBefore(index.checkpoints, first);
  for (;;) {
    const from = index.checkpoints[at];
    if (!from || from.records > final) return;
    const until = groupEnd(index, at, final);
    const wanted = { first: Math.max(first, from.records), last: final };
    const length = unit * (until.offset - from.offset);
    const stretch = { from, until: until.offset, unit };
    const records =
      length <= WHOLE_BYTES
        ? await wholeStretch(file, index, { ...stretch, ...wanted, records: until.records })
        : await readRecordsOf(file, index.form, { ...stretch, ...wanted });
    if (records.length > 0) yield records;
    at = until.next;
  }
}

/** Place of the last checkpoint at or before a record. */
function checkpointBefore(checkpoints: readonly Checkpoint[], record: number): number {
  let low = 0;
  let high = checkpoints.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((checkpoints[middle]?.records ?? 0) <= record) low = middle;
    else high = middle - 1;
  }
  return low;
}

interface GroupEnd {
  readonly offset: number;
  /** Records before it. */
  readonly records: number;
  /** The checkpoint that begins there. */
  readonly next: number;
}

/** The end of as many whole stretches as are read at once, up to the one that holds `final`. */
export function groupEnd(index: RecordIndex, at: number, final: number): GroupEnd {
  const { checkpoints, end, isComplete } = index;
  const from = checkpoints[at]?.offset ?? 0;
  let next = at + 1;
  for (; next < checkpoints.length; next += 1) {
    const { offset, records } = checkpoints[next] ?? { offset: from, records: 0 };
    const after = checkpoints[next + 1]?.offset ?? end.position;
    if (records > final || after - from > GROUP_BYTES) return { offset, records, next };
  }
  return isComplete
    ? { offset: end.position, records: end.records, next }
    : { offset: end.lastStart, records: Math.max(0, end.records - 1), next };
}

/** Whole records that follow each other; `from` is where the first of them begins. */
interface Stretch extends Wanted {
  readonly from: Checkpoint;
  /** In units. */
  readonly until: number;
  readonly unit: 1 | 2;
}

async function wholeStretch(
  file: FileHandle,
  { form }: RecordIndex,
  { from, until, unit, first, last, records }: Stretch & { readonly records: number },
): Promise<FileRecord[]> {
  const bytes = Buffer.allocUnsafe(unit * (until - from.offset));
  if ((await readBlock(file, bytes, unit * from.offset)) < bytes.length) throw new StaleIndex();
  const starts = startsIn(unit === 1 ? bytes : narrow(bytes, form.encoding), form.delimiter);
  if (starts.length !== records - from.records || starts[0]?.offset !== 0) throw new StaleIndex();
  const found: FileRecord[] = [];
  const most = Math.min(last, records - 1);
  for (let record = first; record <= most; record += 1) {
    const start = starts[record - from.records];
    const stop = starts[record + 1 - from.records]?.offset ?? until - from.offset;
    if (!start) throw new StaleIndex();
    found.push({
      record,
      line: from.breaks + start.breaks + 1,
      bytes: bytes.subarray(unit * start.offset, unit * stop),
      isCut: false,
    });
  }
  return found;
}

function narrow(bytes: Buffer, encoding: RecordIndex['form']['encoding']): Buffer {
  const units = Buffer.allocUnsafe(bytes.length >> 1);
  narrowed(bytes, encoding, units);
  return units;
}

const scanners = new Map<string | undefined, RecordScan>();

/** Each takes a few hundred microseconds to make; they are used within one turn, never by two. */
function scannerFor(delimiter: string | undefined): RecordScan {
  const scan = scanners.get(delimiter) ?? createRecordScan({ delimiter, every: 1 });
  scanners.set(delimiter, scan);
  return scan;
}

/** Where each record of the units begins. */
function startsIn(units: Uint8Array, delimiter: string | undefined): readonly Checkpoint[] {
  const scan = scannerFor(delimiter);
  scan.restart();
  const starts: Checkpoint[] = [];
  for (let at = 0; at < units.length; at += scan.buffer.length) {
    const part = units.subarray(at, at + scan.buffer.length);
    scan.buffer.set(part);
    for (const start of scan.scan(part.length)) starts.push(start);
  }
  return starts;
}

/**
 * Reads records of any length: goes through the stretch in blocks for where they begin, then reads
 * each.
 */
export async function readRecordsOf(
  file: FileHandle,
  form: DatasetForm,
  { from, until, unit, first, last }: Stretch,
): Promise<FileRecord[]> {
  const scan = createRecordScan({ delimiter: form.delimiter, every: 1 });
  const block = Buffer.allocUnsafe(unit * scan.buffer.length);
  const starts: Checkpoint[] = [];
  for (let at = from.offset; at < until && starts.length <= last - first + 1;) {
    const part = block.subarray(0, Math.min(block.length, unit * (until - at)));
    if ((await readBlock(file, part, unit * at)) < part.length) throw new StaleIndex();
    if (unit === 1) scan.buffer.set(part);
    else narrowed(part, form.encoding, scan.buffer);
    const units = part.length / unit;
    for (const start of scan.scan(units)) {
      if (from.records + start.records >= first) starts.push(start);
    }
    at += units;
  }
  const found: FileRecord[] = [];
  for (const [place, start] of starts.entries()) {
    const record = from.records + start.records;
    if (record > last) break;
    const offset = unit * (from.offset + start.offset);
    const next = starts[place + 1];
    const stop = next ? unit * (from.offset + next.offset) : unit * until;
    const isCut = stop - offset > LONGEST_RECORD_BYTES;
    const bytes = Buffer.allocUnsafe(isCut ? CUT_BYTES : stop - offset);
    if ((await readBlock(file, bytes, offset)) < bytes.length) throw new StaleIndex();
    found.push({ record, line: from.breaks + start.breaks + 1, bytes, isCut });
  }
  return found;
}

import type { FileHandle } from 'node:fs/promises';
import type { LabelRecord } from '../../core/labels/labelRecord.js';
import type { StoredLabels } from '../../core/labels/labelStore.js';
import { numberText, t } from '../../l10n/t.js';
import { readLabelLine } from './labelLine.js';

const NEWLINE = 0x0a;
const READ_BYTES = 256 * 1024;
/** A label with a long note is a few KB. */
const LONGEST_LINE = 1024 * 1024;
/** More than people give in years; each takes a few hundred bytes of memory. */
const MOST_RECORDS = 200_000;
/** Of a file that holds no labels at all, each line would be one. */
const MOST_FAULTS = 100;

/** Reads labels line by line; what is no label is told of and hides no other. */
export async function parseLabels(file: FileHandle): Promise<StoredLabels> {
  const records: LabelRecord[] = [];
  const faults: { line: number; message: string }[] = [];
  const blame = (line: number, message: string): void => {
    if (faults.length < MOST_FAULTS) faults.push({ line, message });
  };
  let line = 0;
  for await (const bytes of lines(file)) {
    line += 1;
    if (bytes === undefined) {
      blame(line, t('is longer than 1 MB'));
      continue;
    }
    const text = bytes.toString('utf8');
    if (text.trim() === '') continue;
    if (records.length === MOST_RECORDS) {
      const most = numberText(MOST_RECORDS);
      faults.push({
        line,
        message: t('and all behind it are not read, as there are {0} before', most),
      });
      break;
    }
    const read = readLabelLine(text);
    if ('record' in read) records.push(read.record);
    else blame(line, read.fault);
  }
  return { records, faults };
}

/** Lines without their ends; undefined for one that is too long, which is not kept. */
async function* lines(file: FileHandle): AsyncGenerator<Buffer | undefined> {
  let parts: Buffer[] = [];
  let length = 0;
  const take = (part: Buffer): void => {
    length += part.length;
    if (length <= LONGEST_LINE) parts.push(part);
    else parts = [];
  };
  const line = (): Buffer | undefined => {
    const whole = length > LONGEST_LINE ? undefined : Buffer.concat(parts);
    parts = [];
    length = 0;
    return whole;
  };
  for (;;) {
    const buffer = Buffer.allocUnsafe(READ_BYTES);
    const { bytesRead } = await file.read(buffer, 0, READ_BYTES, null);
    if (bytesRead === 0) break;
    const bytes = buffer.subarray(0, bytesRead);
    let start = 0;
    for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, start)) {
      take(bytes.subarray(start, at));
      yield line();
      start = at + 1;
    }
    take(bytes.subarray(start));
  }
  if (length > 0) yield line();
}

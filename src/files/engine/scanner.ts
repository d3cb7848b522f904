import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { parseRecords } from '../dataset/parseRecords.js';
import { decoded, unitBytes } from '../dataset/textEncoding.js';
import { isSameFile, stampOf } from '../scan/fileStamp.js';
import { readBlock } from '../scan/readBlock.js';
import { readRecordsOf, WHOLE_BYTES } from '../scan/readRecords.js';
import { StaleIndex } from '../scan/staleIndex.js';
import { createRowScan } from './rowScan.js';
import type { RowScan } from './rowScan.js';
import type { RowGroup, ScanJob } from './scanJob.js';
import type { Scanner } from './scanPool.js';

/**
 * Opens the file for one job. What a chunk and the end come to is that of `RowScan`. Throws
 * `StaleIndex` where the file isn't the one the job is about any more, or shorter.
 */
export async function startScanner(job: ScanJob): Promise<Scanner> {
  const scan = createRowScan(job.work, job.form);
  const file = await open(job.path);
  try {
    const stamp = stampOf(await file.stat({ bigint: true }));
    if (!isSameFile(stamp, job.stamp) || stamp.size < job.stamp.size) throw new StaleIndex();
  } catch (error) {
    await file.close();
    throw error;
  }
  let last: Promise<unknown> = Promise.resolve();
  return {
    chunk(chunk) {
      const next = last.then(async () => {
        for (const group of chunk) await scanGroup(file, job, { scan, group });
        return scan.taken();
      });
      last = next;
      return next;
    },
    finish: () => Promise.resolve(scan.finish()),
    close: () => file.close(),
  };
}

async function scanGroup(
  file: FileHandle,
  job: ScanJob,
  { scan, group }: { readonly scan: RowScan; readonly group: RowGroup },
): Promise<void> {
  const { encoding } = job.form;
  const unit = unitBytes(encoding);
  const length = unit * (group.to - group.from);
  if (length > WHOLE_BYTES) await scanLongRows(file, job, { scan, group });
  else if (encoding === 'utf-8') {
    const read = await readBlock(file, scan.input(length), unit * group.from);
    if (read < length) throw new StaleIndex();
    scan.add(length, group);
  } else {
    const bytes = Buffer.allocUnsafe(length);
    if ((await readBlock(file, bytes, unit * group.from)) < length) throw new StaleIndex();
    scan.add(put(scan, Buffer.from(decoded(bytes, encoding))), group);
  }
}

/** Each alone: one of them is longer than what is read at once, or than what is looked at. */
async function scanLongRows(
  file: FileHandle,
  { form }: ScanJob,
  { scan, group }: { readonly scan: RowScan; readonly group: RowGroup },
): Promise<void> {
  const header = form.delimiter === undefined ? 0 : 1;
  const first = group.row - 1 + header;
  const stretch = {
    from: { offset: group.from, records: first, breaks: group.line - 1 },
    until: group.to,
    unit: unitBytes(form.encoding),
    first,
    last: first + group.rows - 1,
  };
  for (const record of await readRecordsOf(file, form, stretch)) {
    if (record.isCut) {
      for (const row of await parseRecords([record], form)) scan.addCut(row);
      continue;
    }
    const { bytes, line } = record;
    const text = form.encoding === 'utf-8' ? bytes : Buffer.from(decoded(bytes, form.encoding));
    scan.add(put(scan, text), { row: record.record + 1 - header, line, rows: 1 });
  }
}

/** Gives the length. */
function put(scan: RowScan, bytes: Uint8Array): number {
  scan.input(bytes.length).set(bytes);
  return bytes.length;
}

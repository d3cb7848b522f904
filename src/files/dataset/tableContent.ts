import type { FileHandle } from 'node:fs/promises';
import { columnNames } from '../../core/dataset/columnNames.js';
import type { CsvHeader } from '../../core/dataset/text/csvProblems.js';
import type { ReadRow } from '../../core/dataset/rows/readRow.js';
import { MOST_VALUES } from '../../core/jsonBounds.js';
import { numberText, t } from '../../l10n/t.js';
import { openToRead } from '../openToRead.js';
import { isSameFile, isSameStamp, probe, stampOf } from '../scan/fileStamp.js';
import type { FileStamp } from '../scan/fileStamp.js';
import { knownRecords, readRecords } from '../scan/readRecords.js';
import { beginIndex } from '../scan/recordIndex.js';
import type { RecordIndex } from '../scan/recordIndex.js';
import { DatasetFault, openQuote } from './datasetFault.js';
import { readForm } from './datasetForm.js';
import { markRows } from './markRows.js';
import { csvFields, cutFault, parseRecords, rowColumns } from './parseRecords.js';
import type { RowForm } from './parseRecords.js';
import { unitBytes } from './textEncoding.js';

/**
 * One content of a dataset file: what it was when it was opened. The file stays open, so that
 * another one of its name is never mixed in.
 */
export interface TableContent {
  readonly path: string;
  readonly file: FileHandle;
  readonly form: RowForm;
  /** Of CSV; absent where the file has no record, or the first can't be read. */
  readonly header?: CsvHeader;
  /** Of CSV: why its first record can't be read. */
  readonly headerFault?: DatasetFault;
  readonly stamp: FileStamp;
  /** It goes on from what was known of the file before it grew. */
  readonly isContinued: boolean;
  /** Samples of its bytes. */
  readonly probe: string;
  /** Where the first row begins, behind the header of CSV: in units, and its line, from 1. */
  readonly body: { readonly offset: number; readonly line: number };
  /** What is known of it by now; it grows with each `indexOn`. */
  index(): RecordIndex;
  /** Goes through the next block of the file; nothing once the index is complete. */
  indexOn(): Promise<void>;
  /** Rows that are known by now. */
  rows(): number;
  /** Rows `from` to `to`, counted from 1, as far as they are known. Throws `StaleIndex`. */
  read(from: number, to: number): AsyncGenerator<readonly ReadRow[], void, undefined>;
  /** The same rows, each with all that is odd about it. */
  lookAt(from: number, to: number): AsyncGenerator<readonly ReadRow[], void, undefined>;
  /** What the file is now. */
  stampNow(): Promise<FileStamp>;
  /** The file still is what it was, but for what was appended to it. */
  isCurrent(): Promise<boolean>;
}

/** What a later opening of the same path can go on from. */
export interface KnownContent {
  readonly index: RecordIndex;
  readonly probe: string;
}

/** Rows of JSON Lines whose keys are the columns at first. */
const FIRST_ROWS = 100;

/**
 * Opens a file as far as its first rows need. `known` is used where the file only grew since, or is
 * the same. Throws `UserError` and what the file system throws.
 */
export async function openContent(path: string, known?: KnownContent): Promise<TableContent> {
  const file = await openToRead(path);
  try {
    return await contentOf(file, path, known);
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** For a later opening; undefined as long as not all of the file was gone through. */
export function knownContent({ index, probe: probed }: TableContent): KnownContent | undefined {
  return index().isComplete ? { index: index(), probe: probed } : undefined;
}

async function contentOf(
  file: FileHandle,
  path: string,
  known: KnownContent | undefined,
): Promise<TableContent> {
  const stamp = stampOf(await file.stat({ bigint: true }));
  const still = known && (await isContinued(file, stamp, known)) ? known.index : undefined;
  const form = still?.form ?? (await readForm(file, path));
  const making = beginIndex(file, { form, stamp, known: still });
  const before = form.delimiter === undefined ? 0 : 1;
  do await making.step();
  while (!making.index.isComplete && knownRecords(making.index) <= before);
  const { header, headerFault } = before === 0 ? {} : await readHeader(file, making.index);
  const columns =
    before === 0 ? await firstKeys(file, making.index) : columnNames(header?.fields ?? []);
  const rowForm: RowForm = { ...form, columns };
  const probed = await probe(file, stamp.size);
  const rows = () => Math.max(0, knownRecords(making.index) - before);
  const recordsOf = (from: number, to: number) => {
    const wanted = { first: from - 1 + before, last: Math.min(to, rows()) - 1 + before };
    return readRecords(file, making.index, wanted);
  };
  const readStamp = async () => stampOf(await file.stat({ bigint: true }));
  let seen = stamp;

  return {
    path,
    file,
    form: rowForm,
    ...(header && { header }),
    ...(headerFault && { headerFault }),
    stamp,
    isContinued: still !== undefined,
    probe: probed,
    body: await bodyOf(file, making.index),
    index: () => making.index,
    indexOn: making.step,
    rows,
    async *read(from, to) {
      for await (const records of recordsOf(from, to)) yield await parseRecords(records, rowForm);
    },
    async *lookAt(from, to) {
      for await (const records of recordsOf(from, to)) {
        yield markRows(await parseRecords(records, rowForm), records, rowForm);
      }
    },
    stampNow: readStamp,
    async isCurrent() {
      const now = await readStamp();
      if (isSameStamp(now, seen)) return true;
      if (now.size < stamp.size || (await probe(file, stamp.size)) !== probed) return false;
      seen = now;
      return true;
    },
  };
}

/** Whether the file begins with all that the index is of. */
async function isContinued(
  file: FileHandle,
  stamp: FileStamp,
  known: KnownContent,
): Promise<boolean> {
  const before = known.index.stamp;
  if (!isSameFile(before, stamp) || before.size > stamp.size) return false;
  return isSameStamp(before, stamp) || (await probe(file, before.size)) === known.probe;
}

async function readHeader(
  file: FileHandle,
  index: RecordIndex,
): Promise<Pick<TableContent, 'header' | 'headerFault'>> {
  for await (const records of readRecords(file, index, { first: 0, last: 0 })) {
    const [record] = records;
    const [fields] = await csvFields(records, index.form);
    if (!record) break;
    const { line } = record;
    if (!fields) return { headerFault: cutFault(record) ?? openQuote(line) };
    if (fields.length <= MOST_VALUES) return { header: { fields, line } };
    const most = numberText(MOST_VALUES);
    const message = t('line {0} names too many columns: expected no more than {1}', line, most);
    return { headerFault: new DatasetFault(line, message) };
  }
  return {};
}

/** Of the first rows of JSON Lines, in order of appearance. */
async function firstKeys(file: FileHandle, index: RecordIndex): Promise<readonly string[]> {
  const columns = new Set<string>();
  const form = { ...index.form, columns: [] };
  for await (const records of readRecords(file, index, { first: 0, last: FIRST_ROWS - 1 })) {
    for (const row of await parseRecords(records, form)) {
      for (const column of rowColumns(row)) columns.add(column);
    }
  }
  return [...columns];
}

async function bodyOf(file: FileHandle, index: RecordIndex): Promise<TableContent['body']> {
  const [first] = index.checkpoints;
  if (!first) return { offset: 0, line: 1 };
  if (index.form.delimiter === undefined) return { offset: first.offset, line: first.breaks + 1 };
  const unit = unitBytes(index.form.encoding);
  let offset = first.offset;
  for await (const records of readRecords(file, index, { first: 0, last: 1 })) {
    for (const { record, bytes, line } of records) {
      if (record === 1) return { offset, line };
      offset += bytes.length / unit;
    }
  }
  return { offset, line: 1 };
}

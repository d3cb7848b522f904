import type { FileHandle } from 'node:fs/promises';
import type { DatasetForm } from '../dataset/datasetForm.js';
import { narrowed, unitBytes } from '../dataset/textEncoding.js';
import type { FileStamp } from './fileStamp.js';
import { readBlock } from './readBlock.js';
import { createRecordScan, SCAN_START } from './recordScan.js';
import type { Checkpoint, ScanState } from './recordScan.js';

/** Bytes between checkpoints: what reading one row costs at most, but for long rows. */
const LEAST_EVERY = 64 * 1024;
/** Checkpoints of a file at most: those of a very large one are further apart. */
const MOST_CHECKPOINTS = 64 * 1024;

/**
 * Where the records of a file begin, sparsely: enough to find any by reading one stretch. Offsets
 * count units: two bytes each in UTF-16, else bytes.
 */
export interface RecordIndex {
  readonly stamp: FileStamp;
  readonly form: DatasetForm;
  readonly every: number;
  /** In order of the file. Empty for a file without records. */
  readonly checkpoints: readonly Checkpoint[];
  /** After the bytes that were gone through; at the end of the file when it is complete. */
  readonly end: ScanState;
  readonly isComplete: boolean;
}

/** An index that is being made; `index` is what is known by now. */
interface IndexMaking {
  readonly index: RecordIndex;
  /** Reads the next block; nothing once the index is complete. Not to be called twice at a time. */
  step(): Promise<void>;
}

/**
 * Begins to index the first `stamp.size` bytes of a file. `known` is an index of the same file from
 * before it grew: it is gone on from.
 */
export function beginIndex(
  file: FileHandle,
  options: {
    readonly form: DatasetForm;
    readonly stamp: FileStamp;
    readonly known?: RecordIndex | undefined;
  },
): IndexMaking {
  const { form, stamp, known } = options;
  const unit = unitBytes(form.encoding);
  const units = Math.floor(stamp.size / unit);
  const every = known?.every ?? Math.max(LEAST_EVERY, powerOfTwo(units / MOST_CHECKPOINTS));
  const from = known?.end ?? { ...SCAN_START, position: Math.min(units, form.mark / unit) };
  const scan = createRecordScan({ delimiter: form.delimiter, every, from });
  const checkpoints: Checkpoint[] = [...(known?.checkpoints ?? [])];
  let end = from;
  let isComplete = from.position >= units;

  const read = (position: number, bytes: Uint8Array): Reading => {
    const most = Math.min(bytes.length, units - position);
    return { bytes, reading: fill(file, bytes.subarray(0, most), { form, from: position }) };
  };
  /** The next part is read while this one is scanned. */
  const readAhead = (position: number, bytes: Uint8Array): Reading | undefined => {
    if (position >= units) return undefined;
    const next = read(position, bytes);
    // Told to whoever takes the next step; there may be none.
    next.reading.catch(() => undefined);
    return next;
  };
  let ahead: Reading | undefined;

  return {
    get index() {
      return { stamp, form, every, checkpoints, end, isComplete };
    },
    async step() {
      if (isComplete) return;
      const { bytes, reading } = ahead ?? read(end.position, scan.buffer);
      const length = await reading;
      ahead = readAhead(
        end.position + length,
        bytes === scan.buffer ? scan.otherBuffer : scan.buffer,
      );
      for (const checkpoint of scan.scan(length, bytes)) checkpoints.push(checkpoint);
      end = scan.state();
      // What is appended meanwhile belongs to the next index; a file that shrank is noticed elsewhere.
      isComplete = length === 0 || end.position >= units;
    },
  };
}

/** Units on their way to where they are scanned. */
interface Reading {
  readonly bytes: Uint8Array;
  /** Their number. */
  readonly reading: Promise<number>;
}

/** Puts units of the file where they are scanned; gives their number. */
async function fill(
  file: FileHandle,
  into: Uint8Array,
  { form, from }: { readonly form: DatasetForm; readonly from: number },
): Promise<number> {
  if (unitBytes(form.encoding) === 1) return readBlock(file, into, from);
  const bytes = Buffer.allocUnsafe(2 * into.length);
  const length = await readBlock(file, bytes, 2 * from);
  return narrowed(bytes.subarray(0, length), form.encoding, into);
}

function powerOfTwo(value: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(1, value)));
}

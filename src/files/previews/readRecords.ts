import type { DatasetFormat } from '../../core/dataset/dataset.js';
import type { FilePart } from '../../core/dataset/service/serviceFiles.js';
import { textUnits, wholeRecords } from '../../core/dataset/rows/wholeRecords.js';

/** No record that can be shown is longer. */
const LONGEST_RECORD = 64 * 1024 ** 2;

interface RecordsRequest {
  readonly format: DatasetFormat;
  /** First byte; a record begins there. */
  readonly from: number;
  /** About so many; more where no record ends in them. */
  readonly bytes: number;
  /** How the file begins, where `from` is not its start. */
  readonly start?: Uint8Array;
}

/**
 * Reads a part of a dataset that ends with a record: at the last one that ends in the bytes, or in
 * twice as many, and so on up to 64 MB; at the end of the file with whatever stands there.
 */
export async function readRecords(
  read: (from: number, bytes: number) => Promise<FilePart>,
  { format, from, bytes, start }: RecordsRequest,
): Promise<FilePart> {
  // The header of CSV alone shows nothing.
  const wanted = from === 0 && format === 'csv' ? 2 : 1;
  let part = await read(from, bytes);
  let held = part.bytes;
  let asked = bytes;
  for (;;) {
    const end = from + held.length;
    if (held.length < asked || end === part.of) return { bytes: held, of: part.of ?? end };
    const whole = wholeRecords(held, format, textUnits(start ?? held));
    if (whole.records >= wanted) return { bytes: held.subarray(0, whole.bytes), of: part.of };
    if (held.length >= LONGEST_RECORD) return { bytes: held, of: part.of };
    part = await read(end, held.length);
    asked += held.length;
    held = Buffer.concat([held, part.bytes]);
  }
}

import { isUtf8 } from 'node:buffer';
import type { FieldForm, FieldModule } from './fieldModule.js';
import { createRecordScan } from './recordScan.js';
import type { RecordScan } from './recordScan.js';

/** Where whole records are put for a module. */
interface FieldInput {
  /** Room for so many bytes; void as soon as anything else is asked of the module. */
  room(length: number): Uint8Array;
  /** Looks whether the bytes that were put there are text, and mends them where they are not. */
  check(length: number): CheckedInput;
}

/** Records in UTF-8 without a fault. */
interface CheckedInput {
  readonly length: number;
  /** For each row whether it had bytes that were no text: where in memory, 0 where none had. */
  readonly bad: number;
  /** The records as they were, where some had. */
  readonly records?: readonly Buffer[];
}

/** What UTF-8 shows for bytes that are no text. */
const REPLACEMENT = Buffer.from('\uFFFD');

export function createFieldInput(module: FieldModule, form: FieldForm): FieldInput {
  let scan: RecordScan | undefined;
  let flags = { at: 0, size: 0 };

  const recordsOf = (bytes: Buffer): Buffer[] => {
    scan ??= createRecordScan({ delimiter: form.delimiter, every: 1 });
    scan.restart();
    const starts: number[] = [];
    for (let at = 0; at < bytes.length; at += scan.buffer.length) {
      const part = bytes.subarray(at, at + scan.buffer.length);
      scan.buffer.set(part);
      for (const { offset } of scan.scan(part.length)) starts.push(offset);
    }
    return starts.map((start, place) => bytes.subarray(start, starts[place + 1]));
  };

  const putFlags = (values: readonly number[]): number => {
    if (values.length > flags.size) {
      flags = { at: module.take(2 * values.length), size: 2 * values.length };
    }
    module.bytes(flags.at, values.length).set(values);
    return flags.at;
  };

  return {
    room: (length) => module.bytes(module.reserve(length), length),
    check(length) {
      const bytes = module.bytes(module.reserve(length), length);
      const wasReplaced = form.wasReplaced === true;
      if (isUtf8(bytes) && !(wasReplaced && bytes.includes(REPLACEMENT))) return { length, bad: 0 };
      const records = recordsOf(Buffer.from(bytes));
      const bad = putFlags(
        records.map((record) =>
          isUtf8(record) ? Number(wasReplaced && record.includes(REPLACEMENT)) : 1,
        ),
      );
      const sound = Buffer.concat(records.map((record) => Buffer.from(record.toString())));
      // It may be longer, and memory moves then.
      module.bytes(module.reserve(sound.length), sound.length).set(sound);
      return { length: sound.length, bad, records };
    },
  };
}

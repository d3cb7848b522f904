import { columnNumber, putUpper } from './armConditions.js';
import { createFieldInput } from './fieldInput.js';
import { createFieldModule } from './fieldModule.js';
import type { FieldForm } from './fieldModule.js';

/** Reads one column as rows are sorted by it, some rows at a time. */
interface SortKeyScan {
  /** Room for so many bytes of whole records, to be filled before the next call. */
  input(length: number): Uint8Array;
  /** Of the rows that the first `length` bytes are, `row` being the first. */
  keys(length: number, row: number): SortKeys;
}

/**
 * Keys of rows, to be compared byte by byte: numbers by value come first (`numberOf` the cell's text),
 * then texts without regard to case, of which the first 1,024 bytes count.
 */
export interface SortKeys {
  /** Number of the first row; the others follow without a gap. */
  readonly row: number;
  /** The keys one after the other; that of row i ends where that of row i + 1 begins. */
  readonly bytes: Uint8Array;
  /** One more than there are rows. The key is empty where there is nothing to sort by. */
  readonly starts: Uint32Array;
}

const ALL_KEYS = 0xffffffff;

export function createSortKeyScan(form: FieldForm, column: string): SortKeyScan {
  const module = createFieldModule(form, ALL_KEYS, {});
  putUpper(module);
  const number = columnNumber(module, form, column);
  module.limitKeys();
  const input = createFieldInput(module, form);
  return {
    input: input.room,
    keys(length, row) {
      const checked = input.check(length);
      const count = module.sortKeys(checked.length, row, number);
      const starts = module.words(module.keyStarts.value, count + 1).slice();
      const bytes = Uint8Array.from(module.bytes(module.keyBytes.value, starts[count] ?? 0));
      return { row, bytes, starts };
    },
  };
}

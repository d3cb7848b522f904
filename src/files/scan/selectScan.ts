import type { RowFilter } from '../../core/dataset/query/rowQuery.js';
import { brokenText } from '../dataset/parseRecords.js';
import { armConditions } from './armConditions.js';
import { conditionsOf, sharedAnchor } from './conditions.js';
import { createFieldInput } from './fieldInput.js';
import { createFieldModule } from './fieldModule.js';
import type { FieldForm } from './fieldModule.js';
import { decodeLoose } from './looseUtf8.js';

/** Finds the rows that meet every filter, some at a time. */
interface SelectScan {
  /** Room for so many bytes of whole records, to be filled before the next call. */
  input(length: number): Uint8Array;
  /** Of the rows that the first `length` bytes are, `first` being the first, the numbers of those. */
  rows(length: number, first: number): Uint32Array;
}

/** Keys that are forgotten are none of the filters'. */
const ALL_KEYS = 0xffffffff;

/** Throws `UserError` of kind `usage` for a regular expression that is none. */
export function createSelectScan(form: FieldForm, filters: readonly RowFilter[]): SelectScan {
  const conditions = conditionsOf(filters);
  const anchor = sharedAnchor(conditions, form);
  let firstRow = 0;
  /** The records as they were, where some had bytes that are no text. */
  let records: readonly Buffer[] | undefined;

  const module = createFieldModule(form, ALL_KEYS, {
    test(number, at, length, hasSurrogate) {
      const text =
        hasSurrogate === 0 ? module.text(at, length) : decodeLoose(module.bytes(at, length));
      return conditions[number]?.test?.(text) === true;
    },
    testBroken(number, row, at, end) {
      const record = records?.[(row >>> 0) - firstRow] ?? module.bytes(at, end - at);
      const text = brokenText(record, { ...form, encoding: 'utf-8' });
      return conditions[number]?.test?.(text) === true;
    },
  });
  armConditions(module, form, { conditions, anchor });
  const input = createFieldInput(module, form);

  return {
    input: input.room,
    rows(length, first) {
      // What is looked for stands there as it is, whether the rest is sound or not.
      if (anchor && module.hasCandidate(length) === 0) return new Uint32Array();
      const checked = input.check(length);
      records = checked.records;
      firstRow = first;
      const count = module.select(checked.length, first, checked.bad);
      return module.words(module.found.value, count).slice();
    },
  };
}

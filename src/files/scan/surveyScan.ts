import { MOST_COLUMNS, MOST_FAULTS } from '../../core/dataset/survey/mergeParts.js';
import type { RowFault, RowPlace, SurveyPart } from '../../core/dataset/survey/surveyPart.js';
import { t } from '../../l10n/t.js';
import { DatasetFault, openQuote } from '../dataset/datasetFault.js';
import { parseJsonLine } from '../dataset/parseJsonLine.js';
import { createFieldInput } from './fieldInput.js';
import { createFieldModule } from './fieldModule.js';
import type { FieldForm } from './fieldModule.js';
import { csvColumns, jsonColumns } from './readColumns.js';
import { createRowMarks, markBit } from './rowMarks.js';

/** Looks at rows of a file, some at a time, in the order of the file; there may be gaps. */
interface SurveyScan {
  /** Room for so many bytes of whole records, to be filled before the next call. */
  input(length: number): Uint8Array;
  /** Adds the rows that the first `length` bytes are, `at` being the first; gives how many. */
  add(length: number, at: RowPlace): number;
  /** Adds a row that is too long to be looked at. */
  addBroken(fault: RowFault): void;
  /** What they come to so far. */
  part(): SurveyPart;
}

const UNEVEN = markBit('extra-fields') | markBit('missing-fields');
const BROKEN = markBit('broken');
/** Columns that are counted beyond those that are looked at. */
const MOST_LEFT_OUT = 100_000;

/**
 * `shape` leaves out what takes a look at values: which columns there are, which rows lack some, and
 * what is odd, is all that is found then.
 */
export function createSurveyScan(form: FieldForm, detail: 'profile' | 'shape'): SurveyScan {
  const marks = createRowMarks();
  const uneven = new Map<number, { count: number; readonly first: RowPlace }>();
  const faults: RowFault[] = [];
  const leftOut = new Set<bigint>();
  const firsts: RowPlace[] = [];
  const firstMissing = new Map<number, RowPlace>();
  let first: RowPlace | undefined;
  /** Where line breaks were counted up to, and the line that begins there. */
  let counted = { at: 0, line: 0 };

  const place = (row: number): RowPlace => {
    const at = module.rowStart.value;
    counted = { at, line: counted.line + module.lineBreaks(counted.at, at) };
    // Numbers beyond 2^31 come as negative ones.
    return { row: row >>> 0, line: counted.line };
  };

  const fault = (row: number): RowFault => {
    const at = place(row);
    if (form.delimiter !== undefined) return { ...at, message: openQuote(at.line).message };
    const from = module.rowStart.value;
    const text = module.text(from, module.rowEnd.value - from);
    return { ...at, message: jsonFault(text, at.line) };
  };

  const module = createFieldModule(form, MOST_COLUMNS, {
    oddRow(row, bits, fields) {
      marks.add(bits, () => place(row));
      if ((bits & BROKEN) !== 0 && faults.length < MOST_FAULTS) faults.push(fault(row));
      if ((bits & UNEVEN) === 0) return;
      const known = uneven.get(fields);
      if (known) known.count += 1;
      else uneven.set(fields, { count: 1, first: place(row) });
    },
    firstRow: (row) => (first = place(row)),
    newColumn: (row, column) => (firsts[column] = place(row)),
    leftOut: (hash) => {
      if (leftOut.size < MOST_LEFT_OUT) leftOut.add(BigInt.asUintN(64, hash));
    },
    firstMissing: (row, column) => firstMissing.set(column, place(row)),
  });
  if (detail === 'shape') module.withoutFigures();
  const input = createFieldInput(module, form);

  return {
    input: input.room,
    add(length, at) {
      const checked = input.check(length);
      counted = { at: module.reserve(checked.length), line: at.line };
      return module.survey(checked.length, at.row, checked.bad) >>> 0;
    },
    addBroken(fault) {
      marks.add(BROKEN, () => fault);
      if (faults.length < MOST_FAULTS) faults.push(fault);
    },
    part() {
      const rows = module.soundRows.value >>> 0;
      const rowsByFields = [...uneven].map(([fields, of]) => ({ fields, ...of }));
      const found = {
        rows,
        first,
        uneven: rowsByFields,
        faults: [...faults],
        marks: marks.marked(),
      };
      return form.delimiter === undefined
        ? { ...found, columns: jsonColumns(module, { first, firsts, firstMissing }), leftOut }
        : { ...found, ...csvColumns(module, form.columns, found) };
    },
  };
}

/** Why a line is no row. The module takes all that `JSON.parse` does, but only objects. */
function jsonFault(text: string, line: number): string {
  try {
    parseJsonLine(text, line);
  } catch (error) {
    if (error instanceof DatasetFault) return error.message;
    throw error;
  }
  return t('line {0} is not JSON that can be read here', line);
}

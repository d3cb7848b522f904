import { compileFilters } from '../../core/dataset/query/matchRow.js';
import type { ReadRow } from '../../core/dataset/rows/readRow.js';
import type { RowFilter } from '../../core/dataset/query/rowQuery.js';
import type { RowForm } from '../dataset/parseRecords.js';
import { clause } from '../dataset/datasetFault.js';
import { unitBytes } from '../dataset/textEncoding.js';
import type { FieldForm } from '../scan/fieldModule.js';
import { StaleIndex } from '../scan/staleIndex.js';
import { createSelectScan } from '../scan/selectScan.js';
import { createSortKeyScan } from '../scan/sortKeyScan.js';
import type { SortKeys } from '../scan/sortKeyScan.js';
import { createSurveyScan } from '../scan/surveyScan.js';
import type { RowGroup, ScanWork } from './scanJob.js';

/** One kind of work on rows that are at hand, in the order of the file. */
export interface RowScan {
  /** Room for so many bytes of whole records in UTF-8, to be filled before the next call. */
  input(length: number): Uint8Array;
  /** Looks at the rows that these bytes are. Throws `StaleIndex` where they are not as many. */
  add(length: number, rows: Pick<RowGroup, 'row' | 'line' | 'rows'>): void;
  /** A row that is too long to be looked at. */
  addCut(row: ReadRow): void;
  /** What the rows since the last call came to. */
  taken(): unknown;
  /** What all rows together came to. */
  finish(): unknown;
}

/** Throws `UserError` of kind `usage` for a filter that can't be one. */
export function createRowScan(work: ScanWork, form: RowForm): RowScan {
  const { delimiter, columns, encoding } = form;
  const fieldForm: FieldForm = {
    ...(delimiter !== undefined && { delimiter }),
    columns,
    wasReplaced: unitBytes(encoding) === 2,
  };
  switch (work.kind) {
    case 'select':
      return selectRows(fieldForm, work.filters);
    case 'keys':
      return sortKeys(fieldForm, work.column);
    case 'survey':
      return survey(fieldForm, work.detail);
  }
}

/** What is taken is the numbers of the rows that meet every filter. */
function selectRows(form: FieldForm, filters: readonly RowFilter[]): RowScan {
  const scan = createSelectScan(form, filters);
  const meets = compileFilters(filters);
  let found: Uint32Array[] = [];
  return {
    input: scan.input,
    add: (length, { row }) => void found.push(scan.rows(length, row)),
    addCut(row) {
      if (meets(row)) found.push(Uint32Array.of(row.row));
    },
    taken() {
      const rows = new Uint32Array(found.reduce((sum, { length }) => sum + length, 0));
      let at = 0;
      for (const part of found) {
        rows.set(part, at);
        at += part.length;
      }
      found = [];
      return rows;
    },
    finish: () => undefined,
  };
}

/** What is taken is `SortKeys`, some after others. */
function sortKeys(form: FieldForm, column: string): RowScan {
  const scan = createSortKeyScan(form, column);
  let found: SortKeys[] = [];
  return {
    input: scan.input,
    add(length, { row, rows }) {
      const keys = scan.keys(length, row);
      if (keys.starts.length !== rows + 1) throw new StaleIndex();
      found.push(keys);
    },
    addCut: ({ row }) =>
      void found.push({ row, bytes: new Uint8Array(), starts: new Uint32Array(2) }),
    taken() {
      const batches = found;
      found = [];
      return batches;
    },
    finish: () => undefined,
  };
}

/** What it comes to is a `SurveyPart`. */
function survey(form: FieldForm, detail: 'profile' | 'shape'): RowScan {
  const scan = createSurveyScan(form, detail);
  return {
    input: scan.input,
    add(length, group) {
      if (scan.add(length, group) !== group.rows) throw new StaleIndex();
    },
    addCut({ row, line, broken }) {
      scan.addBroken({ row, line, message: clause(broken?.message ?? '') });
    },
    taken: () => undefined,
    finish: scan.part,
  };
}

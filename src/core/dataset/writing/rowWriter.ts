import { columnNames } from '../columnNames.js';
import { csvRecord, isFormula } from '../text/csvText.js';
import { markdownRecord, tabbedRecord } from '../rows/plainRecords.js';
import type { ReadRow } from '../rows/readRow.js';
import { rowCells } from '../rows/rowCells.js';
import { rowLine, valueTexts } from '../rows/rowLine.js';
import { createWrittenTally } from './writtenTally.js';
import type { WrittenTally } from './writtenTally.js';
import type { ColumnRename, WrittenCounts } from './writeRequest.js';

/** `json` is one list of objects, `text` has tabs between the cells. */
export const ROW_FORMS = ['csv', 'jsonl', 'json', 'markdown', 'text'] as const;
export type RowForm = (typeof ROW_FORMS)[number];

export interface RowWriterOptions {
  readonly form: RowForm;
  /** In this order. Undefined: all of each row under their own names, for JSON alone. */
  readonly columns: readonly ColumnRename[] | undefined;
  /** CSV only; a comma when absent. */
  readonly delimiter?: string;
  /** CSV and `text`: an apostrophe goes before what a spreadsheet would take for a formula. */
  readonly guardFormulas: boolean;
}

/** Turns rows into text, one after the other. */
interface RowWriter {
  /** What stands before the first row. */
  readonly head: string;
  /** Undefined for a row that can't be read: it is left out and counted. */
  line(row: ReadRow): string | undefined;
  /** What stands behind the last row. */
  tail(): string;
  counts(): WrittenCounts;
}

export function createRowWriter(options: RowWriterOptions): RowWriter {
  const tally = createWrittenTally();
  const { head, line, tail } = layoutOf(options, tally);
  return {
    head,
    line(row) {
      if (row.broken) {
        tally.leftOut(row.row);
        return undefined;
      }
      if (row.extra?.some((field) => field !== '')) tally.cutOff(row.row);
      const text = line(row);
      if (text.includes('\uFFFD') || hasHalfCharacter(row, text)) tally.unreadable(row.row);
      return text;
    },
    tail,
    counts: tally.counts,
  };
}

/** JSON can name half of a character, as in "\ud83d"; a file of UTF-8 can't hold it. */
function hasHalfCharacter({ source }: ReadRow, text: string): boolean {
  if (source === undefined || !/\\u[dD][89a-fA-F]/.test(source)) return false;
  return /\p{Surrogate}/u.test(text);
}

interface Layout {
  readonly head: string;
  line(row: ReadRow): string;
  tail(): string;
}

function layoutOf(options: RowWriterOptions, tally: WrittenTally): Layout {
  const { form, columns } = options;
  switch (form) {
    case 'jsonl':
      return { head: '', line: (row) => `${objectText(row, columns)}\n`, tail: () => '' };
    case 'json':
      return listLayout(columns);
    case 'csv':
    case 'markdown':
    case 'text':
      return recordLayout(options, tally);
  }
}

function listLayout(columns: readonly ColumnRename[] | undefined): Layout {
  let isEmpty = true;
  return {
    head: '[',
    line(row) {
      const before = isEmpty ? '\n  ' : ',\n  ';
      isEmpty = false;
      return before + objectText(row, columns);
    },
    tail: () => (isEmpty ? ']\n' : '\n]\n'),
  };
}

/** Values as they stand in the file. */
function objectText(row: ReadRow, columns: readonly ColumnRename[] | undefined): string {
  if (!columns) return row.source?.trim() ?? rowLine(row);
  const texts = valueTexts(row);
  const members: string[] = [];
  for (const { name, as } of columns) {
    const text = texts.get(name);
    if (text !== undefined) members.push(`${JSON.stringify(as)}:${text}`);
  }
  return `{${members.join(',')}}`;
}

function recordLayout(
  { form, columns = [], delimiter = ',', guardFormulas }: RowWriterOptions,
  tally: WrittenTally,
): Layout {
  const record = (cells: readonly string[]): string => {
    if (form === 'markdown') return markdownRecord(cells);
    const safe = cells.map((cell) => {
      if (!isFormula(cell)) return cell;
      if (guardFormulas) tally.guarded();
      else tally.unguarded();
      return guardFormulas ? `'${cell}` : cell;
    });
    return form === 'csv' ? csvRecord(safe, delimiter) : tabbedRecord(safe);
  };
  // As a header is read: a column without a name gets one by its place.
  const head = record(columnNames(columns.map(({ as }) => as)));
  const rule = form === 'markdown' ? `|${' --- |'.repeat(columns.length)}\n` : '';
  return {
    head: columns.length === 0 ? '' : head + rule,
    line(row) {
      const cell = rowCells(row);
      return record(columns.map(({ name }) => cell(name)));
    },
    tail: () => '',
  };
}

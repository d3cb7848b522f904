import { DELIMITERS } from './detectDelimiter.js';
import { numberOf } from '../query/numberOf.js';

/** What must stand in quotes, whatever the delimiter: a reader may yet have to guess it. */
const NEEDS_QUOTES = new RegExp(`["\r\n${DELIMITERS.join('')}]|^\uFEFF`);
/** Spreadsheets take the full-width forms for the same. */
const FORMULA = /^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

/**
 * One record of CSV (RFC 4180) with a line feed at its end. A cell is quoted where it holds a quote,
 * a line break or any of the usual delimiters, and then its quotes are doubled; a record of one blank
 * cell is quoted, as it would be read as an empty line.
 */
export function csvRecord(cells: readonly string[], delimiter: string): string {
  if (cells.length === 1 && (cells[0] ?? '').trim() === '') return `${quoted(cells[0] ?? '')}\n`;
  let record = '';
  for (const [index, cell] of cells.entries()) {
    if (index > 0) record += delimiter;
    record += NEEDS_QUOTES.test(cell) ? quoted(cell) : cell;
  }
  return `${record}\n`;
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

/**
 * Whether a spreadsheet that opens the CSV would take the cell for a formula: it begins with = + - @,
 * a tab or a carriage return, and is no number.
 */
export function isFormula(cell: string): boolean {
  return FORMULA.test(cell) && numberOf(cell) === undefined;
}

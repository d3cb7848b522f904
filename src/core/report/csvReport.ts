import { stringify } from 'csv-stringify/sync';
import { reportRows, type RunReport } from './runReport.js';

/**
 * Every row as CSV: number, outcome, then the columns of `results.jsonl`. A cell that a spreadsheet
 * would take for a formula gets an apostrophe in front.
 */
export function csvReport(report: RunReport): string {
  const rows = reportRows(report);
  const columns = [...new Set(rows.flatMap(({ result }) => Object.keys(result)))];
  const records = rows.map(({ number, outcome, cell }) => [number, outcome, ...columns.map(cell)]);
  return stringify([['row', 'outcome', ...columns], ...records], { escape_formulas: true });
}

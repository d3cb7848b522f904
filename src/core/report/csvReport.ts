import { stringify } from 'csv-stringify/sync';
import { repeatsOf } from '../judging/repeatedVerdict.js';
import { reportRows, type RunReport } from './runReport.js';

/**
 * Every row as CSV: number, outcome, with `run.repeats` the verdicts of its judgements as JSON (what
 * else they said is in `details.jsonl`), then the columns of `results.jsonl`. A cell that a spreadsheet
 * would take for a formula gets an apostrophe in front.
 */
export function csvReport(report: RunReport): string {
  const rows = reportRows(report);
  const columns = [...new Set(rows.flatMap(({ result }) => Object.keys(result)))];
  const isRepeated = repeatsOf(report.manifest.spec) > 1;
  const records = rows.map(({ number, outcome, judgements = '', cell }) => [
    number,
    outcome,
    ...(isRepeated ? [judgements] : []),
    ...columns.map(cell),
  ]);
  const head = ['row', 'outcome', ...(isRepeated ? ['judgements'] : []), ...columns];
  return stringify([head, ...records], { escape_formulas: true });
}

import type { RunManifest, RunStatistics } from '../runs/manifest.js';
import type { ResultRow, RowOutcome, StoredRow } from '../runs/resultRow.js';
import { valueTexts } from '../dataset/rowLine.js';
import { outcomeOf } from '../judging/outcome.js';

/** What every report is made from. */
export interface RunReport {
  readonly manifest: RunManifest;
  readonly statistics: RunStatistics;
  readonly rows: readonly StoredRow[];
}

export interface ReportRow {
  /** Row of the dataset from 1 where it is known, else the place in the result file. */
  readonly number: number;
  readonly outcome: RowOutcome;
  /** Label, score or decision as the judge gave it; empty where there is none. */
  readonly verdict: string;
  readonly feedback: string;
  readonly result: ResultRow;
  /** The value of a column as text, a number with the digits of the result file. */
  cell(column: string): string;
}

/** The rows of a report in the dataset's order. */
export function reportRows({ manifest, rows }: RunReport): readonly ReportRow[] {
  return rows
    .map(({ result, line, details }, index) => ({
      number: details?.row ?? index + 1,
      outcome: details?.outcome ?? outcomeOf(result, manifest.spec),
      verdict: textOf(result['label'] ?? result['score'] ?? result['final_decision']),
      feedback:
        textOf(result['feedback'] ?? result['judge_feedback_original_order']) ||
        (details?.errors ?? []).map((error) => `${error.stage}: ${error.message}`).join(' '),
      result,
      cell: cellsOf(result, line),
    }))
    .sort((a, b) => a.number - b.number);
}

function cellsOf(result: ResultRow, line: string | undefined): (column: string) => string {
  if (line === undefined) return (column) => textOf(result[column]);
  const texts = valueTexts({ values: result, source: line });
  return (column) => {
    const value = result[column];
    return typeof value === 'number' ? (texts.get(column) ?? '') : textOf(value);
  };
}

/** One line that says where the verdicts come from. */
export function sourceLine({ manifest }: RunReport): string {
  const { backend, demo, models, status, origin } = manifest;
  const place = {
    local: 'judged by the local runner',
    together: 'judged on the cloud service',
    demo: 'judged by the embedded demo service',
  }[backend];
  const at = origin ? ` (${origin})` : '';
  const scripted = demo ? '; demo: the verdicts are scripted and say nothing about a model' : '';
  return `${status}, ${place}${at}, judge ${models.judge.model}${scripted}`;
}

export function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

import type { Findings } from '../datasetCheck.js';
import type { SurveyPart } from './surveyPart.js';
export function surveyFindings(
  part: SurveyPart,
  { rows }: { rows: number; form: unknown },
): Findings {
  const problems = part.faults.map((f) => ({
    severity: 'error' as const,
    code: 'broken-line',
    row: f.row,
    line: f.line,
    message: `${f.message}.`,
  }));
  return {
    columns: part.columns.map(({ name }) => name),
    rows,
    problems,
    problemCount: problems.length,
  };
}

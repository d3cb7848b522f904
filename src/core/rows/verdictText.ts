import { asScore } from '../judging/verdictValues.js';
import type { RowOutcome, StoredRow } from '../runs/resultRow.js';

/** The verdict of a row in a word or a number, as a table shows it. */
export function verdictText({ result, details }: StoredRow, outcome: RowOutcome): string {
  switch (outcome) {
    case 'passed':
    case 'failed': {
      const label = result['label'];
      const verdict = typeof label === 'string' ? label.trim() : asScore(result['score']);
      if (verdict === undefined) return outcome;
      // The mean of several scores has more digits than anybody reads.
      const isMean = typeof verdict === 'number' && details?.judgements !== undefined;
      return isMean ? String(+verdict.toFixed(4)) : String(verdict);
    }
    case 'a':
      return 'A wins';
    case 'b':
      return 'B wins';
    case 'tie':
      return 'tie';
    case 'invalid':
      return 'invalid';
    case 'judge_error':
      return 'judge error';
    case 'generation_error':
      return 'no response';
  }
}

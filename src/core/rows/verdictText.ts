import { decimalText, t } from '../../l10n/t.js';
import { outcomeWords } from '../report/reportWords.js';
import { asScore } from '../judging/verdictValues.js';
import type { RowOutcome, StoredRow } from '../runs/resultRow.js';

/** The verdict of a row in a word or a number, the same in every language: by it rows are filtered. */
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

/** The same for people, as a table shows it. */
export function verdictWords(row: StoredRow, outcome: RowOutcome): string {
  switch (outcome) {
    case 'passed':
    case 'failed': {
      const verdict = verdictText(row, outcome);
      if (typeof row.result['label'] === 'string') return verdict;
      return asScore(row.result['score']) === undefined
        ? outcomeWords(outcome)
        : decimalText(verdict);
    }
    case 'a':
      return t('A wins');
    case 'b':
      return t('B wins');
    case 'tie':
      return t('tie');
    case 'invalid':
      return t('invalid');
    case 'judge_error':
      return t('judge error');
    case 'generation_error':
      return t('no response');
  }
}

import type { ResultRow, RowDetails, StoredRow } from '../../core/runs/resultRow.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { DETAILS, RESULTS } from './rowPair.js';

/** The row of a line of the results, `text`, with what its line of the details says. */
export function storedRow(
  result: ResultRow,
  text: string,
  details: RowDetails | undefined,
): StoredRow {
  return {
    result,
    ...(isLossy(text) && text !== JSON.stringify(result) && { line: text }),
    ...(details && { details }),
  };
}

/** Whether the line may hold what `JSON.parse` changes: `1.0`, `1e3`, long integers, keys such as `"10"`. */
function isLossy(line: string): boolean {
  return /\d(?:\.\d*0|[.\d]*[eE])|-0|\d[\d.]{15}|"\d+"\s*:/.test(line);
}

/** A line before others that is no row. `line` counts from 1. */
export function brokenLine(line: number, path: string): UserError {
  const hint = t('restore the file, or delete this line of {0} and of {1} alike', RESULTS, DETAILS);
  return new UserError('storage', t('Line {0} of {1} is no JSON object; {2}.', line, path, hint));
}

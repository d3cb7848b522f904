import { t } from '../../l10n/t.js';
import { UserError } from '../userError.js';
import { holm } from '../stats/holm.js';
import { compareRuns } from './compareRuns.js';
import type { CompareOptions } from './compareRuns.js';
import type { ComparedRun, Comparison } from './comparison.js';
import { clearDifference } from './comparisonSentence.js';
import type { ClearDifference } from './comparisonSentence.js';

/** A run against the baseline; the comparison's A is the baseline, B the run. */
export interface BaselineEntry {
  readonly run: ComparedRun;
  readonly comparison: Comparison;
  /** Adjusted for the number of runs (Holm 1979); null where nothing could be tested. */
  readonly adjustedP: number | null;
  readonly clear: ClearDifference;
}

/** Each run against the same baseline. Throws `UserError` of kind `usage`, as `compareRuns` does. */
export async function compareWithBaseline(
  baseline: ComparedRun,
  others: readonly ComparedRun[],
  options: CompareOptions,
): Promise<readonly BaselineEntry[]> {
  if (others.length === 0) {
    throw new UserError('usage', t('Name a run to compare with the baseline.'));
  }
  const compared: { run: ComparedRun; comparison: Comparison }[] = [];
  let read = 0;
  for (const run of others) {
    let here = 0;
    const comparison = await compareRuns(baseline, run, {
      ...options,
      onProgress: (rows) => options.onProgress?.(read + (here = rows)),
    });
    read += here;
    compared.push({ run, comparison });
  }
  const tested = compared.flatMap(({ comparison: { test } }) =>
    test.p_value === null ? [] : [test.p_value],
  );
  const adjusted = holm(tested);
  let next = 0;
  return compared.map(({ run, comparison }) => {
    const adjustedP = comparison.test.p_value === null ? null : (adjusted[next++] ?? null);
    return { run, comparison, adjustedP, clear: clearDifference(comparison, adjustedP) };
  });
}

/** What a significance test said, as it is written to files. */
export interface TestResult {
  /** The test and, where there are several ways, which it was: `Wilcoxon signed-rank (exact)`. */
  readonly name: string;
  /** Null where nothing could be tested. */
  readonly statistic: number | null;
  /** Two-sided; null where nothing could be tested. */
  readonly p_value: number | null;
}

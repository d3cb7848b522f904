import type { RunStatistics } from '../runs/manifest.js';
import { grouped, meanText, percent, percentRange } from './figures.js';

const SAME = { classify: 'label', score: 'score', compare: 'decision' } as const;

/**
 * How far the judge agrees with itself, in words: `The judge gave the same label in 94.0 % of pairs
 * (95 % interval 92.1 to 95.6; 200 rows judged several times)`. Without a full stop; undefined for a
 * run that judged each row once.
 */
export function consistencySentence(statistics: RunStatistics): string | undefined {
  const { self_consistency: estimate, within_row_sd: deviation, type } = statistics;
  if (estimate === undefined) return undefined;
  if (estimate === null) return 'No row has two verdicts that could agree';
  const { value, n = 0 } = estimate;
  const rows = n === 1 ? '1 row' : `${grouped(n)} rows`;
  return (
    `The judge gave the same ${SAME[type]} in ${percent(value)} % of pairs ` +
    `(95 % interval ${percentRange(estimate, ' to ')}; ${rows} judged several times)` +
    (typeof deviation === 'number'
      ? `; its scores of the same row have a standard deviation of ${deviationText(deviation)}`
      : '')
  );
}

/** A standard deviation with the decimals that its size deserves. */
export function deviationText(deviation: number): string {
  return meanText({ value: deviation, low: 0, high: deviation, method: '' }, '–').value;
}

import type { Estimate } from '../runs/manifest.js';
import type { LengthEffect } from './lengthEffect.js';

/**
 * Which way verdicts lean by length. `little`: the interval holds no lean or only a slight one;
 * `unknown`: it is so wide that a strong lean and none are both in it.
 */
export type LengthLean = 'longer' | 'shorter' | 'little' | 'unknown';

/**
 * A share leans from one half, a rank correlation from 0 where its test finds that too; null where there
 * is neither.
 */
export function lengthLean({ longer_wins, rank_correlation }: LengthEffect): LengthLean | null {
  if (longer_wins) return leanOf(longer_wins, { neutral: 0.5, slight: 0.05 });
  if (!rank_correlation) return null;
  const lean = leanOf(rank_correlation, { neutral: 0, slight: 0.1 });
  const isCertain = rank_correlation.p_value < ALPHA;
  return isCertain || lean === 'little' ? lean : noLean(rank_correlation);
}

/** The counterpart of 95 % intervals. */
const ALPHA = 0.05;

/** Wider than this, an interval around no lean tells nothing. */
const WIDE = 0.3;

function noLean({ low, high }: Pick<Estimate, 'low' | 'high'>): LengthLean {
  return high - low <= WIDE ? 'little' : 'unknown';
}

/** With many rows the slightest lean is certain: it is still slight. */
function leanOf(
  { low, high }: Estimate,
  { neutral, slight }: { readonly neutral: number; readonly slight: number },
): LengthLean {
  if (low > neutral - slight && high < neutral + slight) return 'little';
  if (low > neutral) return 'longer';
  if (high < neutral) return 'shorter';
  return noLean({ low, high });
}

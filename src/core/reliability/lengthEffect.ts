import { asScore } from '../judging/verdictValues.js';
import type { Estimate } from '../runs/manifest.js';
import type { ResultRow, RowOutcome } from '../runs/resultRow.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { wilsonEstimate } from '../stats/intervals.js';
import { logisticSlope } from '../stats/logistic.js';
import { kendallTau } from '../stats/rankCorrelation.js';
import { responseTexts } from './responseTexts.js';

/**
 * How verdicts go with the length of what is judged, in characters (UTF-16 units; an empty response
 * counts as one). That is no fault in itself: a longer response may be better.
 */
export interface LengthEffect {
  /** Rows that tell: decided rows of compare, evaluated rows else, whose responses are known. */
  readonly rows: number;
  /** Compare: decided rows that the longer response won, of those whose lengths differ; Wilson. */
  readonly longer_wins: Estimate | null;
  /**
   * By what a doubling multiplies the odds: of A's win, of the length of A over that of B (compare);
   * of passing, of the response's length (classify). From a logistic regression on the logarithm to
   * the base 2; null where it can't be fitted, and for score.
   */
  readonly odds_per_doubling: (Estimate & { readonly p_value: number }) | null;
  /** Classify, score: Kendall's τ-b of length with passing, or with the score. */
  readonly rank_correlation: (Estimate & { readonly p_value: number }) | null;
}

interface LengthCollector {
  add(result: ResultRow, outcome: RowOutcome): void;
  current(): LengthEffect;
}

export function collectLengthEffect(spec: ResolvedSpec): LengthCollector {
  return spec.type === 'compare' ? compareLengths(spec) : singleLengths(spec);
}

function compareLengths(spec: ResolvedSpec): LengthCollector {
  const ratios: number[] = [];
  const wins: (0 | 1)[] = [];
  return {
    add(result, outcome) {
      if (outcome !== 'a' && outcome !== 'b') return;
      const [a, b] = responseTexts(result, spec);
      if (a === undefined || b === undefined) return;
      ratios.push(Math.log2(lengthOf(a) / lengthOf(b)));
      wins.push(outcome === 'a' ? 1 : 0);
    },
    current() {
      let longer = 0;
      let unequal = 0;
      ratios.forEach((ratio, index) => {
        if (ratio === 0) return;
        unequal += 1;
        if (ratio > 0 === (wins[index] === 1)) longer += 1;
      });
      return {
        rows: ratios.length,
        longer_wins: wilsonEstimate(longer, unequal),
        odds_per_doubling: oddsOf(ratios, wins),
        rank_correlation: null,
      };
    },
  };
}

function singleLengths(spec: ResolvedSpec): LengthCollector {
  const lengths: number[] = [];
  const values: number[] = [];
  return {
    add(result, outcome) {
      if (outcome !== 'passed' && outcome !== 'failed') return;
      const [text] = responseTexts(result, spec);
      const value = spec.type === 'score' ? asScore(result['score']) : outcome === 'passed' ? 1 : 0;
      if (text === undefined || value === undefined) return;
      lengths.push(lengthOf(text));
      values.push(value);
    },
    current: () => ({
      rows: lengths.length,
      longer_wins: null,
      odds_per_doubling:
        spec.type === 'score'
          ? null
          : oddsOf(
              lengths.map(Math.log2),
              values.map((value) => (value === 1 ? 1 : 0)),
            ),
      rank_correlation: kendallTau(lengths, values),
    }),
  };
}

function lengthOf(text: string): number {
  return Math.max(1, text.length);
}

function oddsOf(x: readonly number[], y: readonly (0 | 1)[]): LengthEffect['odds_per_doubling'] {
  const fitted = logisticSlope(x, y);
  if (!fitted) return null;
  const { slope, p_value } = fitted;
  return {
    ...slope,
    value: Math.exp(slope.value),
    low: Math.exp(slope.low),
    high: Math.exp(slope.high),
    p_value,
  };
}

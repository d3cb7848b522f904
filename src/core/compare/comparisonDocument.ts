import { comparedVerdict } from './comparedRow.js';
import type { ComparedRow } from './comparedRow.js';
import { pairAt, pairKey } from './comparison.js';
import type { Comparison } from './comparison.js';
import { comparisonSentence } from './comparisonSentence.js';
import { CHANGES } from './pairedChange.js';

/**
 * What `gavel diff --json` prints of two runs. Rates and `delta` are fractions, of scores points of
 * the scale; figures are over the `judged` pairs. `a` and `b` of a changed row are its verdicts.
 */
export function comparisonDocument(comparison: Comparison) {
  const { measure, counts, pairedBy } = comparison;
  const [better, worse] = CHANGES[measure];
  return {
    sentence: comparisonSentence(comparison),
    cautions: comparison.cautions,
    measure,
    pairs: comparison.pairs.length,
    only_in_a: comparison.onlyInA.length,
    only_in_b: comparison.onlyInB.length,
    paired_by: pairedBy.kind === 'row' ? 'row' : pairedBy.columns,
    repeated: { pairs: comparison.repeatedPairs, unpaired: comparison.unpairedRepeats },
    judged: comparison.judged,
    no_verdict: counts.no_verdict,
    a: comparison.a,
    b: comparison.b,
    delta: comparison.delta,
    test: comparison.test,
    [better]: counts[better],
    [worse]: counts[worse],
    same: counts.same,
    ...(comparison.relabelled > 0 && { relabelled: comparison.relabelled }),
    changed: Array.from(comparison.changed, (at) => changedRow(comparison, at)),
  };
}

function changedRow(comparison: Comparison, at: number) {
  const { a, b, change } = pairAt(comparison, at);
  return {
    row_key: pairKey(comparison, at),
    a: verdict(a),
    b: verdict(b),
    change,
    row_a: a.row,
    row_b: b.row,
  };
}

function verdict(row: ComparedRow): string | number {
  return row.verdict ?? comparedVerdict(row);
}

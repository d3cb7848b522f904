import type { ResultRow, RowOutcome } from '../runs/resultRow.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { asLabel, asScore } from './verdictValues.js';

/**
 * What the judge decided of a row: a label of the spec, a score, or `A`, `B`, `Tie`; undefined where
 * it gave no verdict that counts. `outcome`: see `outcomeOf`.
 */
export function judgedVerdict(
  result: ResultRow,
  outcome: RowOutcome,
  spec: ResolvedSpec,
): string | number | undefined {
  switch (outcome) {
    case 'passed':
    case 'failed':
      return spec.type === 'classify'
        ? asLabel(result['label'], spec.labels)
        : asScore(result['score']);
    case 'a':
      return 'A';
    case 'b':
      return 'B';
    case 'tie':
      return 'Tie';
    case 'invalid':
    case 'judge_error':
    case 'generation_error':
      return undefined;
  }
}

import { responsesOf } from '../judging/responsesOf.js';
import type { ResultRow } from '../runs/resultRow.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';

/** What was judged: one text, or for compare those of A and B; undefined where the row has none. */
export function responseTexts(
  result: ResultRow,
  spec: ResolvedSpec,
): readonly (string | undefined)[] {
  return responsesOf(result, spec).map(({ value }) => {
    if (value === undefined || value === null) return undefined;
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
}

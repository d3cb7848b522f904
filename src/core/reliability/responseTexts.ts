import type { ResultRow } from '../runs/resultRow.js';
import type { ResolvedSpec, Responder } from '../spec/evalSpec.js';

/** What was judged: one text, or for compare those of A and B; undefined where the row has none. */
export function responseTexts(
  result: ResultRow,
  spec: ResolvedSpec,
): readonly (string | undefined)[] {
  return spec.type === 'compare'
    ? [
        textOf(result, 'MODEL_TO_EVALUATE_OUTPUT_A', spec.model_a),
        textOf(result, 'MODEL_TO_EVALUATE_OUTPUT_B', spec.model_b),
      ]
    : [textOf(result, 'MODEL_TO_EVALUATE_OUTPUT', spec.model_to_evaluate)];
}

/** The run's output; the service may leave it out where the response was in the dataset. */
function textOf(result: ResultRow, column: string, responder: Responder): string | undefined {
  const own =
    typeof responder === 'string' && Object.hasOwn(result, responder)
      ? result[responder]
      : undefined;
  const value = result[column] ?? own;
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

import { t } from '../../l10n/t.js';
import type { Json } from '../json.js';
import type { ResultRow } from '../runs/resultRow.js';
import type { ResolvedSpec, Responder } from '../spec/evalSpec.js';

interface ResponseOf {
  /** The same in every language. */
  readonly id: 'response' | 'response A' | 'response B';
  /** In words: `response`, or for compare `response A`, `response B`. */
  readonly title: string;
  readonly field: 'model_to_evaluate' | 'model_a' | 'model_b';
  readonly responder: Responder;
  readonly value: Json | undefined;
}

/** What was judged: the run's output, or where a result lacks it, the dataset's column. */
export function responsesOf(result: ResultRow, spec: ResolvedSpec): ResponseOf[] {
  const response = (
    { id, title }: Pick<ResponseOf, 'id' | 'title'>,
    field: ResponseOf['field'],
    responder: Responder,
    column: string,
  ): ResponseOf => ({
    id,
    title,
    field,
    responder,
    value: result[column] ?? (typeof responder === 'string' ? result[responder] : undefined),
  });
  return spec.type === 'compare'
    ? [
        response(
          { id: 'response A', title: t('response A') },
          'model_a',
          spec.model_a,
          'MODEL_TO_EVALUATE_OUTPUT_A',
        ),
        response(
          { id: 'response B', title: t('response B') },
          'model_b',
          spec.model_b,
          'MODEL_TO_EVALUATE_OUTPUT_B',
        ),
      ]
    : [
        response(
          { id: 'response', title: t('response') },
          'model_to_evaluate',
          spec.model_to_evaluate,
          'MODEL_TO_EVALUATE_OUTPUT',
        ),
      ];
}

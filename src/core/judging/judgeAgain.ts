import { t } from '../../l10n/t.js';
import type { DatasetRow } from '../dataset/dataset.js';
import type { RequestRole, StoredRow } from '../runs/resultRow.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { responders } from '../spec/responders.js';
import { UserError } from '../userError.js';
import type { Chat } from './chat.js';
import { judgeRow } from './judgeRow.js';
import { generateRole } from './rowRequests.js';

/**
 * Asks the judge about a row once more, as the run asked it: the same spec, the responses that the run
 * has kept. No model is asked for a response, and the details count the judge's requests alone. Throws
 * `UserError` for a row whose response was never there, and what `judgeRow` throws.
 */
export async function judgeAgain(
  { spec, row, stored }: AgainTask,
  chat: Chat,
  signal: AbortSignal,
): Promise<StoredRow> {
  const kept = keptResponses(stored, spec, row.row);
  const judgeOnly: Chat = (request, aborted, asking) => {
    const text = asking && kept.get(asking.role);
    return text === undefined
      ? chat(request, aborted, asking)
      : // A hit is counted for nothing: nobody is asked.
        Promise.resolve({ text, finish: 'stop', cache: 'hit' });
  };
  const judged = await judgeRow({ spec, row }, judgeOnly, signal);
  if (!judged.details) return judged;
  const { ...details } = judged.details;
  delete details.cache;
  return { ...judged, details };
}

interface AgainTask {
  readonly spec: ResolvedSpec;
  /** Of the dataset. */
  readonly row: DatasetRow;
  /** The run's own result for it. */
  readonly stored: StoredRow;
}

const OUTPUTS = {
  model_to_evaluate: 'MODEL_TO_EVALUATE_OUTPUT',
  model_a: 'MODEL_TO_EVALUATE_OUTPUT_A',
  model_b: 'MODEL_TO_EVALUATE_OUTPUT_B',
} as const;

/** What the models said; columns of the dataset are in its row. */
function keptResponses(
  { result }: StoredRow,
  spec: ResolvedSpec,
  row: number,
): ReadonlyMap<RequestRole, string> {
  const kept = new Map<RequestRole, string>();
  for (const [field, responder] of responders(spec)) {
    if (typeof responder === 'string') continue;
    const text = result[OUTPUTS[field]];
    if (typeof text !== 'string') {
      const message = t(
        'Row {0} has no response of {1} to judge; retry the failed rows of the run first.',
        row,
        responder.model,
      );
      throw new UserError('usage', message);
    }
    kept.set(generateRole(field), text);
  }
  return kept;
}

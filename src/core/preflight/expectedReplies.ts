import type { EvalPlan, ModelField } from '../runs/evalBackend.js';
import type { RunManifest } from '../runs/manifest.js';
import type { RequestRole } from '../runs/resultRow.js';
import { MODEL_OF_ROLE } from '../runs/runCost.js';
import { JUDGE_DEFAULTS, MODEL_DEFAULTS } from '../spec/evalSpec.js';
import { modelObjects } from '../spec/responders.js';

/** How long a reply of one role is expected to be. */
export interface ExpectedReply {
  /** Completion tokens of one reply, on average. */
  readonly tokens: number;
  /** `max_tokens`: no reply is longer. */
  readonly most: number;
  /** The run that it was measured in and over how many requests; absent: it is assumed. */
  readonly measured?: { readonly run: string; readonly requests: number };
}

/** A verdict: two or three sentences of feedback in a JSON object. */
const ASSUMED_VERDICT = 120;
/** An answer of some paragraphs. */
const ASSUMED_ANSWER = 300;

/**
 * Completion tokens of each role: the mean of the latest of the runs in which the same model
 * answered, else an assumption. `earlier`: runs of the same spec, newest first.
 */
export function expectedReply(
  role: RequestRole,
  plan: Pick<EvalPlan, 'spec'>,
  earlier: readonly RunManifest[],
): ExpectedReply {
  const field = MODEL_OF_ROLE[role];
  const model = modelOf(plan, field);
  const [most, assumed] =
    field === 'judge'
      ? [model?.max_tokens ?? JUDGE_DEFAULTS.max_tokens, ASSUMED_VERDICT]
      : [model?.max_tokens ?? MODEL_DEFAULTS.max_tokens, ASSUMED_ANSWER];
  for (const manifest of earlier) {
    if (!asksTheSame(plan, manifest, field)) continue;
    const used = manifest.usage?.by_role?.[role];
    const requests = used ? used.requests - (used.unreported ?? 0) : 0;
    if (!used || requests === 0) continue;
    const tokens = used.completion_tokens / requests;
    return { tokens, most, measured: { run: manifest.id, requests } };
  }
  return { tokens: Math.min(assumed, most), most };
}

function modelOf({ spec }: Pick<EvalPlan, 'spec'>, field: ModelField) {
  return modelObjects(spec).find(([name]) => name === field)?.[1];
}

function asksTheSame(
  plan: Pick<EvalPlan, 'spec'>,
  { models }: RunManifest,
  field: ModelField,
): boolean {
  const now = modelOf(plan, field);
  const then = models[field];
  return now?.model === then?.model && now?.model_source === then?.model_source;
}

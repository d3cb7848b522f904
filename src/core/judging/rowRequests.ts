import type { DatasetRow } from '../dataset/dataset.js';
import type { RequestRole } from '../runs/resultRow.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import type { ChatMessage, ChatRequest } from './chat.js';
import { judgeRequests, responseSource, seeded } from './chatRequests.js';
import { responders, type ResponderField } from '../spec/responders.js';
import type { FieldError, RenderField } from './chatRequests.js';
import type { JudgedResponse } from './judgeMessages.js';
import type { ComposedMessage } from './messageParts.js';

export interface RowRequest {
  readonly role: RequestRole;
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  /** The same messages with what they are made of. */
  readonly composed: readonly ComposedMessage[];
  /** All that is sent; with `run.repeats`, the first of the judge's requests. */
  readonly request: ChatRequest;
}

export type RowRequests =
  | { readonly ok: true; readonly requests: RowRequest[] }
  | { readonly ok: false; readonly error: FieldError };

/** Generated responses as far as they are known, by the field of the spec they belong to. */
export type KnownResponses = Readonly<Partial<Record<ResponderField, string>>>;

const GENERATE_ROLES = {
  model_to_evaluate: 'generate',
  model_a: 'generate-a',
  model_b: 'generate-b',
} as const satisfies Record<ResponderField, RequestRole>;

export function generateRole(field: ResponderField): RequestRole {
  return GENERATE_ROLES[field];
}

/**
 * The exact messages that a run sends for a row, in the order they are sent. Where a response is
 * generated and not known yet, a placeholder in square brackets stands for it in the judge's
 * requests; nothing else differs from the run's (but for the fence's marker, which follows the text).
 */
export function rowRequests(
  spec: ResolvedSpec,
  row: DatasetRow,
  responses: KnownResponses = {},
  renderField?: RenderField,
): RowRequests {
  const requests: RowRequest[] = [];
  const judged: JudgedResponse[] = [];
  for (const [field, responder] of responders(spec)) {
    const source = responseSource(field, responder, row, renderField);
    if (!source.ok) return source;
    if (source.value.from === 'dataset') {
      judged.push(source.value);
      continue;
    }
    const { prompt, request } = source.value;
    const { model } = request.target;
    requests.push(rowRequest(generateRole(field), source.value, spec));
    const origin = { kind: 'generated', model } as const;
    judged.push({ prompt, text: responses[field] ?? placeholder(model), origin });
  }
  const [first, second] = judged;
  if (!first) return { ok: true, requests };
  const shown = second ? ([first, second] as const) : ([first] as const);
  const judging = judgeRequests(spec, row, shown, renderField);
  if (!judging.ok) return judging;
  requests.push(...judging.value.map((judge) => rowRequest(judge.role, judge, spec)));
  return { ok: true, requests };
}

function rowRequest(
  role: RequestRole,
  { request, composed }: Pick<RowRequest, 'request' | 'composed'>,
  spec: ResolvedSpec,
): RowRequest {
  const { target, messages } = request;
  return { role, model: target.model, messages, composed, request: seeded(request, spec, 1) };
}

function placeholder(model: string): string {
  return `[the response of ${model} will stand here]`;
}

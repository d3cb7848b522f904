import type { DatasetRow } from '../dataset/dataset.js';
import type { RequestRole } from '../runs/resultRow.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import type { ChatMessage, ChatRequest } from './chat.js';
import { judgeRequests, responders, responseSource } from './chatRequests.js';
import type { FieldError, ResponderField } from './chatRequests.js';
import { estimateMessageTokens } from './estimateTokens.js';
import type { JudgedResponse } from './judgeMessages.js';

export interface RowRequest {
  readonly role: RequestRole;
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  /** Prompt tokens, estimated. */
  readonly tokens: number;
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
): RowRequests {
  const requests: RowRequest[] = [];
  const judged: JudgedResponse[] = [];
  for (const [field, responder] of responders(spec)) {
    const source = responseSource(field, responder, row);
    if (!source.ok) return source;
    if (source.value.from === 'dataset') {
      judged.push({ text: source.value.text });
      continue;
    }
    const { prompt, request } = source.value;
    requests.push(rowRequest(generateRole(field), request));
    judged.push({ prompt, text: responses[field] ?? placeholder(request.target.model) });
  }
  const [first, second] = judged;
  if (!first) return { ok: true, requests };
  const judging = judgeRequests(spec, row, second ? [first, second] : [first]);
  if (!judging.ok) return judging;
  requests.push(...judging.value.map(({ role, request }) => rowRequest(role, request)));
  return { ok: true, requests };
}

function rowRequest(role: RequestRole, { target, messages }: ChatRequest): RowRequest {
  return { role, model: target.model, messages, tokens: estimateMessageTokens(messages) };
}

function placeholder(model: string): string {
  return `[the response of ${model} will stand here]`;
}

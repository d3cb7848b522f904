import { t } from '../../l10n/t.js';
import type { DatasetRow } from '../dataset/dataset.js';
import { rowLine } from '../dataset/rows/rowLine.js';
import type { Json } from '../json.js';
import type { RequestRole } from '../runs/resultRow.js';
import { JUDGE_DEFAULTS, MODEL_DEFAULTS } from '../spec/evalSpec.js';
import type { ResolvedModel, ResolvedSpec, Responder } from '../spec/evalSpec.js';
import type { ResponderField } from '../spec/responders.js';
import { renderTemplate } from '../template/renderTemplate.js';
import type { Rendered, TemplateError } from '../template/renderTemplate.js';
import type { ChatRequest, ChatTarget } from './chat.js';
import { judgedTexts, judgeMessages, systemMessage, verdictSchema } from './judgeMessages.js';
import type { Shown } from './judgeMessages.js';
import { composed, plainMessages } from './messageParts.js';
import type { ComposedMessage, MessagePart } from './messageParts.js';

/** A template that can't be rendered, or a response that isn't there. `field`: `judge.system_template`, … */
export type FieldError = TemplateError & { readonly field: string };

type Built<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: FieldError };

/** Renders a template; `field` is where the spec has it. Another one can look on. */
export type RenderField = (field: string, template: string, row: DatasetRow) => Rendered;

const plainly: RenderField = (_, template, row) => renderTemplate(template, row);

/** Where one response of a row comes from. */
type ResponseSource =
  | ({ readonly from: 'dataset' } & MessagePart)
  | {
      readonly from: 'model';
      readonly prompt: MessagePart;
      readonly request: ChatRequest;
      readonly composed: readonly ComposedMessage[];
    };

export interface JudgeRequest {
  readonly role: RequestRole;
  readonly request: ChatRequest;
  /** The request's messages with what they are made of. */
  readonly composed: readonly ComposedMessage[];
  /** The judged texts in it. */
  readonly material: readonly string[];
}

/** The response that is in the row, or the request that generates it. */
export function responseSource(
  field: ResponderField,
  responder: Responder,
  row: DatasetRow,
  renderField = plainly,
): Built<ResponseSource> {
  if (typeof responder === 'string') return columnResponse(field, responder, row);
  const render = rendering(row, renderField);
  const system = render(`${field}.system_template`, responder.system_template);
  if (!system.ok) return system;
  const input = render(`${field}.input_template`, responder.input_template);
  if (!input.ok) return input;
  const messages = [...systemMessage(system.value), composed('user', [input.value])];
  const request = {
    target: chatTarget(responder),
    messages: plainMessages(messages),
    max_tokens: responder.max_tokens ?? MODEL_DEFAULTS.max_tokens,
    temperature: responder.temperature ?? MODEL_DEFAULTS.temperature,
  };
  return { ok: true, value: { from: 'model', prompt: input.value, request, composed: messages } };
}

/** Values other than text are judged as JSON; null or no value is no response. */
function columnResponse(field: string, column: string, row: DatasetRow): Built<ResponseSource> {
  const value = Object.hasOwn(row.values, column) ? (row.values[column] ?? null) : null;
  if (value === null) {
    const message = t('Row {0} has no response in column "{1}".', row.row, column);
    return { ok: false, error: { kind: 'runtime', line: null, message, field } };
  }
  const text = valueText(value, column, row);
  return { ok: true, value: { from: 'dataset', text, origin: { kind: 'column', column } } };
}

/** A value as the judge reads it; a number as it stands in the file, with every digit. */
export function valueText(value: Json, column: string, row: DatasetRow): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') return JSON.stringify(value);
  return rowLine(row, [column]).slice(`{${JSON.stringify(column)}:`.length, -'}'.length);
}

/** The judge's requests for one response, or for two: both orders unless the spec wants one. */
export function judgeRequests(
  spec: ResolvedSpec,
  row: DatasetRow,
  shown: Shown,
  renderField = plainly,
): Built<readonly JudgeRequest[]> {
  const rubric = judgeRubric(spec, row, renderField);
  if (!rubric.ok) return rubric;
  const requestFor = (role: RequestRole, order: Shown): JudgeRequest => {
    const messages = judgeMessages(spec, rubric.value, order);
    return {
      role,
      material: judgedTexts(order),
      composed: messages,
      request: {
        target: chatTarget(spec.judge),
        messages: plainMessages(messages),
        max_tokens: spec.judge.max_tokens ?? JUDGE_DEFAULTS.max_tokens,
        temperature: spec.judge.temperature ?? JUDGE_DEFAULTS.temperature,
        schema: verdictSchema(spec),
      },
    };
  };
  const [first, second] = shown;
  const flipped =
    second && isJudgedTwice(spec) ? [requestFor('judge-flipped', [second, first])] : [];
  return { ok: true, value: [requestFor('judge', shown), ...flipped] };
}

/** The judge's system template, rendered. */
export function judgeRubric(
  spec: ResolvedSpec,
  row: DatasetRow,
  renderField = plainly,
): Built<MessagePart> {
  return rendering(row, renderField)('judge.system_template', spec.judge.system_template);
}

/**
 * The request with the run's seed, if it has one. Each repeat has the next: an endpoint that keeps to
 * seeds answers the same to the same.
 */
export function seeded(request: ChatRequest, { run }: ResolvedSpec, repeat: number): ChatRequest {
  return run?.seed === undefined ? request : { ...request, seed: run.seed + repeat - 1 };
}

export function isJudgedTwice(spec: ResolvedSpec): boolean {
  return spec.type === 'compare' && spec.disable_position_bias_correction !== true;
}

function rendering(row: DatasetRow, renderField: RenderField) {
  return (field: string, template: string): Built<MessagePart> => {
    const rendered = renderField(field, template, row);
    return rendered.ok
      ? { ok: true, value: { text: rendered.output, origin: { kind: 'template', field } } }
      : { ok: false, error: { ...rendered.error, field } };
  };
}

function chatTarget(model: ResolvedModel | ResolvedSpec['judge']): ChatTarget {
  return {
    model: model.model,
    model_source: model.model_source,
    ...(model.external_base_url !== undefined && { external_base_url: model.external_base_url }),
    ...(model.external_api_token !== undefined && { external_api_token: model.external_api_token }),
  };
}

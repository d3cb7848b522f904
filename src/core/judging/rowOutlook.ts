import type { DatasetRow } from '../dataset/dataset.js';
import { JUDGE_DEFAULTS } from '../spec/evalSpec.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import type { RenderTrace } from '../template/render/renderTrace.js';
import type { ChatTarget } from './chat.js';
import { judgeRubric, responseSource } from './chatRequests.js';
import { responders } from '../spec/responders.js';
import { estimateTokens } from './estimateTokens.js';
import { printedUndefined, tracingInto } from './tracedRequests.js';

/**
 * What a row's rendering comes to: `fails` (no request can be made), `empty` (a template or the
 * judged response is blank), `warns` (a template prints something undefined, or the prompt is too long
 * for the model), else `ok`.
 */
export type RowFlag = 'ok' | 'fails' | 'empty' | 'warns';

export interface RowOutlook {
  readonly flag: RowFlag;
  /** Of all that is rendered and judged, in UTF-16 units. */
  readonly length: number;
}

/** Tokens that a model takes, prompt and reply together; undefined where nobody said. */
export type ContextLength = (target: NamedModel) => number | undefined;

type NamedModel = Pick<ChatTarget, 'model' | 'model_source'>;

/**
 * Looks at one row of many: renders what `rowRequests` renders and frames nothing. Lengths in tokens
 * are the estimate of `estimateTokens` here.
 */
export function rowOutlook(
  spec: ResolvedSpec,
  row: DatasetRow,
  contextLength: ContextLength = () => undefined,
): RowOutlook {
  const traces = new Map<string, RenderTrace>();
  const render = tracingInto(traces);
  const judged: string[] = [];
  let length = 0;
  const found = { isEmpty: false, isTooLong: false };
  const take = (text: string, mayBeBlank: boolean) => {
    length += text.length;
    found.isEmpty ||= !mayBeBlank && isBlank(text);
  };
  const fit = (model: NamedModel, texts: readonly string[], reply: number) => {
    const limit = contextLength(model);
    if (limit === undefined) return;
    const tokens = texts.reduce((sum, text) => sum + estimateTokens(text), reply);
    found.isTooLong ||= tokens > limit;
  };

  for (const [field, responder] of responders(spec)) {
    const source = responseSource(field, responder, row, render);
    if (!source.ok) return { flag: 'fails', length };
    if (source.value.from === 'dataset') {
      judged.push(source.value.text);
      take(source.value.text, false);
    } else {
      const { prompt, request } = source.value;
      const texts = request.messages.map(({ content }) => content);
      judged.push(prompt.text);
      // A template that is blank itself is meant to be.
      take(prompt.text, typeof responder !== 'string' && isBlank(responder.input_template));
      fit(request.target, texts, request.max_tokens);
    }
  }
  const rubric = judgeRubric(spec, row, render);
  if (!rubric.ok) return { flag: 'fails', length };
  const { system_template: template, max_tokens: reply } = spec.judge;
  take(rubric.value.text, isBlank(template));
  fit(spec.judge, [rubric.value.text, ...judged], reply ?? JUDGE_DEFAULTS.max_tokens);

  if (found.isEmpty) return { flag: 'empty', length };
  const warns = found.isTooLong || printedUndefined(traces).length > 0;
  return { flag: warns ? 'warns' : 'ok', length };
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}

import type { JsonObject } from '../json.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import type { ChatRequest } from './chat.js';
import { fence } from './fence.js';
import type { FencedSection } from './fence.js';
import { composed } from './messageParts.js';
import type { ComposedMessage, MessagePart, PartOrigin } from './messageParts.js';

/** A response to be judged, with the prompt that brought it forth where we know it. */
export interface JudgedResponse {
  readonly text: string;
  readonly origin: PartOrigin;
  readonly prompt?: MessagePart;
}

/** `[response]`, or for compare `[shown first, shown second]`. */
export type Shown = readonly [JudgedResponse] | readonly [JudgedResponse, JudgedResponse];

/**
 * What the judge is sent: the rendered rubric as system message; the fenced material and the output
 * instruction as user message.
 */
export function judgeMessages(
  spec: ResolvedSpec,
  rubric: MessagePart,
  shown: Shown,
): ComposedMessage[] {
  const instruction = { text: outputInstruction(spec), origin: { kind: 'instruction' } } as const;
  const material = fence(sections(shown), [rubric.text]);
  const gap = { text: '\n\n', origin: { kind: 'frame' } } as const;
  return [...systemMessage(rubric), composed('user', [...material, gap, instruction])];
}

/** Texts of the judge's request that are material: a verdict that stands in them is a quotation. */
export function judgedTexts(shown: Shown): string[] {
  return sections(shown).map(({ text }) => text);
}

/** Some endpoints refuse a blank system message: none is sent. */
export function systemMessage(part: MessagePart): ComposedMessage[] {
  return part.text.trim() === '' ? [] : [composed('system', [part])];
}

function sections([first, second]: Shown): FencedSection[] {
  const prompt = (name: string, part: MessagePart | undefined) => (part ? [{ name, ...part }] : []);
  const response = (name: string, { text, origin }: JudgedResponse) => ({ name, text, origin });
  if (!second) return [...prompt('PROMPT', first.prompt), response('RESPONSE', first)];
  const responses = [response('RESPONSE A', first), response('RESPONSE B', second)];
  if (first.prompt?.text === second.prompt?.text) {
    return [...prompt('PROMPT', first.prompt), ...responses];
  }
  return [
    ...prompt('PROMPT OF RESPONSE A', first.prompt),
    ...responses.slice(0, 1),
    ...prompt('PROMPT OF RESPONSE B', second.prompt),
    ...responses.slice(1),
  ];
}

function outputInstruction(spec: ResolvedSpec): string {
  const { task, field } = verdictWords(spec);
  return (
    `${task} Judge by the criteria you were given and by nothing else. ` +
    'Answer with one JSON object and no text around it: ' +
    `{"feedback": "<your reasons, briefly>", ${field}}`
  );
}

function verdictWords(spec: ResolvedSpec): { readonly task: string; readonly field: string } {
  switch (spec.type) {
    case 'classify': {
      const labels = spec.labels.map((label) => JSON.stringify(label)).join(', ');
      return {
        task: `Give the RESPONSE one of these labels, spelled exactly so: ${labels}.`,
        field: '"label": "<the label>"',
      };
    }
    case 'score':
      return {
        task: `Give the RESPONSE a score from ${spec.min_score} (worst) to ${spec.max_score} (best).`,
        field: '"score": <the number>',
      };
    case 'compare':
      return {
        task:
          'Choose the better one of RESPONSE A and RESPONSE B. ' +
          'The order in which they stand says nothing about them.',
        field: '"choice": "A" or "B"',
      };
  }
}

/** JSON Schema of the judge's reply. */
export function verdictSchema(spec: ResolvedSpec): NonNullable<ChatRequest['schema']> {
  return { name: `gavel_${spec.type}_verdict`, schema: objectSchema(verdictProperty(spec)) };
}

function verdictProperty(spec: ResolvedSpec): JsonObject {
  switch (spec.type) {
    case 'classify':
      return { label: { type: 'string', enum: spec.labels } };
    case 'score':
      return { score: { type: 'number', minimum: spec.min_score, maximum: spec.max_score } };
    case 'compare':
      return { choice: { type: 'string', enum: ['A', 'B'] } };
  }
}

/** Feedback stands first, so that the judge gives its reasons before it decides. */
function objectSchema(verdict: JsonObject): JsonObject {
  return {
    type: 'object',
    properties: { feedback: { type: 'string' }, ...verdict },
    required: ['feedback', ...Object.keys(verdict)],
    additionalProperties: false,
  };
}

import type { JsonObject } from '../core/json.js';
import { isJsonObject } from '../core/json.js';
import type { ScriptedRequest } from './scriptedModel.js';

/** What a judge is asked for. */
export type VerdictForm =
  | { readonly type: 'label'; readonly labels: readonly string[] }
  | { readonly type: 'score'; readonly min: number; readonly max: number }
  | { readonly type: 'choice'; readonly choices: readonly string[] };

/** Reads from the schema, or without one from the words of the request, which verdict is wanted. */
export function verdictForm(request: ScriptedRequest): VerdictForm | undefined {
  const prompt = request.messages.map(({ content }) => content).join('\n');
  const properties = request.schema?.['properties'];
  if (isJsonObject(properties)) return formOfSchema(properties, prompt);
  if (request.schema || !/"feedback"/.test(prompt)) return undefined;
  if (/"label"/.test(prompt)) return { type: 'label', labels: quotedList(prompt) };
  if (/"score"/.test(prompt)) return { type: 'score', ...rangeIn(prompt) };
  if (/"choice"/.test(prompt)) return { type: 'choice', choices: ['A', 'B'] };
  return undefined;
}

function formOfSchema(properties: JsonObject, prompt: string): VerdictForm | undefined {
  if (properties['feedback'] === undefined) return undefined;
  const { label, score, choice } = properties;
  if (isJsonObject(label)) {
    const labels = strings(label['enum']);
    return { type: 'label', labels: labels.length > 0 ? labels : quotedList(prompt) };
  }
  if (isJsonObject(score)) {
    const { minimum, maximum } = score;
    const said = typeof minimum === 'number' && typeof maximum === 'number';
    return { type: 'score', ...(said ? { min: minimum, max: maximum } : rangeIn(prompt)) };
  }
  if (isJsonObject(choice)) {
    const choices = strings(choice['enum']);
    return { type: 'choice', choices: choices.length > 0 ? choices : ['A', 'B'] };
  }
  return undefined;
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

/** The last run of two or more quoted words: how an output instruction lists its labels. */
function quotedList(prompt: string): string[] {
  const runs = prompt.match(/"[^"\n]+"(?:\s*(?:,|\||or|,\s*or)\s*"[^"\n]+")+/g);
  const words = runs?.at(-1)?.match(/"[^"\n]+"/g) ?? [];
  return words.map((word) => word.slice(1, -1));
}

/** The last "from 1 to 10", "between 0 and 1", "1-5" of the prompt; 0 to 10 where there is none. */
function rangeIn(prompt: string): { min: number; max: number } {
  const ranges = [
    // No number begins within another, or a long one would be tried from each of its digits on.
    ...prompt.matchAll(/(-?(?<!\d)\d+(?:\.\d+)?)\s*(?:to|and|-|–|\.\.)\s*(-?\d+(?:\.\d+)?)/g),
  ];
  const last = ranges.map(([, low, high]) => ({ min: Number(low), max: Number(high) }));
  return last.findLast(({ min, max }) => min < max) ?? { min: 0, max: 10 };
}

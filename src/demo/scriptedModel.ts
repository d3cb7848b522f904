import type { ChatMessage, ChatReply } from '../core/judging/chat.js';
import type { JsonObject } from '../core/json.js';
import { scriptedAnswer } from './scriptedAnswer.js';
import { scriptedJson } from './scriptedJson.js';
import { scriptedVerdict } from './scriptedVerdict.js';
import { verdictForm } from './verdictForm.js';

export interface ScriptedRequest {
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  readonly max_tokens?: number;
  /** 1 where it is left out, as with real models. */
  readonly temperature?: number;
  /** Above a temperature of 0, another seed may give another verdict; without one, all is the same. */
  readonly seed?: number;
  /** JSON Schema of the reply, where one is asked for. */
  readonly schema?: JsonObject;
  /** Some JSON object is asked for. */
  readonly isJson?: boolean;
  /** The reply ends before the first of these. */
  readonly stop?: readonly string[];
}

/**
 * The reply of the embedded service's model in full, whatever its limit: a function of the service's
 * seed and the request and of nothing else. A request for a verdict gets one, any other schema gets an instance
 * of it, the rest a text.
 */
export function scriptedReply(seed: number, request: ScriptedRequest): ChatReply {
  const form = verdictForm(request);
  const own = request.seed === undefined ? seed : seed * 31 + request.seed;
  const text = untilStop(
    form
      ? scriptedVerdict(seed, request, form)
      : request.schema
        ? JSON.stringify(scriptedJson(own, request, request.schema))
        : request.isJson
          ? JSON.stringify({ answer: scriptedAnswer(own, request) })
          : scriptedAnswer(own, request),
    request.stop ?? [],
  );
  return { text, finish: 'stop' };
}

function untilStop(text: string, stops: readonly string[]): string {
  const ends = stops.map((stop) => text.indexOf(stop)).filter((at) => at >= 0);
  return ends.length === 0 ? text : text.slice(0, Math.min(...ends));
}

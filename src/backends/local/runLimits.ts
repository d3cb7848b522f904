import type { Chat } from '../../core/judging/chat.js';
import type { RunManifest } from '../../core/runs/manifest.js';
import type { ResolvedSpec } from '../../core/spec/evalSpec.js';
import type { Clock } from '../http/clock.js';
import type { LimitBounds } from './adaptiveLimit.js';
import { isEditorModel } from './chatEndpoint.js';
import { createOriginGate } from './originGate.js';

const START = 8;
const MOST = 64;
/** The editor's models belong to a person's subscription: their quotas are small. */
const EDITOR_START = 2;
const EDITOR_MOST = 8;

/** Requests at a time to each origin: as the spec says, else found out by asking. */
export function limitsOf(spec: ResolvedSpec): LimitBounds {
  const told = spec.run?.concurrency ?? spec.judge.num_workers;
  return told === undefined ? { start: START, most: MOST } : { start: told, most: told };
}

/** Rows that are read, rendered and written while as many as an origin takes are asked about. */
const SPARE = 1;

/**
 * Rows under way. A row waits for one origin at a time: with as many rows for each of them, and some
 * more for those that are read and written, none of them waits for want of rows.
 */
export function rowsAtATime({ most }: LimitBounds, { models }: RunManifest): number {
  const origins = new Set(Object.values(models).map((model) => model?.origin ?? 'editor'));
  return Math.ceil(most * (origins.size + SPARE));
}

/** The editor's models, so many requests at a time as an endpoint would get. */
export function gatedChat(languageModel: Chat, spec: ResolvedSpec, clock: Clock): Chat {
  const { start, most } = limitsOf(spec);
  const isTold = start === most;
  const bounds = isTold ? { start, most } : { start: EDITOR_START, most: EDITOR_MOST };
  const gate = createOriginGate(bounds, clock);
  return async (request, signal, asking) => {
    const first = asking?.isContinued ?? false;
    const leave = await gate.enter({ first }, signal);
    let isAnswered = false;
    try {
      const reply = await languageModel(request, signal, asking);
      isAnswered = true;
      return reply;
    } finally {
      leave(isAnswered ? 'answered' : 'other');
    }
  };
}

export function chooseChat(http: Chat, languageModel: Chat | undefined): Chat {
  return (request, signal, asking) =>
    languageModel && isEditorModel(request.target)
      ? languageModel(request, signal, asking)
      : http(request, signal, asking);
}

import { redactShapes } from './redactShapes.js';
import type { Redactor } from './redactor.js';
import { createRedactor } from './redactor.js';

/**
 * The keys that this process has met. One for all, as are its disk, its terminal and its window: a
 * writer that has to be handed what it must not write could be handed nothing.
 */
export const knownKeys: Redactor = createRedactor();

/** For messages and logs: without known keys, and without what looks like one. */
export function redactMessage(text: string): string {
  return redactShapes(knownKeys.redact(text));
}

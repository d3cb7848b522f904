import { isWithinBounds } from '../../core/jsonBounds.js';

/** A hundred thousand files with all they tell are less. */
const BOUNDS = { depth: 500, values: 1_000_000 };

/** What a reply says as JSON; undefined for what is none, or is built to fill memory. */
export function parseReply(text: string): unknown {
  if (!isWithinBounds(text, BOUNDS)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import assert from 'node:assert/strict';
import { UserError } from '../../../src/core/userError.js';

/** Does what may fail as a person is told of it, and in no other way. */
export async function allowed<T>(work: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    checkSentence(error.message);
    return undefined;
  }
}

/** One sentence that ends, of a length that a notification can show. */
export function checkSentence(message: string): void {
  assert.match(message, /^\S[^]*[.!?]$/, 'no sentence');
  assert.ok(message.length < 2_000, `a message of ${message.length} characters`);
  assert.doesNotMatch(message, /\[object |undefined|NaN\b|Cannot read|is not a function/, message);
}

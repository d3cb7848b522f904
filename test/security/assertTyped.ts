import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { UserError } from '../../src/core/userError.js';

/** No sentence for people is longer. */
const MOST_SENTENCE = 1200;

/** What work came to: what it gave, or a `UserError` that a person can read. Anything else fails. */
export async function typedOutcome(work: () => Promise<unknown>, about: string): Promise<unknown> {
  try {
    return await work();
  } catch (error) {
    assert.ok(
      error instanceof UserError,
      `${about}\nends with ${error instanceof Error ? (error.stack ?? error.message) : inspect(error)}`,
    );
    assert.ok(error.message.length <= MOST_SENTENCE, `${about}\nsays ${error.message}`);
    assert.doesNotMatch(error.message, /[\p{Cc}\u2028\u2029]/u, about);
    return error;
  }
}

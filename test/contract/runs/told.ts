import assert from 'node:assert/strict';
import { UserError } from '../../../src/core/userError.js';

/** What is given, or what is said to people where nothing is; any other failure is one of the test. */
export async function told<T>(work: Promise<T>): Promise<T | string> {
  return work.catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    assert.match(error.message, /^[A-Z].*[^.]\.$/s);
    return error.message;
  });
}

import { knownKeys } from './redaction/knownKeys.js';

/**
 * What went wrong, as far as a caller may branch on it:
 * - `usage` wrong arguments; `spec`, `dataset`, `template` a fault in the user's files;
 * - `auth` (401, 403), `payment` (402), `not_found` (404), `rate_limit` (429), `unreachable` (no
 *   answer), `server` (5xx), `bad_reply` (an answer we can't read), `rejected` (any other refusal);
 * - `busy` another process works on the same run;
 * - `outside` a path leads out of the project, and nobody allowed it;
 * - `storage` disk full or read-only; `trust` the workspace is not trusted;
 * - `run_failed` the run itself ended as failed; `cancelled` the user stopped it.
 */
export type UserErrorKind =
  | 'usage'
  | 'spec'
  | 'dataset'
  | 'template'
  | 'auth'
  | 'payment'
  | 'not_found'
  | 'rate_limit'
  | 'unreachable'
  | 'server'
  | 'bad_reply'
  | 'rejected'
  | 'busy'
  | 'outside'
  | 'storage'
  | 'trust'
  | 'run_failed'
  | 'cancelled';

/**
 * A failure a person can act on. `message` is one sentence that says what, where and how to mend
 * it; it never holds a key, whoever said it first, nor does its `cause`. Reported once, at the command
 * boundary.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly kind: UserErrorKind;

  constructor(kind: UserErrorKind, message: string, options?: { readonly cause?: unknown }) {
    const { cause } = options ?? {};
    super(knownKeys.redact(message), cause === undefined ? undefined : { cause: keyless(cause) });
    this.kind = kind;
  }
}

/** The cause itself where it holds no key; else what it said. */
function keyless(cause: unknown): unknown {
  if (!knownKeys.knowsAny()) return cause;
  if (typeof cause === 'string') return knownKeys.redact(cause);
  if (!(cause instanceof Error)) return cause;
  const stack = cause.stack ?? '';
  const inner = keyless(cause.cause);
  const isClean = [cause.message, stack].every((text) => knownKeys.redact(text) === text);
  if (isClean && inner === cause.cause) return cause;
  const copy = new Error(knownKeys.redact(cause.message), { cause: inner });
  copy.name = cause.name;
  copy.stack = knownKeys.redact(stack);
  return 'code' in cause ? Object.assign(copy, { code: cause.code }) : copy;
}

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
 * it; it never holds a key. Reported once, at the command boundary.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
  readonly kind: UserErrorKind;

  constructor(kind: UserErrorKind, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.kind = kind;
  }
}

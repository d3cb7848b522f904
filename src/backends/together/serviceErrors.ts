import { UserError } from '../../core/userError.js';
import type { UserErrorKind } from '../../core/userError.js';
import { isCertificate } from '../http/certificates.js';
import { errorText } from '../http/errorBody.js';
import { ReplyTooLarge } from './replyTooLarge.js';

/** A reply that was read to its end. Header names in lower case. */
export interface ServiceReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** What was asked and of whom, as messages name it: `upload the dataset`, `api.together.ai`. */
export interface Asked {
  readonly doing: string;
  readonly host: string;
}

/** A refusal as one sentence with a way out. Understands every documented form of error body. */
export function refusalError({ status, text }: ServiceReply, { doing, host }: Asked): UserError {
  const said = errorText(text);
  const quote = said === '' ? '' : `; it said: ${said}`;
  const error = (kind: UserErrorKind, what: string, way: string) =>
    new UserError(kind, sentence(`Can't ${doing}: ${host} ${what} (${status}); ${way}${quote}`));
  switch (true) {
    case status === 401:
      return error('auth', 'refused the API key', 'set the right key and try again');
    case status === 402:
      return error('payment', 'wants payment', 'add credit or raise the spending limit there');
    case status === 403:
      return error('auth', 'does not allow it', 'check the rights of the key and its project');
    case status === 404:
      return error('not_found', 'does not know it', 'check the id, the model and the base URL');
    case status === 409:
      return error('rejected', 'reports a conflict', 'try again, or look at what is there already');
    case status === 413:
      return error('rejected', 'finds it too large', 'run on fewer rows or columns');
    case status === 429:
      return error('rate_limit', 'limits the rate', 'wait a little and try again');
    case isGone(status):
      return error('server', 'is overloaded or out of order', 'try again later');
    case status >= 300 && status < 400:
      return error('rejected', 'redirects elsewhere', 'set the base URL to the final address');
    default:
      return error('rejected', 'refused', 'mend what it complains about and try again');
  }
}

function sentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

function isGone(status: number): boolean {
  return status === 408 || status >= 500;
}

/** An exchange that broke, as one sentence with a way out. */
export function brokenError(cause: unknown, { doing, host }: Asked): UserError {
  if (cause instanceof UserError) return cause;
  if (cause instanceof ReplyTooLarge) {
    const message = `Can't ${doing}: ${host} sent more than a reply should hold; check the base URL, or try again later.`;
    return new UserError('bad_reply', message, { cause });
  }
  const code = networkCode(cause);
  if (isCertificate(code)) {
    const mend = 'check the base URL, or add its authority with NODE_EXTRA_CA_CERTS';
    const message = `Can't ${doing}: the certificate of ${host} is not trusted (${code}); ${mend}.`;
    return new UserError('unreachable', message, { cause });
  }
  const why = code === 'timeout' ? 'did not answer in time' : `can't be reached (${code})`;
  const way = 'check the network, the proxy and the base URL, then try again';
  return new UserError('unreachable', `Can't ${doing}: ${host} ${why}; ${way}.`, { cause });
}

/** A reply of success that says something else than was agreed. */
export function badReply({ doing, host }: Asked, cause?: unknown): UserError {
  const way = 'check the base URL, or try again later';
  return new UserError('bad_reply', `Can't ${doing}: ${host} sent an unreadable reply; ${way}.`, {
    cause,
  });
}

/** Nothing of the request can have arrived. */
export function neverSent(cause: unknown): boolean {
  const before = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH'];
  const code = networkCode(cause);
  return isCertificate(code) || [...before, 'UND_ERR_CONNECT_TIMEOUT'].includes(code);
}

/** Whether the same request may get through the next time. */
export function mayPass(cause: unknown): boolean {
  return !(cause instanceof ReplyTooLarge) && !isCertificate(networkCode(cause));
}

export function isTimeout(cause: unknown): boolean {
  return networkCode(cause) === 'timeout';
}

function networkCode(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason given';
  if (error.name === 'TimeoutError') return 'timeout';
  if ('code' in error && typeof error.code === 'string' && error.code !== '') return error.code;
  if (error instanceof AggregateError && error.errors.length > 0) {
    return networkCode(error.errors[0]);
  }
  return error.cause === undefined ? 'the connection broke' : networkCode(error.cause);
}

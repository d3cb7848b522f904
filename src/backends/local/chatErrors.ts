import { ChatFailure } from '../../core/judging/chat.js';
import { UserError } from '../../core/userError.js';
import { isCertificate } from '../http/certificates.js';
import { errorCodeIn, errorText } from '../http/errorBody.js';
import { TooLarge, TooSlow, type HttpReply } from './httpPool.js';

/** Who was asked, as messages name them. */
export interface Asked {
  readonly model: string;
  readonly host: string;
}

/** `error.code` of a refusal that is about the model's name. */
export const MODEL_CODES = new Set(['model_not_available', 'model_not_found']);

/**
 * What a refusal means, retries behind us: `UserError` where every request would meet it, else
 * `ChatFailure` for this one.
 */
export function refusal({ status, text }: HttpReply, { model, host }: Asked): Error {
  const said = errorText(text);
  const quote = said === '' ? '' : ` It said: ${said}`;
  if (status === 401 || (status === 403 && !/context|tokens/i.test(said))) {
    const way = 'check the key that is stored for it, then resume';
    return new UserError('auth', `${host} refused the API key (${status}); ${way}.${quote}`);
  }
  if (status === 402) {
    const way = 'add credit or raise the spending limit there, then resume';
    return new UserError('payment', `${host} wants payment (402); ${way}.${quote}`);
  }
  if (status === 404 || MODEL_CODES.has(errorCodeIn(text) ?? '')) {
    const way = 'check the model name and the base URL in the spec, then run it again';
    return new UserError(
      'not_found',
      `${host} knows no model "${model}" (${status}); ${way}.${quote}`,
    );
  }
  if (status === 429) {
    const way = 'resume later, or lower run.concurrency';
    return new UserError('rate_limit', `${host} keeps limiting the rate (429); ${way}.${quote}`);
  }
  if (status >= 300 && status < 400) {
    const way = 'set the base URL to the final address';
    return new UserError('rejected', `${host} redirects to another address (${status}); ${way}.`);
  }
  const kind = status >= 500 ? 'endpoint' : 'request';
  return new ChatFailure(`${host} answered ${status} for model "${model}".${quote}`, { kind });
}

/** No connection came about at all. */
export const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** What a broken exchange means, retries behind us. */
export function brokenExchange(error: unknown, { host }: Asked): Error {
  if (error instanceof TooLarge) {
    return new ChatFailure(`${host} sent a reply that is too large.`, { kind: 'endpoint' });
  }
  if (isTimeout(error)) {
    return new ChatFailure(`${host} did not answer in time.`, { kind: 'timeout' });
  }
  const code = networkCode(error);
  if (UNREACHABLE.has(code)) {
    const way = 'check the address and that it is running, then resume';
    return new UserError('unreachable', `Nothing answers at ${host} (${code}); ${way}.`, {
      cause: error,
    });
  }
  if (isCertificate(code)) {
    const way = 'check the address, or add its authority with NODE_EXTRA_CA_CERTS, then resume';
    return new UserError(
      'unreachable',
      `The certificate of ${host} is not trusted (${code}); ${way}.`,
      {
        cause: error,
      },
    );
  }
  return new ChatFailure(`The connection to ${host} broke (${code || 'no reason given'}).`, {
    cause: error,
    kind: 'endpoint',
  });
}

export function isTimeout(error: unknown): boolean {
  const code = networkCode(error);
  return (
    error instanceof TooSlow ||
    code === 'UND_ERR_HEADERS_TIMEOUT' ||
    code === 'UND_ERR_BODY_TIMEOUT'
  );
}

/** Whether the same request may get through the next time. */
export function isPassing(error: unknown): boolean {
  return !(error instanceof TooLarge) && !isCertificate(networkCode(error));
}

export function networkCode(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return networkCode(error.errors[0]);
  }
  if (!(error instanceof Error) || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

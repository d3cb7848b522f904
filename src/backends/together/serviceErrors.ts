import { UserError } from '../../core/userError.js';
import type { UserErrorKind } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
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
  const quote = said === '' ? '' : t('; it said: {0}', said);
  const error = (kind: UserErrorKind, what: string, way: string) =>
    new UserError(
      kind,
      sentence(t("Can't {0}: {1} {2} ({3}); {4}{5}", doing, host, what, status, way, quote)),
    );
  switch (true) {
    case status === 401:
      return error('auth', t('refused the API key'), t('set the right key and try again'));
    case status === 402:
      return error(
        'payment',
        t('wants payment'),
        t('add credit or raise the spending limit there'),
      );
    case status === 403:
      return error(
        'auth',
        t('does not allow it'),
        t('check the rights of the key and its project'),
      );
    case status === 404:
      return error(
        'not_found',
        t('does not know it'),
        t('check the id, the model and the base URL'),
      );
    case status === 409:
      return error(
        'rejected',
        t('reports a conflict'),
        t('try again, or look at what is there already'),
      );
    case status === 413:
      return error('rejected', t('finds it too large'), t('run on fewer rows or columns'));
    case status === 429:
      return error('rate_limit', t('limits the rate'), t('wait a little and try again'));
    case isGone(status):
      return error('server', t('is overloaded or out of order'), t('try again later'));
    case status >= 300 && status < 400:
      return error(
        'rejected',
        t('redirects elsewhere'),
        t('set the base URL to the final address'),
      );
    default:
      return error('rejected', t('refused'), t('mend what it complains about and try again'));
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
    const message = t(
      "Can't {0}: {1} sent more than a reply should hold; check the base URL, or try again later.",
      doing,
      host,
    );
    return new UserError('bad_reply', message, { cause });
  }
  const code = networkCode(cause);
  if (isCertificate(code)) {
    const mend = t('check the base URL, or add its authority with NODE_EXTRA_CA_CERTS');
    const message = t(
      "Can't {0}: the certificate of {1} is not trusted ({2}); {3}.",
      doing,
      host,
      code,
      mend,
    );
    return new UserError('unreachable', message, { cause });
  }
  const why = code === 'timeout' ? t('did not answer in time') : t("can't be reached ({0})", code);
  const way = t('check the network, the proxy and the base URL, then try again');
  return new UserError('unreachable', t("Can't {0}: {1} {2}; {3}.", doing, host, why, way), {
    cause,
  });
}

/** A reply of success that says something else than was agreed. */
export function badReply({ doing, host }: Asked, cause?: unknown): UserError {
  const way = t('check the base URL, or try again later');
  return new UserError(
    'bad_reply',
    t("Can't {0}: {1} sent an unreadable reply; {2}.", doing, host, way),
    {
      cause,
    },
  );
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
  if (!(error instanceof Error)) return t('no reason given');
  if (error.name === 'TimeoutError') return 'timeout';
  if ('code' in error && typeof error.code === 'string' && error.code !== '') return error.code;
  if (error instanceof AggregateError && error.errors.length > 0) {
    return networkCode(error.errors[0]);
  }
  return error.cause === undefined ? t('the connection broke') : networkCode(error.cause);
}

import { ChatFailure } from '../../core/judging/chat.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
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
  const quote = said === '' ? '' : t(' It said: {0}', said);
  if (status === 401 || (status === 403 && !/context|tokens/i.test(said))) {
    const way = t('check the key that is stored for it, then resume');
    return new UserError(
      'auth',
      t('{0} refused the API key ({1}); {2}.{3}', host, status, way, quote),
    );
  }
  if (status === 402) {
    const way = t('add credit or raise the spending limit there, then resume');
    return new UserError('payment', t('{0} wants payment (402); {1}.{2}', host, way, quote));
  }
  if (status === 404 || MODEL_CODES.has(errorCodeIn(text) ?? '')) {
    const way = t('check the model name and the base URL in the spec, then run it again');
    return new UserError(
      'not_found',
      t('{0} knows no model "{1}" ({2}); {3}.{4}', host, model, status, way, quote),
    );
  }
  if (status === 429) {
    const way = t('resume later, or lower run.concurrency');
    return new UserError(
      'rate_limit',
      t('{0} keeps limiting the rate (429); {1}.{2}', host, way, quote),
    );
  }
  if (status >= 300 && status < 400) {
    const way = t('set the base URL to the final address');
    return new UserError(
      'rejected',
      t('{0} redirects to another address ({1}); {2}.', host, status, way),
    );
  }
  const kind = status >= 500 ? 'endpoint' : 'request';
  return new ChatFailure(t('{0} answered {1} for model "{2}".{3}', host, status, model, quote), {
    kind,
  });
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
    return new ChatFailure(t('{0} sent a reply that is too large.', host), { kind: 'endpoint' });
  }
  if (isTimeout(error)) {
    return new ChatFailure(t('{0} did not answer in time.', host), { kind: 'timeout' });
  }
  const code = networkCode(error);
  if (UNREACHABLE.has(code)) {
    const way = t('check the address and that it is running, then resume');
    return new UserError('unreachable', t('Nothing answers at {0} ({1}); {2}.', host, code, way), {
      cause: error,
    });
  }
  if (isCertificate(code)) {
    const way = t('check the address, or add its authority with NODE_EXTRA_CA_CERTS, then resume');
    return new UserError(
      'unreachable',
      t('The certificate of {0} is not trusted ({1}); {2}.', host, code, way),
      {
        cause: error,
      },
    );
  }
  return new ChatFailure(
    t('The connection to {0} broke ({1}).', host, code || t('no reason given')),
    {
      cause: error,
      kind: 'endpoint',
    },
  );
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

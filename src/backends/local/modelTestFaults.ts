import { ChatFailure } from '../../core/judging/chat.js';
import type { ModelTest, ModelTestFault } from '../../core/models/modelTest.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { isCertificate } from '../http/certificates.js';
import { errorCodeIn, errorText } from '../http/errorBody.js';
import { isTimeout, MODEL_CODES, networkCode, UNREACHABLE } from './chatErrors.js';
import { readCompletion } from './chatWire.js';
import type { HttpReply } from './httpPool.js';

export type TestFault = Extract<ModelTest, { outcome: 'failed' }>;

/** A model that reasons may spend the one token before it says a word: it is there all the same. */
const SPENT = /output limit was reached|max_tokens or model output/i;

export function isSpent({ status, text }: HttpReply): boolean {
  return status === 400 && SPENT.test(errorText(text));
}

/** Who was asked: the address in parts, and the model's name. */
interface Asked {
  readonly host: string;
  readonly path: string;
  readonly model: string;
}

/** What a reply says that is no completion; undefined for one. */
export function faultIn(reply: HttpReply, { host, path, model }: Asked): TestFault | undefined {
  const { status, text } = reply;
  const said = errorText(text);
  const quote = said === '' ? '' : t(' It said: {0}', said);
  const fault = (kind: ModelTestFault, reason: string): TestFault => ({
    outcome: 'failed',
    host,
    kind,
    reason: reason + quote,
  });
  const isPage = /^\s*</.test(text);
  const namesModel =
    MODEL_CODES.has(errorCodeIn(text) ?? '') || (status === 404 && /model/i.test(said));
  switch (true) {
    case status === 200:
      return completionFault(text, fault, `${host}${path}`);
    case isSpent(reply):
      return undefined;
    case status === 401 || status === 403:
      return fault(
        'key',
        t('{0} refused the API key ({1}); check the key that is stored for it.', host, status),
      );
    case status === 402:
      return fault(
        'payment',
        t('{0} wants payment (402); add credit or raise the limit there.', host),
      );
    case namesModel:
      return fault('model', t('{0} has no model “{1}” ({2}).', host, model, status));
    case status === 404 || status === 405 || isPage: {
      const way = t('check external_base_url: the requests go to …/chat/completions');
      const what = isPage
        ? t('answered with a web page ({0})', status)
        : t('has nothing there ({0})', status);
      return fault(
        'incompatible',
        t('No chat completions at {0}{1}: it {2}; {3}.', host, path, what, way),
      );
    }
    case status >= 300 && status < 400:
      return fault(
        'incompatible',
        t('{0} redirects elsewhere ({1}); write the final address.', host, status),
      );
    case status === 429:
      return fault(
        'refused',
        t('{0} is reached and limits the rate (429); try again later.', host),
      );
    default:
      return fault('refused', t('{0} answered {1} for “{2}”.', host, status, model));
  }
}

function completionFault(
  text: string,
  fault: (kind: ModelTestFault, reason: string) => TestFault,
  place: string,
): TestFault | undefined {
  try {
    readCompletion(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof ChatFailure)) throw error;
    const what = /^\s*</.test(text)
      ? t('a web page')
      : errorText(text) !== '' && text.trimStart().startsWith('{')
        ? t('no chat completion')
        : t('something else than a chat completion');
    return fault(
      'incompatible',
      t('{0} is not OpenAI-compatible: it answered with {1}.', place, what),
    );
  }
}

/** What was thrown before there was a reply. */
export function faultOf(error: unknown, host: string | undefined): TestFault {
  const at = host === undefined ? {} : { host };
  if (error instanceof UserError) {
    const kinds: Partial<Record<UserError['kind'], ModelTestFault>> = {
      auth: 'key',
      trust: 'key',
      spec: 'spec',
      not_found: 'model',
      unreachable: 'unreachable',
    };
    const kind = kinds[error.kind] ?? 'refused';
    return { outcome: 'failed', ...at, kind, reason: error.message };
  }
  return { outcome: 'failed', ...at, kind: 'unreachable', reason: brokenText(error, host ?? '') };
}

function brokenText(error: unknown, host: string): string {
  if (isTimeout(error)) return t('{0} did not answer in time; try again later.', host);
  const code = networkCode(error);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return t('There is no host {0} ({1}); check the address and the network.', host, code);
  }
  if (UNREACHABLE.has(code)) {
    return t('Nothing answers at {0} ({1}); check the address and that it is running.', host, code);
  }
  if (code.includes('WRONG_VERSION') || code === 'EPROTO') {
    return t(
      '{0} does not speak TLS ({1}); check the port, or write http:// for this machine.',
      host,
      code,
    );
  }
  if (isCertificate(code)) {
    return t(
      'The certificate of {0} is not trusted ({1}); check the address, or add its authority with NODE_EXTRA_CA_CERTS.',
      host,
      code,
    );
  }
  const said = error instanceof Error ? code || error.message : String(error);
  return t(
    'The connection to {0} broke ({1}); check that the address speaks http as written.',
    host,
    said,
  );
}

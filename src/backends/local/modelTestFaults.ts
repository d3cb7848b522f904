import { ChatFailure } from '../../core/judging/chat.js';
import type { ModelTest, ModelTestFault } from '../../core/models/modelTest.js';
import { UserError } from '../../core/userError.js';
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
  const quote = said === '' ? '' : ` It said: ${said}`;
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
        `${host} refused the API key (${status}); check the key that is stored for it.`,
      );
    case status === 402:
      return fault('payment', `${host} wants payment (402); add credit or raise the limit there.`);
    case namesModel:
      return fault('model', `${host} has no model “${model}” (${status}).`);
    case status === 404 || status === 405 || isPage: {
      const way = 'check external_base_url: the requests go to …/chat/completions';
      const what = isPage
        ? `answered with a web page (${status})`
        : `has nothing there (${status})`;
      return fault('incompatible', `No chat completions at ${host}${path}: it ${what}; ${way}.`);
    }
    case status >= 300 && status < 400:
      return fault(
        'incompatible',
        `${host} redirects elsewhere (${status}); write the final address.`,
      );
    case status === 429:
      return fault('refused', `${host} is reached and limits the rate (429); try again later.`);
    default:
      return fault('refused', `${host} answered ${status} for “${model}”.`);
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
      ? 'a web page'
      : errorText(text) !== '' && text.trimStart().startsWith('{')
        ? 'no chat completion'
        : 'something else than a chat completion';
    return fault('incompatible', `${place} is not OpenAI-compatible: it answered with ${what}.`);
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
  if (isTimeout(error)) return `${host} did not answer in time; try again later.`;
  const code = networkCode(error);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return `There is no host ${host} (${code}); check the address and the network.`;
  }
  if (UNREACHABLE.has(code)) {
    return `Nothing answers at ${host} (${code}); check the address and that it is running.`;
  }
  if (code.includes('WRONG_VERSION') || code === 'EPROTO') {
    return `${host} does not speak TLS (${code}); check the port, or write http:// for this machine.`;
  }
  if (isCertificate(code)) {
    return `The certificate of ${host} is not trusted (${code}); check the address, or add its authority with NODE_EXTRA_CA_CERTS.`;
  }
  const said = error instanceof Error ? code || error.message : String(error);
  return `The connection to ${host} broke (${said}); check that the address speaks http as written.`;
}

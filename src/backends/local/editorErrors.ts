import { ChatFailure } from '../../core/judging/chat.js';
import { editorModelName, type EditorModels } from '../../core/models/editorModels.js';
import { howToGetModels } from '../../core/models/editorModelTexts.js';
import { closest } from '../../core/spec/problems/didYouMean.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { networkCode, UNREACHABLE } from './chatErrors.js';

/** The provider did not react within the time that a request has. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
}

/** A reply without a word. */
export class EmptyReply extends ChatFailure {}

/** What a failed request means, and whether to ask again. */
interface EditorFault {
  readonly error: Error;
  readonly maxRetries: number;
  /** Every other request to this vendor would meet the same for a while. */
  readonly isRateLimit: boolean;
}

const MAX_RATE_LIMIT_RETRIES = 8;
const MAX_NETWORK_RETRIES = 4;
/** No status tells whether another try helps, and each may count against somebody's quota. */
const MAX_OTHER_RETRIES = 1;
const MAX_QUOTE = 300;

/** The one place where providers say why a reply was held back is their text. */
const FILTERED = /off_topic|response_filtered|content_filter/i;

/** Whether a person, or a policy, keeps Gavel from using the vendor's models. */
export function isRefusedConsent(error: unknown): boolean {
  return wordOf(error) === 'NoPermissions';
}

/** Whether it was thrown before anybody was asked for consent. */
export function isUnknownModel(error: unknown): boolean {
  return wordOf(error) === 'NotFound';
}

/**
 * `UserError` where every request would meet it, else `ChatFailure` for this one. The words are those
 * of `vscode.LanguageModelError`, and the names under which Copilot throws its limits.
 */
export function editorFault(error: unknown, name: string): EditorFault {
  if (error instanceof UserError || error instanceof ChatFailure) return final(error);
  if (error instanceof TookTooLong) {
    return again(
      new ChatFailure(t('{0} did not answer in time.', name), { cause: error, kind: 'timeout' }),
      1,
    );
  }
  const said = textOf(error);
  const quote = said === '' ? '' : ` (${said})`;
  const stop = (kind: UserError['kind'], message: string) =>
    new UserError(kind, message, { cause: error });
  const code = codeOf(error);
  if (UNREACHABLE.has(code)) {
    const message = t(
      'The provider of {0} could not be reached ({1}); check the network, then resume.',
      name,
      code,
    );
    return again(stop('unreachable', message), MAX_NETWORK_RETRIES);
  }
  switch (wordOf(error)) {
    case 'NoPermissions': {
      const way = t(
        'resume to be asked again, or allow it with “Chat: Manage Language Model Access…”',
      );
      return final(
        stop('auth', t('VS Code was not allowed to let Gavel use {0}; {1}.', name, way)),
      );
    }
    case 'NotFound': {
      const way = t('choose another model, or turn its extension on again and resume');
      return final(
        stop('not_found', t('VS Code no longer has the language model {0}; {1}.', name, way)),
      );
    }
    case 'Blocked': {
      const way = t('wait for the quota or name another model, then resume');
      return final(
        stop('rate_limit', t('VS Code blocks requests to {0}{1}; {2}.', name, quote, way)),
      );
    }
    case 'ChatQuotaExceeded': {
      const way = t('wait until it is renewed or name another model, then resume');
      return final(
        stop('rate_limit', t('The quota for {0} is used up{1}; {2}.', name, quote, way)),
      );
    }
    case 'ChatRateLimited': {
      const way = t('resume later, or lower run.concurrency');
      const message = t('The provider of {0} keeps limiting the rate{1}; {2}.', name, quote, way);
      const fault = again(stop('rate_limit', message), MAX_RATE_LIMIT_RETRIES);
      return { ...fault, isRateLimit: true };
    }
    case 'Canceled':
      return again(
        new ChatFailure(t('The provider of {0} broke its reply off.', name), { kind: 'endpoint' }),
        1,
      );
    default:
      break;
  }
  if (FILTERED.test(said)) {
    return final(
      new ChatFailure(t('A filter of {0} held the reply back{1}.', name, quote), {
        cause: error,
        kind: 'refusal',
      }),
    );
  }
  const message =
    said === '' ? t('{0} failed without a reason.', name) : t('{0} failed: {1}.', name, said);
  return again(new ChatFailure(message, { cause: error, kind: 'endpoint' }), MAX_OTHER_RETRIES);
}

/** What to do where the editor has no model of that name. */
export async function noSuchModel(name: string, models: EditorModels): Promise<UserError> {
  const known = (await models.list()).map(editorModelName);
  const near = closest(name, known);
  const there =
    known.length === 0
      ? t('it has none at all: {0}, then resume', howToGetModels())
      : near === undefined
        ? t('it has {0}', known.join(', '))
        : t('did you mean {0}? It has {1}', near, known.join(', '));
  return new UserError('not_found', t('VS Code has no language model {0}: {1}.', name, there));
}

/** What was said, as far as a message holds it: of the error itself, or of what caused it. */
export function textOf(error: unknown): string {
  const own = error instanceof Error ? error.message : String(error);
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
  const text = [own, cause].find((one) => one.trim() !== '') ?? '';
  // One sentence goes around it.
  const line = text.replace(/\s+/g, ' ').trim().replace(/\.$/, '');
  return line.length > MAX_QUOTE ? `${line.slice(0, MAX_QUOTE)}…` : line;
}

/** The error's `code` where it is the editor's own, else its name. */
function wordOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if (error.name !== 'LanguageModelError') return error.name;
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function codeOf(error: unknown): string {
  const code = networkCode(error);
  return UNREACHABLE.has(code) || !(error instanceof Error) ? code : networkCode(error.cause);
}

function final(error: Error): EditorFault {
  return { error, maxRetries: 0, isRateLimit: false };
}

function again(error: Error, maxRetries: number): EditorFault {
  return { error, maxRetries, isRateLimit: false };
}

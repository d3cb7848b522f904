import { withoutEndSlashes } from '../../core/withoutEndSlashes.js';
import type { ChatTarget } from '../../core/judging/chat.js';
import { EDITOR_MODEL } from '../../core/models/editorModels.js';
import { isLoopbackName } from '../../core/loopback.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';

/** Where a model is asked. */
export interface ChatEndpoint {
  readonly url: URL;
  /** What people call the place, e.g. `api.together.ai`. */
  readonly host: string;
  readonly key: 'service' | 'none' | { readonly reference: string };
}

export function isEditorModel({ model, model_source, external_base_url }: ChatTarget): boolean {
  return (
    model_source === 'external' && external_base_url === undefined && model.startsWith(EDITOR_MODEL)
  );
}

/**
 * Serverless and dedicated models are asked at the service's base URL, external ones at their own.
 * Throws `UserError` of kind `spec` for an address that can't be used.
 */
export function chatEndpoint(target: ChatTarget, serviceBaseUrl: string): ChatEndpoint {
  if (target.model_source !== 'external') {
    return { ...completionsUrl(serviceBaseUrl, t('The base URL of the service')), key: 'service' };
  }
  if (target.external_base_url === undefined) {
    const message = t(
      'Model "{0}" has no external_base_url; the local runner needs one (the service\'s provider shortcuts work on backend "together" only).',
      target.model,
    );
    throw new UserError('spec', message);
  }
  const token = target.external_api_token;
  return {
    ...completionsUrl(
      target.external_base_url,
      t('external_base_url of model "{0}"', target.model),
    ),
    key: token === undefined ? 'none' : { reference: token },
  };
}

function completionsUrl(text: string, what: string): { url: URL; host: string } {
  const fault = (why: string) => new UserError('spec', t('{0} {1}.', what, why));
  if (!URL.canParse(text)) {
    throw fault(t('is no URL; write it like https://api.example.com/v1'));
  }
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') {
    throw fault(
      t('holds a user name or password; use external_api_token with ${secret:NAME} instead'),
    );
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopbackName(url.hostname))) {
    throw fault(
      t('must begin with https:// (http:// only for this machine, e.g. http://127.0.0.1)'),
    );
  }
  url.hash = '';
  url.pathname = completionsPath(url.pathname);
  return { url, host: url.host };
}

function completionsPath(path: string): string {
  const trimmed = withoutEndSlashes(path);
  if (trimmed === '') return '/v1/chat/completions';
  return trimmed.endsWith('/chat/completions') ? trimmed : `${trimmed}/chat/completions`;
}

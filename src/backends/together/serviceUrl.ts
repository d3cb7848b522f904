import { withoutEndSlashes } from '../../core/withoutEndSlashes.js';
import { isLoopback } from '../../core/loopback.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';

/**
 * The base URL of the service without a slash at its end. Throws `UserError` of kind `usage`: a key
 * goes over https only, except to this machine.
 */
export function serviceUrl(text: string): URL {
  const fault = (why: string) =>
    new UserError(
      'usage',
      t('The base URL of the service {0}; set it like https://api.together.ai/v1.', why),
    );
  if (!URL.canParse(text)) throw fault(t('is no URL'));
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') throw fault(t('holds a user name or password'));
  if (!isSafe(url)) throw fault(t('must begin with https:// (http:// only for this machine)'));
  url.pathname = withoutEndSlashes(url.pathname);
  return url;
}

/**
 * Where a redirect leads; undefined where it must not be followed. From the internet nothing leads
 * to plain http or to this machine.
 */
export function redirectTarget(location: string, from: URL): URL | undefined {
  if (!URL.canParse(location, from.href)) return undefined;
  const url = new URL(location, from);
  if (url.username !== '' || url.password !== '') return undefined;
  if (isLoopback(from.hostname)) return isSafe(url) ? url : undefined;
  return url.protocol === 'https:' && !isLoopback(url.hostname) ? url : undefined;
}

export function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

function isSafe(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

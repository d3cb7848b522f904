import { t } from '../l10n/t.js';
import { isLoopback } from './loopback.js';

/**
 * The origin of an address that a key may go to: https anywhere, http on this machine alone. `fault`
 * completes "The address …" where it is none. An address counts only as it is written: one that a
 * parser reads as another host (a user name, a backslash, escapes, letters of another alphabet) may be
 * read otherwise by whoever sends the key.
 */
export function keyOrigin(text: string): { readonly origin: string } | { readonly fault: string } {
  if (!URL.canParse(text)) {
    return { fault: t('is no URL; write it like https://api.example.com/v1') };
  }
  const { protocol, hostname, host, origin } = new URL(text);
  if (protocol !== 'https:' && !(protocol === 'http:' && isLoopback(hostname))) {
    return { fault: t('must begin with https:// (http:// only for this machine)') };
  }
  const written = /^https?:\/\/([^/?#]*)/i.exec(text)?.[1]?.toLowerCase();
  const usualPort = protocol === 'https:' ? 443 : 80;
  if (written === host || written === `${hostname}:${usualPort}`) return { origin };
  return { fault: t('is read as {0}; write it so, if that is what you mean', origin) };
}

import { isLoopback } from '../../core/loopback.js';

/** Whether a secret may be bound to that address: https anywhere, http on this machine alone. */
export function isSecretAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

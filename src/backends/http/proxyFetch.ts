import { isLoopback } from '../../core/loopback.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';

/** What a process is told of its surroundings. */
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * fetch by way of the proxies that `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name, in small letters
 * too; undefined where none is named. Node's own fetch asks them from version 24 on alone. This machine
 * is asked without a proxy. Throws `UserError` of kind `usage` for an address that is none.
 */
export function proxyFetch(env: Environment): typeof fetch | undefined {
  const read = (name: string) => (env[name.toLowerCase()]?.trim() || env[name]?.trim()) ?? '';
  const http = read('HTTP_PROXY');
  const https = read('HTTPS_PROXY') || http;
  if (https === '') return undefined;
  for (const [name, proxy] of [
    ['HTTPS_PROXY', https],
    ['HTTP_PROXY', http],
  ] as const) {
    if (proxy === '' || (URL.canParse(proxy) && /^https?:/.test(proxy))) continue;
    const message = t(
      '{0} is no address of a proxy; set it like http://proxy.example.com:3128.',
      name,
    );
    throw new UserError('usage', message);
  }
  let agent: Promise<object> | undefined;
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (isLoopback(url.hostname)) return fetch(input, init);
    agent ??= loadAgent({ httpProxy: http, httpsProxy: https, noProxy: read('NO_PROXY') });
    // fetch of Node takes the dispatcher that its types don't know.
    return fetch(input, { ...init, dispatcher: await agent } as RequestInit);
  };
}

interface Proxies {
  readonly httpProxy: string;
  readonly httpsProxy: string;
  readonly noProxy: string;
}

async function loadAgent(proxies: Proxies): Promise<object> {
  const [{ default: EnvHttpProxyAgent }, { default: Dispatcher }, { default: connect }] =
    await Promise.all([
      import('undici/lib/dispatcher/env-http-proxy-agent.js'),
      import('undici/lib/dispatcher/dispatcher.js'),
      import('undici/lib/api/api-connect.js'),
    ]);
  // undici's entry does this for all methods, and more to the whole process.
  Object.assign(Dispatcher.prototype, { connect });
  return new EnvHttpProxyAgent(proxies);
}

import type { Account } from '../../core/account.js';
import { t } from '../../l10n/t.js';
import { createServiceClient } from './client.js';
import { brokenError } from './serviceErrors.js';
import type { ServiceOptions } from './serviceOptions.js';
import { withTimeout } from './withTimeout.js';
import { plainText, whoamiReply } from './wire/account.js';
import { readReplyAs } from './wire/readReply.js';

interface AccountOptions extends ServiceOptions {
  /** For the answer, retries included; 8000 when left out. */
  readonly timeoutMs?: number;
}

/**
 * Whose key the service's is. Throws `UserError`: `auth` where the service refuses the key,
 * `unreachable` where no answer came in time.
 */
export async function readAccount(options: AccountOptions, signal: AbortSignal): Promise<Account> {
  const client = createServiceClient(options);
  const asked = { doing: t('look up whose key this is'), host: client.host };
  const call = { ...asked, method: 'GET', path: '/whoami', isAwaited: true } as const;
  const reply = await withTimeout(signal, { ms: options.timeoutMs ?? 8000 }, (limited) =>
    client.ask(call, limited).catch((error: unknown) => {
      const isLate = limited.aborted && !signal.aborted;
      throw isLate ? brokenError(limited.reason, asked) : error;
    }),
  );
  const told = readReplyAs(whoamiReply, reply, asked);
  const named = {
    organization: plainText(told.organization_name),
    organizationId: plainText(told.organization_id),
    project: plainText(told.project_name),
    projectId: plainText(told.project_id),
    projectSlug: plainText(told.project_slug),
    keyId: plainText(told.api_key_id),
    userId: plainText(told.user_id),
  };
  // What is undefined is left out: an account is written into files and compared.
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}

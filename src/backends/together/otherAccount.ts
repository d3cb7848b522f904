import type { Account } from '../../core/account.js';
import { accountText, isOtherAccount } from '../../core/account.js';
import { NoKey } from '../../core/keys.js';
import { launchedBy } from '../../core/runs/launchedBy.js';
import type { RunRef } from '../../core/runs/runStore.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import type { ServiceOptions } from './serviceOptions.js';

type Context = Pick<ServiceOptions, 'runs' | 'account'>;

/**
 * Says that a run's job is another account's than that of the key in use; undefined where it is not,
 * or where nobody knows.
 */
export async function otherAccount(
  run: RunRef,
  { runs, account }: Context,
  signal: AbortSignal,
): Promise<UserError | undefined> {
  const launched = launchedBy(await runs.read(run));
  const own = launched && (await account?.(signal));
  if (!launched || !own || !isOtherAccount(launched, own)) return undefined;
  const message = t(
    'The job was launched by {0}, and the key in use belongs to {1}; use the key of that account (Gavel: Switch Account), then resume the run.',
    nameOf(launched),
    nameOf(own),
  );
  return new UserError('auth', message);
}

/** The failure of a request about a run's job: a job of another account is not known, or not allowed. */
export async function explained(
  error: unknown,
  run: RunRef,
  context: Context & { readonly signal: AbortSignal },
): Promise<unknown> {
  const isRefusal =
    error instanceof UserError &&
    (error.kind === 'not_found' || error.kind === 'auth') &&
    !(error instanceof NoKey);
  if (!isRefusal || context.signal.aborted) return error;
  // Where even that can't be found out, the failure stays what it was.
  const other = await otherAccount(run, context, context.signal).catch(() => undefined);
  return other ?? error;
}

function nameOf(account: Account): string {
  return accountText(account) ?? t('another account');
}

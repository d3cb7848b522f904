import { accountText } from '../../core/account.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import type { CommandContext } from '../commandContext.js';
import { EXIT, type ExitCode } from '../exitCode.js';

const KEY_FROM = 'TOGETHER_API_KEY';

/** `gavel whoami`: whose key the service is asked with. A key that is missing or refused is bad input. */
export async function whoami({
  services,
  terminal,
  signal,
  serviceOrigin: origin,
}: CommandContext): Promise<ExitCode> {
  try {
    const account = await services.account('together', signal);
    const { organization, organizationId, project, projectId, projectSlug } = account;
    const document = {
      origin,
      key_from: KEY_FROM,
      organization,
      organization_id: organizationId,
      project,
      project_id: projectId,
      project_slug: projectSlug,
      key_id: account.keyId,
      user_id: account.userId,
    };
    const whose =
      accountText(account) ?? t('The key is valid; the service does not say whose it is');
    const id = account.keyId === undefined ? '' : `, key ${account.keyId}`;
    terminal.result(
      document,
      `${whose}\n${t('{0}, with the key in {1}{2}', origin, KEY_FROM, id)}`,
    );
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof UserError) || error.kind !== 'auth') throw error;
    const { kind, message } = error;
    if (terminal.json) terminal.result({ origin, error: { kind, message } }, message);
    terminal.fail(message);
    return EXIT.badInput;
  }
}

import { bytesText } from '../../core/bytesText.js';
import { plural, t } from '../../l10n/t.js';
import type { CommandContext } from '../commandContext.js';
import { EXIT, type ExitCode } from '../exitCode.js';

/** `gavel cache`: how many replies are kept, and where. */
export async function cache(
  out: string | undefined,
  { services, terminal, path, runsRoot }: CommandContext,
): Promise<ExitCode> {
  const { cache: kept, folder } = await services.completions(out ? path(out) : runsRoot);
  const { replies, bytes } = await kept.size();
  const none = t('There is no reply in {0}.', folder);
  const some = `${folder}: ${plural(replies, '{0} reply', '{0} replies')}, ${bytesText(bytes)}`;
  terminal.result({ folder, replies, bytes }, replies === 0 && bytes === 0 ? none : some);
  return EXIT.ok;
}

/** `gavel cache clear`: the next run asks for everything. */
export async function clearCache(
  out: string | undefined,
  { services, terminal, path, runsRoot }: CommandContext,
): Promise<ExitCode> {
  const { cache: kept, folder } = await services.completions(out ? path(out) : runsRoot);
  const { replies, bytes } = await kept.clear();
  const removed = plural(
    replies,
    'removed {0} reply ({1}) from {2}',
    'removed {0} replies ({1}) from {2}',
    bytesText(bytes),
    folder,
  );
  terminal.result({ folder, removed: { replies, bytes } }, removed);
  return EXIT.ok;
}

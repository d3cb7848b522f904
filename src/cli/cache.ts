import { bytesText } from '../core/bytesText.js';
import type { CommandContext } from './commandContext.js';
import { count } from './count.js';
import { EXIT, type ExitCode } from './exitCode.js';

/** `gavel cache`: how many replies are kept, and where. */
export async function cache(
  out: string | undefined,
  { services, terminal, path, runsRoot }: CommandContext,
): Promise<ExitCode> {
  const { cache: kept, folder } = await services.completions(out ? path(out) : runsRoot);
  const { replies, bytes } = await kept.size();
  const none = `There is no reply in ${folder}.`;
  const some = `${folder}: ${count(replies, 'reply', 'replies')}, ${bytesText(bytes)}`;
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
  const removed = `removed ${count(replies, 'reply', 'replies')} (${bytesText(bytes)}) from ${folder}`;
  terminal.result({ folder, removed: { replies, bytes } }, removed);
  return EXIT.ok;
}

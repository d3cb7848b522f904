import * as vscode from 'vscode';
import { bytesText } from '../../core/bytesText.js';
import type { CacheSize } from '../../core/judging/completionCache.js';
import type { FolderCompletions } from '../../core/services.js';
import { plural, t } from '../../l10n/t.js';
import { mustAsk } from './arguments.js';
import type { CommandContext } from './commands.js';

/**
 * Removes the replies that the workspace's runs have kept, after asking, unless `{ confirm: false }`;
 * gives how many they were, undefined where it was left.
 */
export async function clearCache(
  { ui }: CommandContext,
  options?: unknown,
): Promise<CacheSize | undefined> {
  const opened = await Promise.all(ui.runsRoots().map((root) => ui.services.completions(root)));
  // Several workspace folders may share one folder of runs.
  const all = [...new Map(opened.map((each) => [each.folder, each])).values()];
  const before = sumOf(await Promise.all(all.map(({ cache }) => cache.size())));
  if (before.bytes === 0) {
    void vscode.window.showInformationMessage(t('No replies are kept: there is nothing to clear.'));
    return before;
  }
  if (mustAsk(options) && !(await confirmClearing(before, all))) return undefined;
  const removed = sumOf(await Promise.all(all.map(({ cache }) => cache.clear())));
  void vscode.window.showInformationMessage(
    t('Removed {0} ({1}).', repliesText(removed), bytesText(removed.bytes)),
  );
  return removed;
}

async function confirmClearing(
  size: CacheSize,
  caches: readonly FolderCompletions[],
): Promise<boolean> {
  const places = caches.map(({ folder }) => vscode.workspace.asRelativePath(folder)).join(', ');
  const detail = t(
    '{0} in {1}. The next run asks its models again for what it would have reused, and that may cost. Runs and their results stay as they are.',
    bytesText(size.bytes),
    places,
  );
  const chosen = await vscode.window.showWarningMessage(
    t('Remove {0} from the cache?', repliesText(size)),
    { modal: true, detail },
    t('Remove'),
  );
  return chosen === t('Remove');
}

function sumOf(sizes: readonly CacheSize[]): CacheSize {
  return {
    replies: sizes.reduce((sum, { replies }) => sum + replies, 0),
    bytes: sizes.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

function repliesText({ replies }: CacheSize): string {
  return plural(replies, '{0} kept reply', '{0} kept replies');
}

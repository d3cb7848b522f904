import * as vscode from 'vscode';
import { bytesText } from '../../core/bytesText.js';
import type { CacheSize } from '../../core/judging/completionCache.js';
import type { FolderCompletions } from '../../core/services.js';
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
    void vscode.window.showInformationMessage('No replies are kept: there is nothing to clear.');
    return before;
  }
  const unasked =
    typeof options === 'object' &&
    options !== null &&
    'confirm' in options &&
    options.confirm === false;
  if (!unasked && !(await confirmClearing(before, all))) return undefined;
  const removed = sumOf(await Promise.all(all.map(({ cache }) => cache.clear())));
  void vscode.window.showInformationMessage(
    `Removed ${repliesText(removed)} (${bytesText(removed.bytes)}).`,
  );
  return removed;
}

async function confirmClearing(
  size: CacheSize,
  caches: readonly FolderCompletions[],
): Promise<boolean> {
  const places = caches.map(({ folder }) => vscode.workspace.asRelativePath(folder)).join(', ');
  const detail = `${bytesText(size.bytes)} in ${places}. The next run asks its models again for what it would have reused, and that may cost. Runs and their results stay as they are.`;
  const chosen = await vscode.window.showWarningMessage(
    `Remove ${repliesText(size)} from the cache?`,
    { modal: true, detail },
    'Remove',
  );
  return chosen === 'Remove';
}

function sumOf(sizes: readonly CacheSize[]): CacheSize {
  return {
    replies: sizes.reduce((sum, { replies }) => sum + replies, 0),
    bytes: sizes.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

function repliesText({ replies }: CacheSize): string {
  return replies === 1 ? '1 kept reply' : `${replies.toLocaleString('en')} kept replies`;
}

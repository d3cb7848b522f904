import * as vscode from 'vscode';
import { isOtherAccount } from '../../core/account.js';
import { launchedBy } from '../../core/runs/launchedBy.js';
import type { RunManifest } from '../../core/runs/manifest.js';
import { t } from '../../l10n/t.js';
import { originOf } from '../extensionUi.js';
import type { ExtensionUi } from '../extensionUi.js';
import { baseUrl } from '../settings.js';
import type { KnownRun } from './runsList.js';
import { isLeft, isStranger } from './leftRun.js';
import { fileUri } from '../fileUri.js';

const LIVE_FOLDERS = 'gavel.liveFolders';

/**
 * Takes up the runs that were live when the window closed, and follows jobs of the service. Not in
 * Restricted Mode, not what another process drives, and not what was paused for another reason; of a
 * run that this window never drove it only tells. A job of the service waits until a key of its account
 * is there and the base URL leads to it.
 */
export function registerResume(ui: ExtensionUi, memory: vscode.Memento): vscode.Disposable {
  /** Folders that were live when the window closed and are not dealt with yet. */
  const wereLive = new Set(memory.get<readonly string[]>(LIVE_FOLDERS, []));
  const told = new Set<string>();
  const resume = (): void => {
    if (!vscode.workspace.isTrusted) return;
    resumeRuns(ui, wereLive)
      .then((strangers) => {
        const untold = strangers.filter(({ run }) => !told.has(run.folder));
        for (const { run } of untold) told.add(run.folder);
        return tellOf(untold);
      })
      .catch((error: unknown) => ui.report(error));
  };
  let remembered = [...wereLive].join('\n');
  const remember = (): void => {
    const live = ui.liveRuns.all().map((run) => run.folder);
    const folders = [...new Set([...live, ...wereLive])];
    if (folders.join('\n') === remembered) return;
    remembered = folders.join('\n');
    void memory.update(LIVE_FOLDERS, folders);
  };
  resume();
  return vscode.Disposable.from(
    vscode.workspace.onDidGrantWorkspaceTrust(resume),
    ui.onDidChangeKeys(resume),
    ui.onDidChangeRuns(remember),
  );
}

/** Gives the runs that were left for a person to take up. */
async function resumeRuns(ui: ExtensionUi, wereLive: Set<string>): Promise<readonly KnownRun[]> {
  const strangers: KnownRun[] = [];
  for (const root of ui.runsRoots()) {
    for (const { run, manifest } of await ui.services.runs.list(root)) {
      const left = isLeft(manifest, wereLive.has(run.folder));
      if (left && !(await isReachable(ui, manifest))) continue;
      if (isStranger(manifest) && !left && !ui.live.isLive(run)) strangers.push({ run, manifest });
      wereLive.delete(run.folder);
      if (!left || ui.live.isLive(run)) continue;
      ui.log.info(`run ${run.id}: taken up again`);
      ui.liveRuns.takeUp(run);
    }
  }
  return strangers;
}

async function tellOf(strangers: readonly KnownRun[]): Promise<void> {
  const [only] = strangers;
  if (!only) return;
  const [text, action] =
    strangers.length === 1
      ? [
          t(
            '{0} has not ended and was not started in this window: nothing is sent until you resume it.',
            only.manifest.name,
          ),
          t('Resume'),
        ]
      : [
          t(
            '{0} runs have not ended and were not started in this window: nothing is sent until you resume them.',
            strangers.length,
          ),
          t('Show Runs'),
        ];
  const chosen = await vscode.window.showInformationMessage(text, action);
  if (chosen === t('Resume')) {
    await vscode.commands.executeCommand('gavel.resumeRun', fileUri(only.run.folder));
  }
  if (chosen === t('Show Runs')) await vscode.commands.executeCommand('gavel.runs.focus');
}

async function isReachable(
  ui: ExtensionUi,
  { backend, origin, account }: Pick<RunManifest, 'backend' | 'origin' | 'account'>,
): Promise<boolean> {
  if (backend !== 'together') return true;
  const own = originOf(baseUrl());
  if (origin !== undefined && origin !== own) return false;
  const key = await ui.keys.serviceKey(own);
  const launched = launchedBy({ account });
  const inUse = key?.source === 'profile' ? key.profile.account : undefined;
  return key !== undefined && !(launched && inUse && isOtherAccount(launched, inUse));
}

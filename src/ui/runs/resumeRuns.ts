import * as vscode from 'vscode';
import { isOtherAccount } from '../../core/account.js';
import { launchedBy } from '../../core/runs/launchedBy.js';
import type { RunManifest } from '../../core/runs/manifest.js';
import { originOf } from '../extensionUi.js';
import type { ExtensionUi } from '../extensionUi.js';
import { baseUrl } from '../settings.js';
import { isLeft } from './leftRun.js';

const LIVE_FOLDERS = 'gavel.liveFolders';

/**
 * Takes up the runs that were live when the window closed, and those whose process died. Not in
 * Restricted Mode, not what another process drives, and not what was paused for another reason. A job
 * of the service waits until a key of its account is there and the base URL leads to it.
 */
export function registerResume(ui: ExtensionUi, memory: vscode.Memento): vscode.Disposable {
  /** Folders that were live when the window closed and are not dealt with yet. */
  const wereLive = new Set(memory.get<readonly string[]>(LIVE_FOLDERS, []));
  const resume = (): void => {
    if (!vscode.workspace.isTrusted) return;
    resumeRuns(ui, wereLive).catch((error: unknown) => ui.report(error));
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

async function resumeRuns(ui: ExtensionUi, wereLive: Set<string>): Promise<void> {
  for (const root of ui.runsRoots()) {
    for (const { run, manifest } of await ui.services.runs.list(root)) {
      const left = isLeft(manifest, wereLive.has(run.folder));
      if (left && !(await isReachable(ui, manifest))) continue;
      wereLive.delete(run.folder);
      if (!left || ui.live.isLive(run)) continue;
      ui.log.info(`run ${run.id}: taken up again`);
      ui.liveRuns.takeUp(run);
    }
  }
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

import * as vscode from 'vscode';
import { isFinal } from '../../core/runs/evalBackend.js';
import type { RunManifest } from '../../core/runs/manifest.js';
import { originOf } from '../extensionUi.js';
import type { ExtensionUi } from '../extensionUi.js';
import { baseUrl } from '../settings.js';

const LIVE_FOLDERS = 'gavel.liveFolders';

/**
 * Takes up the runs that were live when the window closed, and those whose process died. Not in
 * Restricted Mode, not what another process drives, and not what was paused for another reason.
 */
export function registerResume(ui: ExtensionUi, memory: vscode.Memento): vscode.Disposable {
  const wereLive = new Set(memory.get<readonly string[]>(LIVE_FOLDERS, []));
  const resume = (): void => {
    resumeRuns(ui, wereLive).catch((error: unknown) => ui.report(error));
  };
  let remembered = '';
  const remember = (): void => {
    const folders = ui.liveRuns.all().map((run) => run.folder);
    if (folders.join('\n') === remembered) return;
    remembered = folders.join('\n');
    void memory.update(LIVE_FOLDERS, folders);
  };
  if (vscode.workspace.isTrusted) resume();
  return vscode.Disposable.from(
    vscode.workspace.onDidGrantWorkspaceTrust(resume),
    ui.onDidChangeRuns(remember),
  );
}

async function resumeRuns(ui: ExtensionUi, wereLive: ReadonlySet<string>): Promise<void> {
  for (const root of ui.runsRoots()) {
    for (const { run, manifest } of await ui.services.runs.list(root)) {
      if (!isAbandoned(manifest, wereLive.has(run.folder))) continue;
      if (manifest.backend === 'together' && !(await ui.keys.hasServiceKey(originOf(baseUrl())))) {
        continue;
      }
      ui.log.info(`run ${run.id}: taken up again`);
      ui.liveRuns.takeUp(run);
    }
  }
}

/** A run that is left at the closing of the window is paused; one whose process died says `running`. */
function isAbandoned({ status }: RunManifest, wasLive: boolean): boolean {
  if (isFinal(status)) return false;
  return wasLive || status === 'running' || status === 'queued';
}

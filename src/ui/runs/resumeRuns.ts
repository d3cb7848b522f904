import * as vscode from 'vscode';
import { originOf } from '../extensionUi.js';
import type { ExtensionUi } from '../extensionUi.js';
import { baseUrl } from '../settings.js';

/**
 * Takes up the runs that were running when the window closed. Not in Restricted Mode, and not what
 * another process drives.
 */
export function registerResume(ui: ExtensionUi): vscode.Disposable {
  const resume = (): void => {
    resumeRuns(ui).catch((error: unknown) => ui.report(error));
  };
  if (vscode.workspace.isTrusted) resume();
  return vscode.workspace.onDidGrantWorkspaceTrust(resume);
}

async function resumeRuns(ui: ExtensionUi): Promise<void> {
  for (const root of ui.runsRoots()) {
    for (const { run, manifest } of await ui.services.runs.list(root)) {
      if (manifest.status !== 'running' && manifest.status !== 'queued') continue;
      if (manifest.backend === 'together' && !(await ui.keys.hasServiceKey(originOf(baseUrl())))) {
        continue;
      }
      ui.log.info(`run ${run.id}: taken up again`);
      ui.liveRuns.takeUp(run);
    }
  }
}

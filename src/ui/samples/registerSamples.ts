import * as vscode from 'vscode';
import type { ExtensionUi } from '../extensionUi.js';
import type { RunsTree } from '../runs/runsTree.js';
import { registerPendingSample } from './pendingSample.js';

/** Runs a sample whose folder was just opened, and keeps the walkthrough's steps up to date. */
export function registerSamples(
  ui: ExtensionUi,
  tree: RunsTree,
  memory: vscode.Memento,
): vscode.Disposable {
  return vscode.Disposable.from(
    registerPendingSample(memory),
    ui.onDidEndRun(() => {
      import('./sampleSteps.js')
        .then(({ tellSampleRuns }) => tellSampleRuns(tree))
        .catch((error: unknown) => ui.log.warn(`walkthrough: ${String(error)}`));
    }),
  );
}

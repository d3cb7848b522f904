import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { createServices } from './composition.js';
import { configureTexts, t } from './l10n/t.js';
import { registerAgentTools } from './ui/agents/registerAgentTools.js';
import { registerCommands } from './ui/commands/commands.js';
import { registerCompare } from './ui/compare/registerCompare.js';
import { registerDatasetEditor } from './ui/dataset/datasetEditor.js';
import { registerDatasetsTree } from './ui/datasets/datasetsTree.js';
import type { ExtensionUi } from './ui/extensionUi.js';
import { registerDrops } from './ui/drops/registerDrops.js';
import { createExtensionUi } from './ui/extensionUi.js';
import { guardedWindow } from './ui/guardedWindow.js';
import { editorTexts } from './ui/l10n/editorTexts.js';
import { registerLabels } from './ui/labels/labelsView.js';
import { registerUriHandler } from './ui/links/uriHandler.js';
import { registerTemplatePreview } from './ui/preview/templatePreview.js';
import { registerResultsEditor } from './ui/results/resultsEditor.js';
import { registerEndNotices } from './ui/runs/endNotices.js';
import { registerFailedRunMarks } from './ui/runs/failedRunMarks.js';
import { registerLiveStatus } from './ui/runs/liveStatus.js';
import { registerResume } from './ui/runs/resumeRuns.js';
import { registerRunsTree } from './ui/runs/runsTree.js';
import { registerRunWatcher } from './ui/runs/runWatcher.js';
import { registerDecorations } from './ui/spec/registerDecorations.js';
import { registerSamples } from './ui/samples/registerSamples.js';
import { registerSpecFeatures } from './ui/spec/specFeatures.js';
import { registerTasks } from './ui/tasks/registerTasks.js';
import { registerSpecSchema } from './ui/spec/specSchema.js';
import { lazyTemplates } from './ui/template/lazyTemplates.js';
import { registerTemplateFeatures } from './ui/template/templateFeatures.js';
import { registerTesting } from './ui/testing/registerTesting.js';
import type * as web from './web.js';

/** Built beside this file. */
const datasetWorker = new URL('./datasetWorker.js', import.meta.url);

/** What reads through VS Code's file systems alone; built beside this file. */
const withoutDisk = './web.cjs';

let running: ExtensionUi | undefined;

/** Registers everything, awaits nothing; each part loads its work on first use. */
export function activate(context: vscode.ExtensionContext): void {
  configureTexts(editorTexts());
  try {
    if (isVirtual()) {
      const built = createRequire(import.meta.url)(withoutDisk) as typeof web;
      built.activate(context);
      return;
    }
    context.subscriptions.push(guardedWindow(vscode));
    const cacheFolder = join(context.globalStorageUri.fsPath, 'indexes');
    const ui = createExtensionUi(context, (options) =>
      createServices({ ...options, datasetWorker, cacheFolder }),
    );
    running = ui;
    const tree = registerRunsTree(ui);
    const datasets = registerDatasetsTree(ui);
    const templates = lazyTemplates(ui);
    const parts = {
      ui,
      tree,
      datasets,
      extensionUri: context.extensionUri,
      memory: context.globalState,
    };
    context.subscriptions.push(
      tree,
      datasets,
      registerCommands(parts),
      registerTesting(parts),
      registerTasks(context.extensionUri),
      templates,
      registerSpecFeatures(ui, tree, templates),
      registerSpecSchema(context.extensionUri),
      registerTemplateFeatures(ui, templates),
      registerDecorations(tree),
      registerDrops(),
      registerRunWatcher(ui),
      registerLiveStatus(ui),
      registerEndNotices(ui),
      registerFailedRunMarks(ui),
      registerResume(ui, context.workspaceState),
      registerResultsEditor(context, ui),
      registerLabels(context, ui),
      registerUriHandler(),
      registerDatasetEditor(context, ui),
      registerTemplatePreview(context, ui),
      registerCompare(context, ui),
      registerAgentTools(ui),
      registerSamples(ui, tree, context.globalState),
    );
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(t('Gavel could not start: {0}', text));
    throw error;
  }
}

/** Whether all folders lie elsewhere than on a disk, such as a repository that nobody has cloned. */
function isVirtual(): boolean {
  const folders = vscode.workspace.workspaceFolders ?? [];
  return folders.length > 0 && folders.every(({ uri }) => uri.scheme !== 'file');
}

/** Lets go of live runs; each is resumed at the next start. */
export async function deactivate(): Promise<void> {
  await running?.dispose();
  running = undefined;
}

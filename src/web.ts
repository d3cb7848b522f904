import * as vscode from 'vscode';
import { configureTexts } from './l10n/t.js';
import { registerAgentTools } from './ui/agents/registerAgentTools.js';
import { registerCommands } from './ui/commands/commands.js';
import { registerCompare } from './ui/compare/registerCompare.js';
import { registerDatasetEditor } from './ui/dataset/datasetEditor.js';
import { registerDatasetsTree } from './ui/datasets/datasetsTree.js';
import { registerDrops } from './ui/drops/registerDrops.js';
import { createExtensionUi } from './ui/extensionUi.js';
import { guardedWindow } from './ui/guardedWindow.js';
import { editorTexts } from './ui/l10n/editorTexts.js';
import { registerUriHandler } from './ui/links/uriHandler.js';
import { registerTemplatePreview } from './ui/preview/templatePreview.js';
import { registerResultsEditor } from './ui/results/resultsEditor.js';
import { registerRunsTree } from './ui/runs/runsTree.js';
import { registerRunWatcher } from './ui/runs/runWatcher.js';
import { registerDecorations } from './ui/spec/registerDecorations.js';
import { registerSpecFeatures } from './ui/spec/specFeatures.js';
import { registerSpecSchema } from './ui/spec/specSchema.js';
import { lazyTemplates } from './ui/template/lazyTemplates.js';
import { registerTemplateFeatures } from './ui/template/templateFeatures.js';
import { createWebServices } from './web/webServices.js';

/**
 * The extension where there is no Node (vscode.dev, github.dev), or no file on this machine's disk: specs, templates, previews, datasets
 * and results are read. What drives runs is not registered; commands that would run, ask or write say
 * in one sentence where that is done.
 */
export function activate(context: vscode.ExtensionContext): void {
  configureTexts(editorTexts());
  context.subscriptions.push(guardedWindow(vscode));
  const ui = createExtensionUi(context, createWebServices);
  const tree = registerRunsTree(ui);
  const datasets = registerDatasetsTree(ui);
  const templates = lazyTemplates(ui);
  context.subscriptions.push(
    tree,
    datasets,
    registerCommands({
      ui,
      tree,
      datasets,
      extensionUri: context.extensionUri,
      memory: context.globalState,
    }),
    templates,
    registerSpecFeatures(ui, tree, templates),
    registerSpecSchema(context.extensionUri),
    registerTemplateFeatures(ui, templates),
    registerDecorations(tree),
    registerDrops(),
    registerRunWatcher(ui),
    registerResultsEditor(context, ui),
    registerUriHandler(),
    registerDatasetEditor(context, ui),
    registerTemplatePreview(context, ui),
    registerCompare(context, ui),
    registerAgentTools(ui),
    { dispose: () => void ui.dispose() },
  );
}

import * as vscode from 'vscode';
import type { DatasetsTree } from '../datasets/datasetsTree.js';
import type { ExtensionUi } from '../extensionUi.js';
import type { RunsTree } from '../runs/runsTree.js';

/** What a command works with. */
export interface CommandContext {
  readonly ui: ExtensionUi;
  readonly tree: RunsTree;
  readonly datasets: DatasetsTree;
}

type Command = (context: CommandContext, ...args: unknown[]) => unknown;

const specCommands = () => import('./specCommands.js');
const runCommands = () => import('./runCommands.js');
const keyCommands = () => import('./keyCommands.js');
const viewCommands = () => import('./viewCommands.js');
const fileCommands = () => import('./fileCommands.js');
const datasetCommands = () => import('./datasetCommands.js');

/** Every command and where its work is; each file is loaded at the first use of one of its commands. */
const COMMANDS: Readonly<Record<string, Command>> = {
  'gavel.newSpec': async (context, ...args) =>
    (await import('./newSpec.js')).newSpec(context, ...args),
  'gavel.run': async (context, ...args) => (await specCommands()).run(context, ...args),
  'gavel.dryRun': async (context, ...args) => (await specCommands()).dryRun(context, ...args),
  'gavel.openDataset': async (context, ...args) =>
    (await viewCommands()).openDataset(context, ...args),
  'gavel.sampleDataset': async (context, ...args) =>
    (await datasetCommands()).sampleDataset(context, ...args),
  'gavel.saveRows': async (context, ...args) =>
    (await datasetCommands()).saveRows(context, ...args),
  'gavel.convertDataset': async (context, ...args) =>
    (await datasetCommands()).convertDataset(context, ...args),
  'gavel.splitDataset': async (context, ...args) =>
    (await datasetCommands()).splitDataset(context, ...args),
  'gavel.deduplicateDataset': async (context, ...args) =>
    (await datasetCommands()).deduplicateDataset(context, ...args),
  'gavel.renameColumns': async (context, ...args) =>
    (await datasetCommands()).renameColumns(context, ...args),
  'gavel.openResults': async (context, ...args) =>
    (await runCommands()).openResults(context, ...args),
  'gavel.downloadResults': async (context, ...args) =>
    (await runCommands()).downloadResults(context, ...args),
  'gavel.cancelRun': async (context, ...args) => (await runCommands()).cancelRun(context, ...args),
  'gavel.resumeRun': async (context, ...args) => (await runCommands()).resumeRun(context, ...args),
  'gavel.rerun': async (context, ...args) => (await runCommands()).rerun(context, ...args),
  'gavel.deleteRun': async (context, ...args) => (await runCommands()).deleteRun(context, ...args),
  'gavel.openInBrowser': async (context, ...args) =>
    (await runCommands()).openInBrowser(context, ...args),
  'gavel.filterRuns': async (context, ...args) =>
    (await viewCommands()).filterRuns(context, ...args),
  'gavel.clearRunFilter': ({ tree }) => tree.setFilter(''),
  'gavel.previewFile': async (context, ...args) =>
    (await fileCommands()).previewFile(context, ...args),
  'gavel.downloadFile': async (context, ...args) =>
    (await fileCommands()).downloadFile(context, ...args),
  'gavel.deleteFile': async (context, ...args) =>
    (await fileCommands()).deleteFile(context, ...args),
  'gavel.copyFileId': async (context, ...args) =>
    (await fileCommands()).copyFileId(context, ...args),
  'gavel.useInSpec': async (context, ...args) =>
    (await import('./useInSpec.js')).useInSpec(context, ...args),
  'gavel.filterDatasets': async (context, ...args) =>
    (await viewCommands()).filterDatasets(context, ...args),
  'gavel.clearDatasetFilter': ({ datasets }) => datasets.setFilter(''),
  'gavel.refresh': ({ tree, datasets }) => {
    datasets.refresh();
    return tree.refresh();
  },
  'gavel.setApiKey': async (context) => (await keyCommands()).setApiKey(context),
  'gavel.setSecret': async (context, ...args) => (await keyCommands()).setSecret(context, ...args),
  'gavel.startDemo': async (context) => (await viewCommands()).startDemo(context),
  'gavel.showLog': ({ ui }) => ui.log.show(),
};

/** Registers the commands; what one throws is shown here, once, and the command gives undefined. */
export function registerCommands(context: CommandContext): vscode.Disposable {
  const { ui } = context;
  const registered = Object.entries(COMMANDS).map(([id, command]) =>
    vscode.commands.registerCommand(id, async (...args: unknown[]) => {
      try {
        return await command(context, ...args);
      } catch (error) {
        ui.report(error, () => vscode.commands.executeCommand(id, ...args));
        return undefined;
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}

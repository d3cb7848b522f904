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

/** Every command, by its id. */
const COMMANDS: Readonly<Record<string, Command>> = {
  ...commandsOf(() => import('./newSpec.js'), ['newSpec']),
  ...commandsOf(() => import('./specCommands.js'), ['run', 'dryRun']),
  ...commandsOf(
    () => import('./runCommands.js'),
    [
      'openResults',
      'downloadResults',
      'cancelRun',
      'resumeRun',
      'rerun',
      'deleteRun',
      'openInBrowser',
    ],
  ),
  ...commandsOf(
    () => import('./datasetCommands.js'),
    [
      'sampleDataset',
      'saveRows',
      'convertDataset',
      'splitDataset',
      'deduplicateDataset',
      'renameColumns',
    ],
  ),
  ...commandsOf(
    () => import('./fileCommands.js'),
    ['previewFile', 'downloadFile', 'deleteFile', 'copyFileId'],
  ),
  ...commandsOf(() => import('./useInSpec.js'), ['useInSpec']),
  ...commandsOf(() => import('./keyCommands.js'), ['setApiKey', 'setSecret']),
  ...commandsOf(
    () => import('./viewCommands.js'),
    ['openDataset', 'filterRuns', 'filterDatasets', 'startDemo'],
  ),
  'gavel.clearRunFilter': ({ tree }) => tree.setFilter(''),
  'gavel.clearDatasetFilter': ({ datasets }) => datasets.setFilter(''),
  'gavel.refresh': ({ tree, datasets }) => {
    datasets.refresh();
    return tree.refresh();
  },
  'gavel.showLog': ({ ui }) => ui.log.show(),
};

/** Commands whose work a file exports by their names; it is loaded at the first use of one of them. */
function commandsOf<Name extends string>(
  load: () => Promise<Readonly<Record<Name, Command>>>,
  names: readonly Name[],
): Record<string, Command> {
  return Object.fromEntries(
    names.map((name): [string, Command] => [
      `gavel.${name}`,
      async (context, ...args) => (await load())[name](context, ...args),
    ]),
  );
}

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

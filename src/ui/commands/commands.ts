import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { DatasetsTree } from '../datasets/datasetsTree.js';
import type { ExtensionUi } from '../extensionUi.js';
import type { RunsTree } from '../runs/runsTree.js';
import { isSpecPath } from '../spec/specFile.js';
import { withoutSelection } from './withoutSelection.js';

/** What a command works with. */
export interface CommandContext {
  readonly ui: ExtensionUi;
  readonly tree: RunsTree;
  readonly datasets: DatasetsTree;
  readonly extensionUri: vscode.Uri;
  /** Keeps what is the user's own, over workspaces. */
  readonly memory: vscode.Memento;
}

type Command = (context: CommandContext, ...args: unknown[]) => unknown;

/** Every command, by its id. */
const COMMANDS: Readonly<Record<string, Command>> = {
  ...commandsOf(() => import('./newSpec.js'), ['gavel.newSpec']),
  ...commandsOf(() => import('./specCommands.js'), ['gavel.run', 'gavel.dryRun']),
  ...commandsOf(() => import('./preflightCommands.js'), ['gavel.preflight']),
  ...commandsOf(
    () => import('./runCommands.js'),
    [
      'gavel.openResults',
      'gavel.downloadResults',
      'gavel.cancelRun',
      'gavel.pauseRun',
      'gavel.resumeRun',
      'gavel.rerun',
      'gavel.deleteRun',
      'gavel.openInBrowser',
    ],
  ),
  ...commandsOf(() => import('./retryFailed.js'), ['gavel.retryFailed']),
  ...commandsOf(
    () => import('./baselineCommands.js'),
    ['gavel.pinBaseline', 'gavel.unpinBaseline'],
  ),
  ...commandsOf(() => import('./rowCommands.js'), ['gavel.rejudgeRow', 'gavel.openLink']),
  ...commandsOf(
    () => import('./datasetCommands.js'),
    [
      'gavel.sampleDataset',
      'gavel.saveRows',
      'gavel.convertDataset',
      'gavel.splitDataset',
      'gavel.deduplicateDataset',
      'gavel.renameColumns',
    ],
  ),
  ...commandsOf(
    () => import('./fileCommands.js'),
    ['gavel.previewFile', 'gavel.downloadFile', 'gavel.deleteFile', 'gavel.copyFileId'],
  ),
  ...commandsOf(() => import('./uploadDataset.js'), ['gavel.uploadDataset']),
  ...commandsOf(
    () => import('./exchangeCommands.js'),
    ['gavel.copyAs', 'gavel.specFromSnippet', 'gavel.specFromJob'],
  ),
  ...commandsOf(() => import('./importResults.js'), ['gavel.importResults']),
  ...commandsOf(() => import('./exportReport.js'), ['gavel.exportReport']),
  ...commandsOf(() => import('./datasetFromRows.js'), ['gavel.datasetFromRows']),
  ...commandsOf(() => import('./labelCommands.js'), ['gavel.labelRows', 'gavel.exportExamples']),
  ...commandsOf(() => import('./cacheCommands.js'), ['gavel.clearCache']),
  ...commandsOf(() => import('./useInSpec.js'), ['gavel.useInSpec']),
  ...commandsOf(() => import('./modelCommands.js'), ['gavel.pickModel', 'gavel.testConnection']),
  ...commandsOf(
    () => import('./accountCommands.js'),
    ['gavel.setApiKey', 'gavel.switchAccount', 'gavel.signOut'],
  ),
  ...commandsOf(() => import('./secretCommands.js'), ['gavel.setSecret', 'gavel.manageSecrets']),
  ...commandsOf(
    () => import('./viewCommands.js'),
    ['gavel.openDataset', 'gavel.filterDatasets', 'gavel.startDemo'],
  ),
  ...commandsOf(() => import('./pathCommands.js'), ['gavel.manageAllowedPaths']),
  ...commandsOf(() => import('./filterRuns.js'), ['gavel.filterRuns']),
  ...commandsOf(() => import('./compareRuns.js'), ['gavel.compareRuns']),
  ...commandsOf(() => import('./goToSpec.js'), ['gavel.goToSpec']),
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
  ids: readonly `gavel.${Name}`[],
): Record<string, Command> {
  return Object.fromEntries(
    ids.map((id): [string, Command] => [
      id,
      // The type of the list says that the rest of the id is a name.
      async (context, ...args) =>
        (await load())[id.slice('gavel.'.length) as Name](context, ...args),
    ]),
  );
}

/**
 * What a person calls a command on, and what he looks at, he has chosen himself; a line of a tree may
 * stand for what a spec names.
 */
async function nameArgument({ services }: ExtensionUi, argument: unknown): Promise<void> {
  const { activeUri } = await import('./arguments.js');
  const given = argument instanceof vscode.Uri ? argument : undefined;
  const uri = argument === undefined ? activeUri() : given;
  if (uri?.scheme !== 'file') return;
  if (isSpecPath(uri.path)) await services.paths.home(uri.fsPath);
  else services.paths.named(runFolder(uri.fsPath));
}

function runFolder(path: string): string {
  return path.endsWith('.evalrun.json') ? dirname(path) : path;
}

/** Registers the commands; what one throws is shown here, once, and the command gives undefined. */
export function registerCommands(context: CommandContext): vscode.Disposable {
  const { ui } = context;
  const registered = Object.entries(COMMANDS).map(([id, command]) =>
    vscode.commands.registerCommand(id, async (...given: unknown[]) => {
      const args = id === 'gavel.compareRuns' ? given : withoutSelection(given);
      try {
        await nameArgument(ui, args[0]);
        return await command(context, ...args);
      } catch (error) {
        ui.report(error, () => vscode.commands.executeCommand(id, ...args));
        return undefined;
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}

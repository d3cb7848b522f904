import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { DatasetsTree } from '../datasets/datasetsTree.js';
import type { ExtensionUi } from '../extensionUi.js';
import type { RunsTree } from '../runs/runsTree.js';
import { isSpecPath } from '../spec/specFile.js';
import { withoutSelection } from './withoutSelection.js';
import { isFileUri } from '../fileUri.js';

/** What a command works with. */
export interface CommandContext {
  readonly ui: ExtensionUi;
  readonly tree: RunsTree;
  readonly datasets: DatasetsTree;
  readonly extensionUri: vscode.Uri;
  /** Keeps what is the user's own, over workspaces. */
  readonly memory: vscode.Memento;
}

type Work = (context: CommandContext, ...args: unknown[]) => unknown;

/**
 * Whether Restricted Mode keeps a command from a workspace nobody trusts: it renders a template, sends
 * something, or writes a file. What that is stands in `trustedWork.ts`.
 */
type Needs = 0 | 1;
const READS: Needs = 0;
const TRUSTED: Needs = 1;

interface Command {
  readonly needs: Needs;
  readonly work: Work;
}

/** Every command, by its id. */
const COMMANDS: Readonly<Record<string, Command>> = {
  ...commandsOf(() => import('./newSpec.js'), {
    'gavel.newSpec': TRUSTED,
  }),
  ...commandsOf(() => import('./specCommands.js'), {
    'gavel.run': TRUSTED,
    'gavel.dryRun': TRUSTED,
  }),
  ...commandsOf(() => import('./preflightCommands.js'), {
    'gavel.preflight': TRUSTED,
  }),
  ...commandsOf(() => import('./sampleCommands.js'), {
    'gavel.trySample': TRUSTED,
    'gavel.openSample': TRUSTED,
    'gavel.changeSampleRubric': TRUSTED,
    'gavel.compareSampleRuns': READS,
    'gavel.openWalkthrough': READS,
  }),
  ...commandsOf(() => import('./runCommands.js'), {
    'gavel.openResults': READS,
    'gavel.downloadResults': TRUSTED,
    'gavel.cancelRun': TRUSTED,
    'gavel.pauseRun': TRUSTED,
    'gavel.resumeRun': TRUSTED,
    'gavel.rerun': TRUSTED,
    'gavel.deleteRun': TRUSTED,
    'gavel.openInBrowser': TRUSTED,
  }),
  ...commandsOf(() => import('./retryFailed.js'), { 'gavel.retryFailed': TRUSTED }),
  ...commandsOf(() => import('./baselineCommands.js'), {
    'gavel.pinBaseline': TRUSTED,
    'gavel.unpinBaseline': TRUSTED,
  }),
  ...commandsOf(() => import('./rowMenu.js'), {
    'gavel.copyRowLink': READS,
    'gavel.copyRowJson': READS,
    'gavel.openRowInDataset': READS,
    'gavel.previewRow': TRUSTED,
    'gavel.rejudgeThisRow': TRUSTED,
  }),
  ...commandsOf(() => import('./rowCommands.js'), {
    'gavel.rejudgeRow': TRUSTED,
    'gavel.openLink': READS,
  }),
  ...commandsOf(() => import('./datasetCommands.js'), {
    'gavel.sampleDataset': TRUSTED,
    'gavel.saveRows': TRUSTED,
    'gavel.convertDataset': TRUSTED,
    'gavel.splitDataset': TRUSTED,
    'gavel.deduplicateDataset': TRUSTED,
    'gavel.renameColumns': TRUSTED,
  }),
  ...commandsOf(() => import('./fileCommands.js'), {
    'gavel.previewFile': TRUSTED,
    'gavel.downloadFile': TRUSTED,
    'gavel.deleteFile': TRUSTED,
    'gavel.copyFileId': TRUSTED,
  }),
  ...commandsOf(() => import('./uploadDataset.js'), {
    'gavel.uploadDataset': TRUSTED,
  }),
  ...commandsOf(() => import('./copyAs.js'), { 'gavel.copyAs': TRUSTED }),
  ...commandsOf(() => import('./exchangeCommands.js'), {
    'gavel.specFromSnippet': TRUSTED,
    'gavel.specFromJob': TRUSTED,
  }),
  ...commandsOf(() => import('./importResults.js'), {
    'gavel.importResults': TRUSTED,
  }),
  ...commandsOf(() => import('./importFile.js'), {
    'gavel.importPromptfoo': TRUSTED,
    'gavel.importOpenAi': TRUSTED,
  }),
  ...commandsOf(() => import('./exportReport.js'), { 'gavel.exportReport': TRUSTED }),
  ...commandsOf(() => import('./datasetFromRows.js'), { 'gavel.datasetFromRows': TRUSTED }),
  ...commandsOf(() => import('./labelCommands.js'), {
    'gavel.labelRows': TRUSTED,
    'gavel.exportExamples': TRUSTED,
  }),
  ...commandsOf(() => import('./cacheCommands.js'), {
    'gavel.clearCache': TRUSTED,
  }),
  // Where files are saved by themselves, a changed editor is a written file.
  ...commandsOf(() => import('./useInSpec.js'), { 'gavel.useInSpec': TRUSTED }),
  ...commandsOf(() => import('./modelCommands.js'), {
    'gavel.pickModel': TRUSTED,
    'gavel.testConnection': TRUSTED,
  }),
  ...commandsOf(() => import('./accountCommands.js'), {
    'gavel.setApiKey': TRUSTED,
    'gavel.switchAccount': TRUSTED,
    'gavel.signOut': TRUSTED,
  }),
  ...commandsOf(() => import('./secretCommands.js'), {
    'gavel.setSecret': TRUSTED,
    'gavel.manageSecrets': TRUSTED,
  }),
  ...commandsOf(() => import('./viewCommands.js'), {
    'gavel.openDataset': READS,
    'gavel.filterDatasets': READS,
    'gavel.startDemo': TRUSTED,
  }),
  ...commandsOf(() => import('./pathCommands.js'), {
    'gavel.manageAllowedPaths': TRUSTED,
  }),
  ...commandsOf(() => import('./filterRuns.js'), { 'gavel.filterRuns': READS }),
  ...commandsOf(() => import('./showRunsOfSpec.js'), { 'gavel.showRunsOfSpec': READS }),
  ...commandsOf(() => import('./compareRuns.js'), { 'gavel.compareRuns': READS }),
  ...commandsOf(() => import('./goToSpec.js'), { 'gavel.goToSpec': READS }),
  ...commandsOf(() => import('./openGuide.js'), { 'gavel.openGuide': READS }),
  'gavel.clearRunFilter': { needs: READS, work: ({ tree }) => tree.setFilter('') },
  'gavel.clearDatasetFilter': { needs: READS, work: ({ datasets }) => datasets.setFilter('') },
  'gavel.refresh': {
    needs: READS,
    work: ({ tree, datasets }) => {
      datasets.refresh();
      return tree.refresh();
    },
  },
  'gavel.showLog': { needs: READS, work: ({ ui }) => ui.log.show() },
};

/** Commands whose work a file exports by their names; it is loaded at the first use of one of them. */
function commandsOf<Id extends `gavel.${string}`>(
  load: () => Promise<Readonly<Record<NameIn<NoInfer<Id>>, Work>>>,
  needs: Readonly<Record<Id, Needs>>,
): Record<string, Command> {
  // The types say what the keys of the record are, and that the rest of an id is a name.
  const ids = Object.keys(needs) as Id[];
  const nameIn = (id: Id) => id.slice('gavel.'.length) as NameIn<Id>;
  return Object.fromEntries(
    ids.map((id): [string, Command] => {
      const work: Work = async (context, ...args) => (await load())[nameIn(id)](context, ...args);
      return [id, { needs: needs[id], work }];
    }),
  );
}

type NameIn<Id extends string> = Id extends `gavel.${infer Name}` ? Name : never;

/**
 * What a person calls a command on, and what they look at, they have chosen; a line of a tree may
 * stand for what a spec names.
 */
async function nameArgument({ services }: ExtensionUi, argument: unknown): Promise<void> {
  const { activeUri } = await import('./arguments.js');
  const given = argument instanceof vscode.Uri ? argument : undefined;
  const uri = argument === undefined ? activeUri() : given;
  if (!uri || !isFileUri(uri)) return;
  if (isSpecPath(uri.path)) await services.paths.home(uri.fsPath);
  else services.paths.named(runFolder(uri.fsPath));
}

function runFolder(path: string): string {
  return path.endsWith('.evalrun.json') ? dirname(path) : path;
}

async function askTrust(ui: ExtensionUi, id: string): Promise<void> {
  if (vscode.workspace.isTrusted) return;
  const { trustedWork } = await import('./trustedWork.js');
  ui.requireTrust(trustedWork(id));
}

/**
 * Registers the commands; what one throws is shown here, once, and the command gives undefined. In
 * Restricted Mode none begins that needs trust.
 */
export function registerCommands(context: CommandContext): vscode.Disposable {
  const { ui } = context;
  const registered = Object.entries(COMMANDS).map(([id, { needs, work }]) =>
    vscode.commands.registerCommand(id, async (...given: unknown[]) => {
      const args = id === 'gavel.compareRuns' ? given : withoutSelection(given);
      try {
        if (needs === TRUSTED) await askTrust(ui, id);
        await nameArgument(ui, args[0]);
        return await work(context, ...args);
      } catch (error) {
        ui.report(error, () => vscode.commands.executeCommand(id, ...args));
        return undefined;
      }
    }),
  );
  return vscode.Disposable.from(...registered);
}

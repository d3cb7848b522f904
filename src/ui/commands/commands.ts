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
 * What a command does that Restricted Mode keeps from a workspace nobody trusts (it renders a template,
 * sends something, or writes a file), as the beginning of its refusal. `READS`: nothing of the kind.
 */
type Needs = string;
const READS: Needs = '';

interface Command {
  readonly needs: Needs;
  readonly work: Work;
}

const WRITES_DATASET: Needs = 'Writing a new dataset';
const READS_SERVICE_FILES: Needs = 'Reading the files of the service';
const RUNS: Needs = 'Running an evaluation';

/** Every command, by its id. */
const COMMANDS: Readonly<Record<string, Command>> = {
  ...commandsOf(() => import('./newSpec.js'), {
    'gavel.newSpec': 'Reading a dataset for a new spec',
  }),
  ...commandsOf(() => import('./sampleCommands.js'), {
    'gavel.trySample': 'Running the sample',
    'gavel.openSample': 'Writing the samples',
    'gavel.changeSampleRubric': 'Changing a spec',
    'gavel.compareSampleRuns': READS,
    'gavel.openWalkthrough': READS,
  }),
  ...commandsOf(() => import('./specCommands.js'), { 'gavel.run': RUNS, 'gavel.dryRun': RUNS }),
  ...commandsOf(() => import('./preflightCommands.js'), { 'gavel.preflight': 'Counting prompts' }),
  ...commandsOf(() => import('./runCommands.js'), {
    'gavel.openResults': READS,
    'gavel.downloadResults': 'Saving result rows',
    'gavel.cancelRun': 'Cancelling a run',
    'gavel.pauseRun': 'Pausing a run',
    'gavel.resumeRun': 'Resuming a run',
    'gavel.rerun': RUNS,
    'gavel.deleteRun': 'Deleting a run',
    'gavel.openInBrowser': 'Opening the page of a job',
  }),
  ...commandsOf(() => import('./retryFailed.js'), { 'gavel.retryFailed': 'Retrying rows' }),
  ...commandsOf(() => import('./baselineCommands.js'), {
    'gavel.pinBaseline': 'Pinning a baseline',
    'gavel.unpinBaseline': 'Unpinning a baseline',
  }),
  ...commandsOf(() => import('./rowMenu.js'), {
    'gavel.copyRowLink': READS,
    'gavel.copyRowJson': READS,
    'gavel.openRowInDataset': READS,
    'gavel.previewRow': 'Rendering a template',
    'gavel.rejudgeThisRow': 'Asking the judge',
  }),
  ...commandsOf(() => import('./rowCommands.js'), {
    'gavel.rejudgeRow': 'Asking the judge',
    'gavel.openLink': READS,
  }),
  ...commandsOf(() => import('./datasetCommands.js'), {
    'gavel.sampleDataset': WRITES_DATASET,
    'gavel.saveRows': WRITES_DATASET,
    'gavel.convertDataset': WRITES_DATASET,
    'gavel.splitDataset': WRITES_DATASET,
    'gavel.deduplicateDataset': WRITES_DATASET,
    'gavel.renameColumns': WRITES_DATASET,
  }),
  ...commandsOf(() => import('./fileCommands.js'), {
    'gavel.previewFile': READS_SERVICE_FILES,
    'gavel.downloadFile': READS_SERVICE_FILES,
    'gavel.deleteFile': READS_SERVICE_FILES,
    'gavel.copyFileId': READS_SERVICE_FILES,
  }),
  ...commandsOf(() => import('./uploadDataset.js'), {
    'gavel.uploadDataset': 'Uploading a dataset',
  }),
  ...commandsOf(() => import('./copyAs.js'), { 'gavel.copyAs': 'Copying a job' }),
  ...commandsOf(() => import('./exchangeCommands.js'), {
    'gavel.specFromSnippet': 'Making a spec of a snippet',
    'gavel.specFromJob': 'Reading a job',
  }),
  ...commandsOf(() => import('./importResults.js'), {
    'gavel.importResults': 'Importing results',
  }),
  ...commandsOf(() => import('./importFile.js'), {
    'gavel.importPromptfoo': 'Importing a promptfoo config',
    'gavel.importOpenAi': 'Importing an OpenAI eval',
  }),
  ...commandsOf(() => import('./exportReport.js'), { 'gavel.exportReport': 'Writing a report' }),
  ...commandsOf(() => import('./datasetFromRows.js'), { 'gavel.datasetFromRows': WRITES_DATASET }),
  ...commandsOf(() => import('./labelCommands.js'), {
    'gavel.labelRows': 'Labelling rows',
    'gavel.exportExamples': 'Exporting examples',
  }),
  ...commandsOf(() => import('./cacheCommands.js'), {
    'gavel.clearCache': 'Clearing the cache of replies',
  }),
  // Where files are saved by themselves, a changed editor is a written file.
  ...commandsOf(() => import('./useInSpec.js'), { 'gavel.useInSpec': 'Changing a spec' }),
  ...commandsOf(() => import('./modelCommands.js'), {
    'gavel.pickModel': 'Changing a spec',
    'gavel.testConnection': 'Testing a model',
  }),
  ...commandsOf(() => import('./accountCommands.js'), {
    'gavel.setApiKey': 'Setting an API key',
    'gavel.switchAccount': 'Switching the account',
    'gavel.signOut': 'Signing out',
  }),
  ...commandsOf(() => import('./secretCommands.js'), {
    'gavel.setSecret': 'Setting a secret',
    'gavel.manageSecrets': 'Managing secrets',
  }),
  ...commandsOf(() => import('./viewCommands.js'), {
    'gavel.openDataset': READS,
    'gavel.filterDatasets': READS,
    'gavel.startDemo': 'Starting the demo service',
  }),
  ...commandsOf(() => import('./pathCommands.js'), {
    'gavel.manageAllowedPaths': 'Managing allowed paths',
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
        if (needs !== READS) ui.requireTrust(needs);
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

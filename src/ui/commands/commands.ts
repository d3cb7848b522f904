import { dirname } from 'node:path';
import * as vscode from 'vscode';
import { t } from '../../l10n/t.js';
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

const writesDataset = (): Needs => t('Writing a new dataset');
const readsServiceFiles = (): Needs => t('Reading the files of the service');
const runs = (): Needs => t('Running an evaluation');

/** Every command, by its id. */
const allCommands = (): Readonly<Record<string, Command>> => ({
  ...commandsOf(() => import('./newSpec.js'), {
    'gavel.newSpec': t('Reading a dataset for a new spec'),
  }),
  ...commandsOf(() => import('./specCommands.js'), { 'gavel.run': runs(), 'gavel.dryRun': runs() }),
  ...commandsOf(() => import('./preflightCommands.js'), {
    'gavel.preflight': t('Counting prompts'),
  }),
  ...commandsOf(() => import('./sampleCommands.js'), {
    'gavel.trySample': t('Running the sample'),
    'gavel.openSample': t('Writing the samples'),
    'gavel.changeSampleRubric': t('Changing a spec'),
    'gavel.compareSampleRuns': READS,
    'gavel.openWalkthrough': READS,
  }),
  ...commandsOf(() => import('./runCommands.js'), {
    'gavel.openResults': READS,
    'gavel.downloadResults': t('Saving result rows'),
    'gavel.cancelRun': t('Cancelling a run'),
    'gavel.pauseRun': t('Pausing a run'),
    'gavel.resumeRun': t('Resuming a run'),
    'gavel.rerun': runs(),
    'gavel.deleteRun': t('Deleting a run'),
    'gavel.openInBrowser': t('Opening the page of a job'),
  }),
  ...commandsOf(() => import('./retryFailed.js'), { 'gavel.retryFailed': t('Retrying rows') }),
  ...commandsOf(() => import('./baselineCommands.js'), {
    'gavel.pinBaseline': t('Pinning a baseline'),
    'gavel.unpinBaseline': t('Unpinning a baseline'),
  }),
  ...commandsOf(() => import('./rowMenu.js'), {
    'gavel.copyRowLink': READS,
    'gavel.copyRowJson': READS,
    'gavel.openRowInDataset': READS,
    'gavel.previewRow': t('Rendering a template'),
    'gavel.rejudgeThisRow': t('Asking the judge'),
  }),
  ...commandsOf(() => import('./rowCommands.js'), {
    'gavel.rejudgeRow': t('Asking the judge'),
    'gavel.openLink': READS,
  }),
  ...commandsOf(() => import('./datasetCommands.js'), {
    'gavel.sampleDataset': writesDataset(),
    'gavel.saveRows': writesDataset(),
    'gavel.convertDataset': writesDataset(),
    'gavel.splitDataset': writesDataset(),
    'gavel.deduplicateDataset': writesDataset(),
    'gavel.renameColumns': writesDataset(),
  }),
  ...commandsOf(() => import('./fileCommands.js'), {
    'gavel.previewFile': readsServiceFiles(),
    'gavel.downloadFile': readsServiceFiles(),
    'gavel.deleteFile': readsServiceFiles(),
    'gavel.copyFileId': readsServiceFiles(),
  }),
  ...commandsOf(() => import('./uploadDataset.js'), {
    'gavel.uploadDataset': t('Uploading a dataset'),
  }),
  ...commandsOf(() => import('./copyAs.js'), { 'gavel.copyAs': t('Copying a job') }),
  ...commandsOf(() => import('./exchangeCommands.js'), {
    'gavel.specFromSnippet': t('Making a spec of a snippet'),
    'gavel.specFromJob': t('Reading a job'),
  }),
  ...commandsOf(() => import('./importResults.js'), {
    'gavel.importResults': t('Importing results'),
  }),
  ...commandsOf(() => import('./importFile.js'), {
    'gavel.importPromptfoo': t('Importing a promptfoo config'),
    'gavel.importOpenAi': t('Importing an OpenAI eval'),
  }),
  ...commandsOf(() => import('./exportReport.js'), { 'gavel.exportReport': t('Writing a report') }),
  ...commandsOf(() => import('./datasetFromRows.js'), { 'gavel.datasetFromRows': writesDataset() }),
  ...commandsOf(() => import('./labelCommands.js'), {
    'gavel.labelRows': t('Labelling rows'),
    'gavel.exportExamples': t('Exporting examples'),
  }),
  ...commandsOf(() => import('./cacheCommands.js'), {
    'gavel.clearCache': t('Clearing the cache of replies'),
  }),
  // Where files are saved by themselves, a changed editor is a written file.
  ...commandsOf(() => import('./useInSpec.js'), { 'gavel.useInSpec': t('Changing a spec') }),
  ...commandsOf(() => import('./modelCommands.js'), {
    'gavel.pickModel': t('Changing a spec'),
    'gavel.testConnection': t('Testing a model'),
  }),
  ...commandsOf(() => import('./accountCommands.js'), {
    'gavel.setApiKey': t('Setting an API key'),
    'gavel.switchAccount': t('Switching the account'),
    'gavel.signOut': t('Signing out'),
  }),
  ...commandsOf(() => import('./secretCommands.js'), {
    'gavel.setSecret': t('Setting a secret'),
    'gavel.manageSecrets': t('Managing secrets'),
  }),
  ...commandsOf(() => import('./viewCommands.js'), {
    'gavel.openDataset': READS,
    'gavel.filterDatasets': READS,
    'gavel.startDemo': t('Starting the demo service'),
  }),
  ...commandsOf(() => import('./pathCommands.js'), {
    'gavel.manageAllowedPaths': t('Managing allowed paths'),
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
});

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
  const registered = Object.entries(allCommands()).map(([id, { needs, work }]) =>
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

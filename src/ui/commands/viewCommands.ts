import * as vscode from 'vscode';
import { t } from '../../l10n/t.js';
import { toClipboard } from '../toClipboard.js';
import { DATASET_GLOB, datasetDialog, isDatasetPath } from '../datasets/datasetFile.js';
import { wantRow, wantedRowOf } from '../dataset/wantedRows.js';
import { pickFile, workspaceFiles } from '../pickFile.js';
import type { GavelUi } from '../gavelUi.js';
import { allowPath } from '../paths/allowPaths.js';
import { activeUri, uriOf } from './arguments.js';
import type { CommandContext } from './commands.js';

/** Opens a dataset in its grid, at `{ row }` (from 1) where one is given; gives its `Uri`. */
export async function openDataset(
  { ui }: CommandContext,
  argument?: unknown,
  options?: unknown,
): Promise<vscode.Uri | undefined> {
  const active = activeUri();
  const uri =
    uriOf(argument) ?? (active && isDatasetPath(active.path) ? active : await pickDataset(ui));
  if (!uri) return undefined;
  const specs = specsIn(argument);
  if (specs[0]) {
    await allowPath(uri.fsPath, { file: specs[0].fsPath, field: 'dataset' }, ui);
  }
  const row = wantedRowOf(options);
  if (row !== undefined) wantRow(uri, row);
  await vscode.commands.executeCommand('vscode.openWith', uri, 'gavel.dataset');
  return uri;
}

/** The specs that a line of the tree lists a dataset for. */
function specsIn(argument: unknown): readonly vscode.Uri[] {
  const isNode = typeof argument === 'object' && argument !== null && 'specs' in argument;
  if (!isNode || !Array.isArray(argument.specs)) return [];
  return argument.specs.filter((spec) => spec instanceof vscode.Uri);
}

/** A dataset of the workspace, or any file. */
export async function pickDataset(ui: GavelUi): Promise<vscode.Uri | undefined> {
  return pickFile(ui, await workspaceFiles(DATASET_GLOB), datasetDialog());
}

/** Shows only datasets and files that hold every word; gives the filter. */
export async function filterDatasets(
  { datasets }: CommandContext,
  given?: unknown,
): Promise<string> {
  const text =
    typeof given === 'string'
      ? given
      : await vscode.window.showInputBox({
          prompt: t('Words in the name, folder, spec, id or purpose of a dataset or file'),
          value: datasets.filter,
        });
  if (text !== undefined) datasets.setFilter(text.trim());
  return datasets.filter;
}

/** Starts the embedded service; gives its address and key. */
export async function startDemo({
  ui,
  datasets,
}: CommandContext): Promise<{ readonly url: string; readonly apiKey: string }> {
  const { url, apiKey } = await ui.services.startDemo();
  datasets.filesChanged('demo');
  void offerDemo(url).catch((error: unknown) => ui.report(error));
  return { url, apiKey };
}

async function offerDemo(url: string): Promise<void> {
  const text = t(
    'The demo service answers at {0}. Its judge is scripted: verdicts mean nothing. Specs use it with backend “demo”.',
    url,
  );
  const chosen = await vscode.window.showInformationMessage(
    text,
    t('New Eval Spec'),
    t('Copy Address'),
  );
  if (chosen === t('New Eval Spec')) {
    await vscode.commands.executeCommand('gavel.newSpec', undefined, { backend: 'demo' });
  }
  if (chosen === t('Copy Address')) await toClipboard(url);
}

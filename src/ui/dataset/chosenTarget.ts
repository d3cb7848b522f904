import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { splitName } from '../../core/dataset/writing/splitNames.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { partialOf } from '../datasets/partialDatasets.js';
import type { GavelUi } from '../gavelUi.js';
import { fileUri } from '../fileUri.js';

interface WantedTarget {
  /** What is added to the name of the dataset: `sample-200`; nothing for the name alone. */
  readonly suffix: string;
  /** With its dot. */
  readonly ending: string;
  readonly title: string;
}

/** Asks where a new dataset goes: beside its source, under a name that is free, unless told else. */
export async function chosenTarget(
  ui: GavelUi,
  source: vscode.Uri,
  { suffix, ending, title }: WantedTarget,
): Promise<vscode.Uri | undefined> {
  const path = await freePath(await homeFolder(ui, source), nameWith(source, suffix), ending);
  const filters = /\.[ct]sv$/.test(ending)
    ? { CSV: ['csv', 'tsv'], 'JSON Lines': ['jsonl', 'ndjson'] }
    : { 'JSON Lines': ['jsonl', 'ndjson'], CSV: ['csv', 'tsv'] };
  const target = await vscode.window.showSaveDialog({
    defaultUri: fileUri(path),
    filters,
    title,
  });
  if (target && target.scheme !== 'file') {
    throw new UserError(
      'usage',
      t('A dataset is written to a folder of this machine; choose one.'),
    );
  }
  return target;
}

/** Asks for the folder that takes the files of a split; gives the pattern of their names. */
export async function chosenPattern(
  ui: GavelUi,
  source: vscode.Uri,
  { suffix, ending, title }: WantedTarget,
): Promise<vscode.Uri | undefined> {
  const [folder] =
    (await vscode.window.showOpenDialog({
      defaultUri: fileUri(await homeFolder(ui, source)),
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: t('Write Here'),
      title,
    })) ?? [];
  return folder && fileUri(join(folder.fsPath, nameWith(source, suffix) + ending));
}

function nameWith(source: vscode.Uri, suffix: string): string {
  const { stem } = splitName(basename(source.fsPath));
  return suffix === '' ? stem : `${stem}-${suffix}`;
}

/** Beside the source; of a preview, which is kept out of sight, in the workspace. */
async function homeFolder(ui: GavelUi, source: vscode.Uri): Promise<string> {
  const beside = dirname(source.fsPath);
  if (vscode.workspace.getWorkspaceFolder(source)) return beside;
  const first = vscode.workspace.workspaceFolders?.[0];
  if (first) return first.uri.fsPath;
  return (await partialOf(ui, source.fsPath)) ? homedir() : beside;
}

/** `answers-sample-200.jsonl`, or `answers-sample-200-2.jsonl` where that is taken. */
export async function freePath(folder: string, name: string, ending: string): Promise<string> {
  for (let count = 1; ; count += 1) {
    const path = join(folder, `${name}${count === 1 ? '' : `-${count}`}${ending}`);
    const isTaken = await stat(path).then(
      () => true,
      () => false,
    );
    if (!isTaken) return path;
  }
}

import { realpath } from 'node:fs/promises';
import { basename, isAbsolute, relative } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../core/userError.js';
import { numberText, t } from '../../l10n/t.js';
import type { GavelUi } from '../gavelUi.js';
import { parseRunLink, shown } from './runLink.js';
import type { RunLink } from './runLink.js';

/**
 * Opens what a link names: the results editor, at the row. `isAsked`: the link came from outside, so
 * that the person is asked before anything opens. Gives the manifest's `Uri`, undefined where they
 * said no. Throws `UserError` of kind `usage` or `not_found`: one sentence on what is wrong with it.
 */
export async function openRunLink(
  link: vscode.Uri,
  ui: GavelUi,
  { isAsked }: { readonly isAsked: boolean },
): Promise<vscode.Uri | undefined> {
  const parsed = parseRunLink(link);
  if ('problem' in parsed) throw new UserError('usage', parsed.problem);
  const manifest = await manifestOf(parsed);
  const { row } = parsed;
  if (row !== undefined) await checkRow(manifest, row, ui);
  if (isAsked && !(await confirm(parsed))) return undefined;
  const options = row === undefined ? {} : { row };
  await vscode.commands.executeCommand('gavel.openResults', manifest, options);
  return manifest;
}

/** The file in the workspace; a link in the file system does not lead out of it either. */
async function manifestOf({ path, folder: name }: RunLink): Promise<vscode.Uri> {
  const all = vscode.workspace.workspaceFolders ?? [];
  if (all.length === 0) {
    throw new UserError(
      'usage',
      t(
        'Open the folder that holds {0} with File: Open Folder first, then the link again.',
        shown(path),
      ),
    );
  }
  const meant = name === undefined ? all : all.filter((folder) => folder.name === name);
  for (const { uri: folder } of meant) {
    const uri = vscode.Uri.joinPath(folder, path);
    const [root, file] = await Promise.all([real(folder.fsPath), real(uri.fsPath)]);
    if (root === undefined || file === undefined) continue;
    const way = relative(root, file);
    if (way.startsWith('..') || isAbsolute(way)) {
      throw new UserError(
        'usage',
        t('This link leads out of the workspace: {0} is outside of it.', shown(path)),
      );
    }
    return uri;
  }
  const where =
    name === undefined ? t('this workspace') : t('the folder {0} of this workspace', shown(name));
  throw new UserError(
    'not_found',
    t('There is no run {0} in {1}; it may be on another branch.', shown(path), where),
  );
}

async function real(path: string): Promise<string | undefined> {
  return realpath(path).catch(() => undefined);
}

/** By the dataset's own count: whether the row has a result is found out when it is shown. */
async function checkRow(manifest: vscode.Uri, row: number, { services }: GavelUi): Promise<void> {
  const { dataset, name } = await services.runs.read(await services.runs.find(manifest.fsPath, []));
  if (dataset.rows === undefined || row <= dataset.rows) return;
  const rows = numberText(dataset.rows);
  throw new UserError('usage', t('{0} has no row {1}: its dataset has {2} rows.', name, row, rows));
}

async function confirm({ path, row }: RunLink): Promise<boolean> {
  const name = shown(basename(path));
  const what = row === undefined ? name : t('row {0} of {1}', row, name);
  const chosen = await vscode.window.showInformationMessage(
    t('Open {0}?', what),
    { modal: true, detail: t('A link asks for it: {0}', path) },
    t('Open'),
  );
  return chosen === t('Open');
}

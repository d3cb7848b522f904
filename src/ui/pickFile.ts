import { basename } from 'node:path';
import * as vscode from 'vscode';
import { t } from '../l10n/t.js';
import type { GavelUi } from './gavelUi.js';
import { plainLabel } from './plainText.js';
import { LEFT_OUT_GLOB } from './spec/specFile.js';

/** Files that are looked at in a large workspace. */
const MOST_LISTED = 2000;

/** A file of the workspace as a line of a list; the last line, which asks for any other, has none. */
export interface FileItem extends vscode.QuickPickItem {
  readonly uri?: vscode.Uri;
}

interface FileDialog {
  readonly title: string;
  /** Endings of names, by what the dialog calls them. */
  readonly filters: Readonly<Record<string, string[]>>;
  readonly openLabel?: string;
}

/** Files of the workspace by their paths: those that the glob finds and whose names are meant. */
export async function workspaceFiles(
  glob: string,
  isMeant: (name: string) => boolean = () => true,
): Promise<readonly (FileItem & { readonly uri: vscode.Uri })[]> {
  const found = await vscode.workspace.findFiles(glob, LEFT_OUT_GLOB, MOST_LISTED);
  return found
    .filter(({ path }) => isMeant(basename(path)))
    .map((uri) => ({ label: plainLabel(vscode.workspace.asRelativePath(uri)), uri }))
    .sort((a, b) => a.label.localeCompare(b.label));
}

export const browseItem = (): FileItem => ({
  label: t('$(folder-opened) Browse…'),
  detail: t('A file that lies somewhere else'),
});

/** A file from anywhere. Whoever chose it there has allowed its path. */
export async function browseFile(ui: GavelUi, dialog: FileDialog): Promise<vscode.Uri | undefined> {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const [file] =
    (await vscode.window.showOpenDialog({
      title: dialog.title,
      filters: { ...dialog.filters },
      ...(dialog.openLabel !== undefined && { openLabel: dialog.openLabel }),
      ...(folder && { defaultUri: folder.uri }),
    })) ?? [];
  if (file) ui.services.paths.named(file.fsPath);
  return file;
}

/** One of the workspace's files, or one from anywhere; straight from anywhere where it has none. */
export async function pickFile(
  ui: GavelUi,
  files: readonly FileItem[],
  dialog: FileDialog,
): Promise<vscode.Uri | undefined> {
  if (files.length === 0) return browseFile(ui, dialog);
  const other = browseItem();
  const chosen = await vscode.window.showQuickPick([...files, other], { title: dialog.title });
  return chosen === other ? browseFile(ui, dialog) : chosen?.uri;
}

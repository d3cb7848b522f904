import * as vscode from 'vscode';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { LINK_PATH, linkQuery } from './runLink.js';

/** Publisher and name of the extension: the authority of its links. */
const EXTENSION = 'gavel.gavel';

/** A link that opens the results editor at a row (from 1) for whoever has the workspace open. */
export function linkToRow(manifest: vscode.Uri, row: number): string {
  const folder = vscode.workspace.getWorkspaceFolder(manifest);
  if (!folder) {
    throw new UserError('usage', t('A link needs a run inside a folder that is open here.'));
  }
  const path = vscode.workspace.asRelativePath(manifest, false);
  const isOne = (vscode.workspace.workspaceFolders ?? []).length === 1;
  const query = linkQuery({ path, row, folder: isOne ? undefined : folder.name });
  return `${vscode.env.uriScheme}://${EXTENSION}${LINK_PATH}?${query}`;
}

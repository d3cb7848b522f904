import * as vscode from 'vscode';
import type { PathPolicy } from '../../core/paths/pathGate.js';
import { t } from '../../l10n/t.js';
import { usersRunsFolders } from '../settings.js';
import type { PathConsents } from './pathConsents.js';

/** What the window may read and write: its folders, and what the person allowed besides. */
export function workspacePaths(consents: PathConsents): PathPolicy {
  return {
    roots: () => {
      const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
      return [...folders, ...usersRunsFolders()];
    },
    allowed: () => (vscode.workspace.isTrusted ? consents.all() : []),
    place: t('the workspace'),
    wayOn: () =>
      vscode.workspace.isTrusted
        ? t('move it into the workspace, or allow it when you run the spec')
        : t('move it into the workspace, or trust the workspace to allow it'),
  };
}

import * as vscode from 'vscode';
import type { PathPolicy } from '../../core/paths/pathGate.js';
import { usersRunsFolder } from '../settings.js';
import type { PathConsents } from './pathConsents.js';

/** What the window may read and write: its folders, and what the person allowed besides. */
export function workspacePaths(consents: PathConsents): PathPolicy {
  return {
    roots: () => {
      const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri.fsPath);
      const runs = usersRunsFolder();
      return runs === undefined ? folders : [...folders, runs];
    },
    allowed: () => (vscode.workspace.isTrusted ? consents.all() : []),
    place: 'the workspace',
    wayOn: () =>
      vscode.workspace.isTrusted
        ? 'move it into the workspace, or allow it when you run the spec'
        : 'move it into the workspace, or trust the workspace to allow it',
  };
}

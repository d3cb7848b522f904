import { basename } from 'node:path';
import * as vscode from 'vscode';
import { specFilter } from '../runs/runFilter.js';
import { specUri } from './arguments.js';
import type { CommandContext } from './commands.js';

/** Shows the runs of a spec alone in the tree of runs; gives the filter that does. */
export async function showRunsOfSpec(
  { tree }: CommandContext,
  argument?: unknown,
): Promise<string | undefined> {
  const uri = await specUri(argument);
  if (!uri) return undefined;
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const path = vscode.workspace.asRelativePath(uri, false);
  const isOne = (vscode.workspace.workspaceFolders ?? []).length === 1;
  // Two folders may hold specs of one path.
  const filter = specFilter(isOne || !folder ? path : `${basename(folder.uri.path)}/${path}`);
  tree.setFilter(filter);
  await vscode.commands.executeCommand('gavel.runs.focus');
  return filter;
}

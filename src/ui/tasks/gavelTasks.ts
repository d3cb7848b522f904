import { relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { LEFT_OUT_GLOB, SPEC_GLOB } from '../spec/specFile.js';
import { taskArguments, type TaskWords } from './taskArguments.js';

const TASK_TYPE = 'gavel';
const MATCHER = '$gavel';
/** Specs for which tasks are offered, at most: the list is for choosing from. */
const MOST_SPECS = 200;

/** A task to run and one to validate each spec of the workspace. */
export async function offeredTasks(
  extensionUri: vscode.Uri,
  token: vscode.CancellationToken,
): Promise<vscode.Task[]> {
  const found = await vscode.workspace.findFiles(SPEC_GLOB, LEFT_OUT_GLOB, MOST_SPECS, token);
  return found.sort(byPath).flatMap((uri) => {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    if (!folder) return [];
    // As it is written in a file that is shared: with the separator that every system knows.
    const spec = relative(folder.uri.fsPath, uri.fsPath).split(sep).join('/');
    return (['run', 'validate'] as const).map((command) =>
      taskOf({ type: TASK_TYPE, command, spec }, { folder, extensionUri }),
    );
  });
}

/** The task that `tasks.json` describes, with what is to be executed; the definition stays the same. */
export function resolvedTask(task: vscode.Task, extensionUri: vscode.Uri): vscode.Task {
  const { definition, scope, name } = task;
  const folder = typeof scope === 'object' ? scope : vscode.workspace.workspaceFolders?.[0];
  if (!folder)
    throw new UserError(
      'usage',
      t('A Gavel task needs a folder: open one with File: Open Folder first.'),
    );
  const made = taskOf(definition, { folder, extensionUri });
  const resolved = new vscode.Task(
    definition,
    folder,
    name,
    'gavel',
    made.execution,
    task.problemMatchers.length > 0 ? task.problemMatchers : MATCHER,
  );
  resolved.presentationOptions = task.presentationOptions;
  if (task.group) resolved.group = task.group;
  return resolved;
}

function taskOf(
  definition: vscode.TaskDefinition,
  of: {
    readonly folder: vscode.WorkspaceFolder;
    readonly extensionUri: vscode.Uri;
  },
): vscode.Task {
  const { folder, extensionUri } = of;
  const words = wordsOf(definition);
  const args = taskArguments(words);
  if ('problem' in args) throw new UserError('usage', args.problem);
  const cli = vscode.Uri.joinPath(extensionUri, 'dist', 'cli.js').fsPath;
  // The editor's own runtime: there may be no Node on the machine, or an older one. In VS Code itself
  // it is Electron, which is Node where it is told so; where it is Node it knows nothing of the variable.
  const execution = new vscode.ProcessExecution(process.execPath, [cli, ...args], {
    cwd: folder.uri.fsPath,
    env: { ELECTRON_RUN_AS_NODE: '1' },
  });
  const [command = '', spec = ''] = [args[0], args.at(-1)];
  const name = `${command} ${spec}`;
  const task = new vscode.Task(definition, folder, name, 'gavel', execution, MATCHER);
  if (command === 'run') task.group = vscode.TaskGroup.Test;
  return task;
}

function wordsOf(definition: vscode.TaskDefinition): TaskWords {
  const { command, spec, args } = definition as Record<string, unknown>; // as somebody wrote it
  return { command, spec, args };
}

const byPath = (a: vscode.Uri, b: vscode.Uri): number => a.path.localeCompare(b.path);

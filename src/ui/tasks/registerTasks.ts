import * as vscode from 'vscode';

const tasks = () => import('./gavelTasks.js');

/** Tasks of type `gavel`: the command line of this extension, in VS Code's terminal. */
export function registerTasks(extensionUri: vscode.Uri): vscode.Disposable {
  return vscode.tasks.registerTaskProvider('gavel', {
    provideTasks: async (token) => (await tasks()).offeredTasks(extensionUri, token),
    resolveTask: async (task) => (await tasks()).resolvedTask(task, extensionUri),
  });
}

import * as vscode from 'vscode';

/** As `package.json` has it, in `jsonValidation` and in `activationEvents`. */
const SCHEME = 'gavel-schema';

/**
 * Gives VS Code the JSON Schema of specs. It stands at an address of our own, not at that of its file,
 * since VS Code asks for it when a file is opened whose name is that of a spec, and starts us for it:
 * to be started by every JSON file of every workspace would cost those that have no spec.
 */
export function registerSpecSchema(extensionUri: vscode.Uri): vscode.Disposable {
  const file = vscode.Uri.joinPath(extensionUri, 'dist', 'evalSpec.editor.schema.json');
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: async () =>
      new TextDecoder().decode(await vscode.workspace.fs.readFile(file)),
  });
}

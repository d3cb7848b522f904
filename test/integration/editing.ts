import * as vscode from 'vscode';
import { waitFor } from './waitFor.js';

/** A file of the open workspace. */
export function workspaceFile(name: string): vscode.Uri {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  if (folder === undefined) throw new Error('The test window has no folder.');
  return vscode.Uri.joinPath(folder.uri, name);
}

export async function openText(name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(workspaceFile(name));
  await vscode.window.showTextDocument(document);
  return document;
}

/** Gavel's problems of a file, in order, once there are any. */
export function problemsOf(uri: vscode.Uri): Promise<vscode.Diagnostic[]> {
  return waitFor(
    `problems in ${uri.path}`,
    () => vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'gavel'),
    (problems) => problems.length > 0,
  );
}

/** The position just behind the first occurrence of a text. */
export function behind(document: vscode.TextDocument, text: string): vscode.Position {
  const offset = document.getText().indexOf(text);
  if (offset < 0) throw new Error(`${document.fileName} does not hold ${text}`);
  return document.positionAt(offset + text.length);
}

/** The labels offered at a place, once `expected` is among them: providers start late. */
export async function completionsAt(
  document: vscode.TextDocument,
  place: vscode.Position,
  expected: string,
): Promise<string[]> {
  const offered = async () => {
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      place,
    );
    return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
  };
  return waitFor(`the completion ${expected}`, offered, (labels) => labels.includes(expected));
}

/** The hover text at a place, as Markdown, once there is one. */
export async function hoverAt(uri: vscode.Uri, place: vscode.Position): Promise<string> {
  const texts = async () => {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      place,
    );
    return hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
      .join('\n');
  };
  return waitFor('a hover', texts, (text) => text !== '');
}

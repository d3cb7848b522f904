import * as vscode from 'vscode';
import { isSpecPath } from '../spec/specFile.js';
import { isTemplateDocument } from '../template/templateFile.js';

let lastEditor: vscode.TextEditor | undefined;

/** Remembers in which template somebody wrote last: there a column is put. */
export function rememberTemplateEditor(): vscode.Disposable {
  const note = (editor: vscode.TextEditor | undefined): void => {
    if (editor && mayHoldTemplate(editor.document)) lastEditor = editor;
  };
  note(vscode.window.activeTextEditor);
  return vscode.window.onDidChangeActiveTextEditor(note);
}

/** It may be hidden or closed since. */
export function lastTemplateEditor(): vscode.TextEditor | undefined {
  return lastEditor;
}

export function mayHoldTemplate(document: vscode.TextDocument): boolean {
  return isTemplateDocument(document) || isSpecPath(document.uri.path);
}

import * as vscode from 'vscode';
import { proposedName } from './problemMarks.js';

/** Quick fixes: the name that a message proposes; a literal key goes into secret storage. */
export function specFixes(
  document: vscode.TextDocument,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  return diagnostics
    .filter((diagnostic) => diagnostic.source === 'gavel')
    .flatMap((diagnostic) => {
      const fix =
        diagnostic.code === 'literal-key'
          ? moveKey(document)
          : replaceName(document, diagnostic.range, diagnostic.message);
      if (!fix) return [];
      fix.diagnostics = [diagnostic];
      fix.isPreferred = true;
      return [fix];
    });
}

function moveKey(document: vscode.TextDocument): vscode.CodeAction {
  const title = 'Move the key into secret storage';
  const fix = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  fix.command = { title, command: '_gavel.moveKeyToSecret', arguments: [document.uri] };
  return fix;
}

function replaceName(
  document: vscode.TextDocument,
  range: vscode.Range,
  message: string,
): vscode.CodeAction | undefined {
  const name = proposedName(message);
  if (name === undefined || !range.isSingleLine) return undefined;
  const quote = /^["']/.exec(document.getText(range))?.[0] ?? '';
  const written = quote === '"' ? JSON.stringify(name) : `${quote}${name}${quote}`;
  const fix = new vscode.CodeAction(`Change to ${name}`, vscode.CodeActionKind.QuickFix);
  fix.edit = new vscode.WorkspaceEdit();
  fix.edit.replace(document.uri, range, written);
  return fix;
}

import * as vscode from 'vscode';
import type { EditorRange } from './problemMarks.js';

export function vscodeRange(range: EditorRange): vscode.Range {
  const { startLine, startCharacter, endLine, endCharacter } = range;
  return new vscode.Range(startLine, startCharacter, endLine, endCharacter);
}

import * as vscode from 'vscode';
import { knownKeys } from '../core/redaction/knownKeys.js';

/** Writes a file that a person has just named, without known keys; one that is there is replaced. */
export async function writeText(uri: vscode.Uri, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(knownKeys.redact(text)));
}

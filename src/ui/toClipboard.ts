import * as vscode from 'vscode';
import { knownKeys } from '../core/redaction/knownKeys.js';

/** Puts a text on the clipboard, without known keys. Nothing else of ours does. */
export async function toClipboard(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(knownKeys.redact(text));
}

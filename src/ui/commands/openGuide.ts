import * as vscode from 'vscode';
import type { CommandContext } from './commands.js';

/** Opens the guide that came with the extension, as pages where links lead on. */
export async function openGuide({ extensionUri }: CommandContext): Promise<vscode.Uri> {
  const index = vscode.Uri.joinPath(extensionUri, 'docs', 'README.md');
  try {
    await vscode.commands.executeCommand('markdown.showPreview', index);
  } catch {
    // VS Code's own Markdown extension may be switched off.
    await vscode.window.showTextDocument(index);
  }
  return index;
}

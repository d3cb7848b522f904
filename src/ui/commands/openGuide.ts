import * as vscode from 'vscode';
import type { CommandContext } from './commands.js';

/** Opens the guide that came with the extension (or `page` of it), where links lead on; gives its `Uri`. */
export async function openGuide(
  { extensionUri }: CommandContext,
  page: unknown = 'README.md',
): Promise<vscode.Uri> {
  const name = typeof page === 'string' && /^[\w-]+\.md$/.test(page) ? page : 'README.md';
  const uri = vscode.Uri.joinPath(extensionUri, 'docs', name);
  try {
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  } catch {
    // VS Code's own Markdown extension may be switched off.
    await vscode.window.showTextDocument(uri);
  }
  return uri;
}

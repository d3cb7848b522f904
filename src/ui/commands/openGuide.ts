import * as vscode from 'vscode';
import type { CommandContext } from './commands.js';

/** Opens the guide that came with the extension, as pages where links lead on. */
export async function openGuide({ extensionUri }: CommandContext): Promise<vscode.Uri> {
  const index = vscode.Uri.joinPath(extensionUri, 'docs', 'README.md');
  const commands = await vscode.commands.getCommands(true);
  // VS Code's own Markdown extension may be switched off.
  if (commands.includes(SHOW_PREVIEW)) await vscode.commands.executeCommand(SHOW_PREVIEW, index);
  else await vscode.window.showTextDocument(index);
  return index;
}

const SHOW_PREVIEW = 'markdown.showPreview';

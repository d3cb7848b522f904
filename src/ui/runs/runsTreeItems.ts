import * as vscode from 'vscode';
import type { RunGroup, RunNode } from './runNode.js';

export function groupItem(group: RunGroup, count: number): vscode.TreeItem {
  const item = new vscode.TreeItem(group, vscode.TreeItemCollapsibleState.Expanded);
  item.id = `group ${group}`;
  item.description = String(count);
  item.contextValue = 'group';
  item.accessibilityInformation = { label: `${group}, ${count === 1 ? '1 run' : `${count} runs`}` };
  return item;
}

/** `args`: what the command that opens it is given. */
export function leafItem(id: string, node: RunNode, args: readonly unknown[]): vscode.TreeItem {
  const item = new vscode.TreeItem(node.label, vscode.TreeItemCollapsibleState.None);
  const { icon } = node;
  item.id = id;
  item.description = node.description;
  item.tooltip = new vscode.MarkdownString(node.tooltip);
  item.iconPath = new vscode.ThemeIcon(
    icon.id,
    icon.color === undefined ? undefined : new vscode.ThemeColor(icon.color),
  );
  item.contextValue = node.contextValue;
  item.accessibilityInformation = { label: node.accessibleLabel };
  item.command = { command: 'gavel.openResults', title: 'Open Results', arguments: [...args] };
  return item;
}

export function problemItem(message: string): vscode.TreeItem {
  const item = new vscode.TreeItem('Jobs on the service could not be read');
  item.description = 'Retry';
  item.tooltip = message;
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.contextValue = 'problem';
  item.command = { command: 'gavel.refresh', title: 'Retry' };
  item.accessibilityInformation = { label: `${message} Press Enter to try again.` };
  return item;
}

/** As `problemItem`, where another key helps and asking again doesn't. */
export function keyItem(message: string): vscode.TreeItem {
  const item = new vscode.TreeItem('API key refused');
  item.description = 'Set API Key';
  item.tooltip = message;
  item.iconPath = new vscode.ThemeIcon('key', new vscode.ThemeColor('list.warningForeground'));
  item.contextValue = 'problem';
  item.command = { command: 'gavel.setApiKey', title: 'Set API Key' };
  item.accessibilityInformation = { label: `${message} Press Enter to set another key.` };
  return item;
}

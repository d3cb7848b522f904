import * as vscode from 'vscode';
import { plural, t } from '../../l10n/t.js';
import { lineItem } from '../lineItem.js';
import type { RunGroup, RunNode } from './runNode.js';

function groupLabel(group: RunGroup): string {
  switch (group) {
    case 'Running':
      return t('Running');
    case 'Paused':
      return t('Paused');
    case 'Finished':
      return t('Finished');
    case 'Failed':
      return t('Failed');
  }
}

export function groupItem(group: RunGroup, count: number): vscode.TreeItem {
  const label = groupLabel(group);
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  item.id = `group ${group}`;
  item.description = String(count);
  item.contextValue = 'group';
  item.accessibilityInformation = { label: `${label}, ${plural(count, '{0} run', '{0} runs')}` };
  return item;
}

/** `args`: what the command that opens it is given. */
export function leafItem(id: string, node: RunNode, args: readonly unknown[]): vscode.TreeItem {
  const item = lineItem(id, node);
  item.command = { command: 'gavel.openResults', title: t('Open Results'), arguments: [...args] };
  return item;
}

export function problemItem(message: string): vscode.TreeItem {
  const item = new vscode.TreeItem(t('Jobs on the service could not be read'));
  item.description = t('Retry');
  item.tooltip = message;
  item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.contextValue = 'problem';
  item.command = { command: 'gavel.refresh', title: t('Retry') };
  item.accessibilityInformation = { label: t('{0} Press Enter to try again.', message) };
  return item;
}

/** As `problemItem`, where another key helps and asking again doesn't. */
export function keyItem(message: string): vscode.TreeItem {
  const item = new vscode.TreeItem(t('API key refused'));
  item.description = t('Set API Key');
  item.tooltip = message;
  item.iconPath = new vscode.ThemeIcon('key', new vscode.ThemeColor('list.warningForeground'));
  item.contextValue = 'problem';
  item.command = { command: 'gavel.setApiKey', title: t('Set API Key') };
  item.accessibilityInformation = { label: t('{0} Press Enter to set another key.', message) };
  return item;
}

import * as vscode from 'vscode';
import type { TreeLine } from './treeLine.js';

/** `id`: of the item among all of its tree. */
export function lineItem(id: string, line: TreeLine): vscode.TreeItem {
  const item = new vscode.TreeItem(line.label);
  const { id: icon, color } = line.icon;
  item.id = id;
  item.description = line.description;
  item.tooltip = new vscode.MarkdownString(line.tooltip);
  item.iconPath = new vscode.ThemeIcon(
    icon,
    color === undefined ? undefined : new vscode.ThemeColor(color),
  );
  item.contextValue = line.contextValue;
  item.accessibilityInformation = { label: line.accessibleLabel };
  return item;
}

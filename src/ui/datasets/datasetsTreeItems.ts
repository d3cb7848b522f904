import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { plural, t } from '../../l10n/t.js';
import type { DatasetNode, DatasetsElement, FileNode, NoteNode } from './datasetsElement.js';
import { lineItem } from '../lineItem.js';
import { datasetLine, fileLine, purposeText } from './libraryLines.js';

interface GroupFacts {
  readonly label: string;
  readonly description: string;
  readonly tooltip: string;
  /** What a screen reader says. */
  readonly accessibleLabel: string;
  /** Filtered groups open by themselves. */
  readonly isFiltered: boolean;
}

/** A group of the view; `id` stays the same over its life. */
export function groupItem(id: string, facts: GroupFacts): vscode.TreeItem {
  const item = new vscode.TreeItem(facts.label, vscode.TreeItemCollapsibleState.Expanded);
  // Another id is another line: it does not take over that the first was closed.
  item.id = facts.isFiltered ? `${id} filtered` : id;
  item.description = facts.description;
  item.tooltip = facts.tooltip;
  item.contextValue = id;
  item.accessibilityInformation = { label: facts.accessibleLabel };
  return item;
}

export function purposeItem(
  { service, purpose, files }: DatasetsElement & { readonly kind: 'purpose' },
  isFiltered: boolean,
): vscode.TreeItem {
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  const label = purposeText(purpose);
  const isOpen = isFiltered || purpose === 'eval';
  const item = new vscode.TreeItem(label, isOpen ? Expanded : Collapsed);
  const id = `purpose ${service} ${purpose}`;
  item.id = isFiltered ? `${id} filtered` : id;
  item.description = String(files.length);
  item.tooltip =
    purpose === '' ? t('Files without a purpose') : t('Files of the purpose {0}', purpose);
  item.contextValue = 'purpose';
  const count = plural(files.length, '{0} file', '{0} files');
  item.accessibilityInformation = { label: `${label}, ${count}` };
  return item;
}

/** Without a tooltip where the rows are not counted: VS Code asks for it when somebody points at it. */
export function datasetItem(node: DatasetNode): vscode.TreeItem {
  const item = fullDatasetItem(node);
  if (!node.missing && node.rows === undefined) delete item.tooltip;
  return item;
}

export function fullDatasetItem(node: DatasetNode): vscode.TreeItem {
  const folder = dirname(vscode.workspace.asRelativePath(node.uri));
  const line = datasetLine({
    name: basename(node.uri.path),
    folder: folder === '.' ? '' : folder,
    path: node.uri.fsPath,
    specs: node.specs.map((spec) => basename(spec.path)),
    missing: node.missing,
    bytes: node.bytes,
    rows: node.rows,
  });
  const item = lineItem(node.uri.toString(), line);
  item.resourceUri = node.uri;
  if (!node.missing) {
    item.command = { command: 'gavel.openDataset', title: t('Open Dataset'), arguments: [node] };
  }
  return item;
}

export function fileItem(node: FileNode): vscode.TreeItem {
  const { service, host, file, isGrouped } = node;
  const specs = node.specs.map((spec) => basename(spec.path));
  const line = fileLine(file, { service, host, specs, isGrouped, now: Date.now() });
  const item = lineItem(`file ${service} ${file.id}`, line);
  item.command = {
    command: 'gavel.previewFile',
    title: t('Preview First Rows'),
    arguments: [node],
  };
  return item;
}

export function noteItem(note: NoteNode): vscode.TreeItem {
  const item = new vscode.TreeItem(note.label);
  const color =
    note.icon === 'warning' ? new vscode.ThemeColor('list.warningForeground') : undefined;
  item.id = `note ${note.id}`;
  item.iconPath = new vscode.ThemeIcon(note.icon, color);
  item.contextValue = 'note';
  if (note.description !== undefined) item.description = note.description;
  if (note.tooltip !== undefined) item.tooltip = note.tooltip;
  if (note.command) item.command = note.command;
  const label = [
    note.label,
    note.tooltip,
    note.command && t('Press Enter: {0}.', note.command.title),
  ];
  item.accessibilityInformation = { label: label.filter(Boolean).join('. ') };
  return item;
}

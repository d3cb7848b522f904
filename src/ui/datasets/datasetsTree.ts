import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { ExtensionUi } from '../extensionUi.js';
import { LEFT_OUT_GLOB, SPEC_GLOB } from '../spec/specFile.js';
import { DATASET_GLOB } from './datasetFile.js';

/** A dataset of the workspace and the specs that use it. */
export interface DatasetNode {
  readonly kind: 'dataset';
  readonly uri: vscode.Uri;
  readonly specs: readonly vscode.Uri[];
  /** A spec names it, but it is not there. */
  readonly missing: boolean;
}

const MOST_FILES = 1000;
const SETTLE_MS = 400;

/** The view `gavel.datasets`: files found in the workspace, those that specs use first. */
export function registerDatasetsTree(ui: ExtensionUi): vscode.Disposable {
  const changes = new vscode.EventEmitter<undefined>();
  const provider: vscode.TreeDataProvider<DatasetNode> = {
    onDidChangeTreeData: changes.event,
    getChildren: (element) => (element ? [] : findDatasets(ui)),
    getTreeItem: datasetItem,
  };
  const view = vscode.window.createTreeView('gavel.datasets', { treeDataProvider: provider });

  let timer: NodeJS.Timeout | undefined;
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => changes.fire(undefined), SETTLE_MS);
  };
  const files = vscode.workspace.createFileSystemWatcher(DATASET_GLOB, false, true, false);
  const specs = vscode.workspace.createFileSystemWatcher(SPEC_GLOB);
  const noteSpecs = (): void => {
    soon();
    void tellWhetherSpecs(ui);
  };
  void tellWhetherSpecs(ui);
  return vscode.Disposable.from(
    changes,
    view,
    files,
    specs,
    files.onDidCreate(soon),
    files.onDidDelete(soon),
    specs.onDidCreate(noteSpecs),
    specs.onDidDelete(noteSpecs),
    specs.onDidChange(soon),
    vscode.workspace.onDidChangeWorkspaceFolders(noteSpecs),
    { dispose: () => clearTimeout(timer) },
  );
}

/** Empty views say different things with and without a spec in the workspace. */
async function tellWhetherSpecs(ui: ExtensionUi): Promise<void> {
  try {
    const [spec] = await vscode.workspace.findFiles(SPEC_GLOB, LEFT_OUT_GLOB, 1);
    await vscode.commands.executeCommand('setContext', 'gavel.hasSpecs', spec !== undefined);
  } catch (error) {
    ui.log.warn(`looking for specs: ${String(error)}`);
  }
  await vscode.commands.executeCommand('setContext', 'gavel.ready', true);
}

async function findDatasets(ui: ExtensionUi): Promise<DatasetNode[]> {
  const files = await vscode.workspace.findFiles(DATASET_GLOB, LEFT_OUT_GLOB, MOST_FILES);
  const nodes = new Map<string, { uri: vscode.Uri; specs: vscode.Uri[]; missing: boolean }>();
  for (const uri of files) nodes.set(uri.fsPath, { uri, specs: [], missing: false });
  for (const { spec, dataset } of await usedDatasets(ui)) {
    const known = nodes.get(dataset);
    if (known) known.specs.push(spec);
    else {
      const missing = !(await ui.services.texts.exists(dataset));
      nodes.set(dataset, { uri: vscode.Uri.file(dataset), specs: [spec], missing });
    }
  }
  return [...nodes.values()]
    .map((node) => ({ kind: 'dataset' as const, ...node }))
    .sort(
      (a, b) =>
        Number(b.specs.length > 0) - Number(a.specs.length > 0) ||
        labelOf(a.uri).localeCompare(labelOf(b.uri)),
    );
}

/** The local datasets that the workspace's specs name; a spec that can't be read names none. */
async function usedDatasets(
  ui: ExtensionUi,
): Promise<readonly { readonly spec: vscode.Uri; readonly dataset: string }[]> {
  const specs = await vscode.workspace.findFiles(SPEC_GLOB, LEFT_OUT_GLOB, MOST_FILES);
  if (specs.length === 0) return [];
  const { parseSpec } = await import('../../core/spec/parseSpec.js');
  const { texts } = ui.services;
  const used = await Promise.all(
    specs.map(async (spec) => {
      try {
        const dataset = parseSpec(await texts.read(spec.fsPath), spec.fsPath).spec?.dataset;
        if (dataset === undefined || /^file-/.test(dataset)) return [];
        return [{ spec, dataset: texts.resolve(spec.fsPath, dataset) }];
      } catch {
        return []; // gone between the search and the reading
      }
    }),
  );
  return used.flat();
}

function labelOf(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri);
}

function datasetItem(node: DatasetNode): vscode.TreeItem {
  const item = new vscode.TreeItem(basename(node.uri.path));
  const specs = node.specs.map((spec) => basename(spec.path));
  const folder = dirname(labelOf(node.uri));
  const used = specs.length > 0 ? `used by ${specs.join(', ')}` : '';
  const parts = [node.missing ? 'missing' : '', used, folder === '.' ? '' : folder];
  item.id = node.uri.toString();
  item.description = parts.filter(Boolean).join(' · ');
  item.tooltip = [node.uri.fsPath, used].filter(Boolean).join('\n');
  item.resourceUri = node.uri;
  item.iconPath = new vscode.ThemeIcon(node.missing ? 'warning' : 'table');
  item.contextValue = node.missing ? 'missing' : 'dataset';
  if (!node.missing) {
    item.command = { command: 'gavel.openDataset', title: 'Open Dataset', arguments: [node] };
  }
  return item;
}
